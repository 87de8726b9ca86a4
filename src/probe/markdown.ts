import { isJsonObject } from '../config/json';
import { factsOf } from './lines';
import type { Finding } from './probe';

export interface RunFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly version: string;
  /** The config file's content. */
  readonly config: unknown;
}

/** The form of the issue "Probe results", filled in up to the table's first row. */
export function markdownHead({ now, version, config }: RunFacts): readonly string[] {
  const region = isJsonObject(config) && config['region'] === 'eu' ? 'eu' : 'us';
  return [
    `Date: ${new Date(now).toISOString().slice(0, 10)}`,
    `Region: ${region}`,
    `Version: ${version}`,
    '',
    '| id | question | answer | facts |',
    '| -- | -------- | ------ | ----- |',
  ];
}

export function markdownLine({ id, asks, answer, evidence }: Finding): string {
  return `| ${['`' + id + '`', asks, answer, factsOf(evidence)].map(cell).join(' | ')} |`;
}

/** The API's own words may hold characters that end a cell or start a tag. */
function cell(text: string): string {
  return text.replace(/[\\|<]/g, '\\$&');
}
