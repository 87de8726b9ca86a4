// @ts-check
// The sentences of the log and the kinds of errors, as the connector declares them. Reads dist, so build first.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { layersOf } from '../tables.mjs';

const load = createRequire(import.meta.url);
const compiled = join(import.meta.dirname, '../../dist/src');

/** @typedef {{ level: 'WARN' | 'INFO' | 'DEBUG', text: string, meaning: string, action: string }} LogLine */
/** @typedef {{ code: string, title: string, action: string, failureType: string }} ErrorKind */
/** @typedef {Readonly<Record<string, string | number | boolean | null | undefined>>} Facts */

/** @type {Map<string, ErrorKind>} */
export const ERROR_KINDS = new Map(
  layersOf('src/errors', '-errors')
    .flatMap(({ entries }) => entries)
    .filter(({ code }) => typeof code === 'string')
    .map((kind) => [kind.code, kind]),
);

/** The lines that the page draws, by name. */
export const { CLIENT_LINES, REPORT_LINES, READ_LINES } = {
  ...load(join(compiled, 'log/client-lines.js')),
  ...load(join(compiled, 'log/report-lines.js')),
  ...load(join(compiled, 'log/read-lines.js')),
};

/** @type {Map<string, LogLine>} */
const LINES = new Map(
  layersOf('src/log', '-lines')
    .flatMap(({ entries }) => entries)
    .filter(({ text }) => typeof text === 'string')
    .map((line) => [line.text, line]),
);

const literal = (/** @type {string} */ text) => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');
/** Longer ones first: one may begin with another. */
const texts = [...LINES.keys()].sort((a, b) => b.length - a.length).map(literal);
/** Airbyte puts other text in front. */
const SENTENCE = new RegExp(
  `(${texts.join('|')})((?: \\w+=(?:"(?:[^"\\\\]|\\\\.)*"|\\S*))*)\\s*$`,
  'u',
);
const FACT = /(\w+)=("(?:[^"\\]|\\.)*"|\S*)/gu;

/**
 * The sentence of the connector in a text, with its facts.
 *
 * @param {string} text
 * @returns {{ line: LogLine, facts: Facts } | undefined}
 */
export function sentenceIn(text) {
  const [, sentence = '', tail = ''] = SENTENCE.exec(text) ?? [];
  const line = LINES.get(sentence);
  if (line === undefined) return undefined;
  const facts = [...tail.matchAll(FACT)].map(([, key = '', value = '']) => [key, printed(value)]);
  return { line, facts: Object.fromEntries(facts) };
}

/** An unquoted text looks like its type: a number, true, null. */
function printed(/** @type {string} */ value) {
  try {
    const parsed = JSON.parse(value);
    return typeof parsed === 'object' ? null : parsed;
  } catch {
    return value;
  }
}
