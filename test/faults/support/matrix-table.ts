import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(__dirname, '../../../docs/reliability.md');

export interface Cell {
  readonly fault: string;
  readonly endpoint: string;
  readonly setbacks: readonly string[];
  /** Requests in addition to those of the same read without the fault. */
  readonly extraRequests: number;
}

/** A Markdown row per fault and endpoint, with its responses side by side. */
export function rowsOf(cells: readonly Cell[]): readonly string[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = `${cell.fault} | ${cell.endpoint}`;
    groups.set(name, [...(groups.get(name) ?? []), cell]);
  }
  return [...groups].map(([name, group]) => {
    const happened = new Set(group.flatMap(({ setbacks }) => setbacks.map(withoutChance)));
    const costs = group.map(({ extraRequests }) => String(extraRequests)).join(', ');
    return `| ${name} | ${[...happened].join('; ') || 'succeed'} | ${costs} |`;
  });
}

/** Removes what differs between two runs: the port, and where in the day's data a fault strikes. */
function withoutChance(setback: string): string {
  return setback
    .replace(/127\.0\.0\.1:\d+/gu, 'the host')
    .replace(/ at byte \d+/u, '')
    .replace(/(The page is malformed): expected (?!no byte order mark|valid UTF-8).*$/u, '$1');
}

/**
 * The docs' rows about the endpoint, as `rowsOf` returns them; in the docs, endpoints with the same
 * responses share a row.
 */
export function documentedRows(endpoint: string): readonly string[] {
  const lines = readFileSync(PAGE, 'utf8').split('\n');
  const cells = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  return cells
    .filter(([, , where = '']) => where.split(', ').includes(endpoint))
    .map(([, fault = '', , ...rest]) => ['', fault, endpoint, ...rest].join(' | ').trim());
}

/** For `scripts/fault-matrix.mjs`, which names a folder; an ordinary run writes nothing. */
export function keepRows(endpoint: string, rows: readonly string[]): boolean {
  const folder = process.env['FAULT_MATRIX_FOLDER'];
  if (folder === undefined) return false;
  writeFileSync(join(folder, endpoint), rows.join('\n'));
  return true;
}
