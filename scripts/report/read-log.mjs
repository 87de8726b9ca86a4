// @ts-check
// A log, line by line, as the runs of the connector that it tells of.
import { factOf, failureFacts } from './log-line.mjs';
import { linesOf } from './lines.mjs';
import { REPORT_LINES } from './sentences.mjs';
import { Sync } from './sync.mjs';

/** A list of failures that does not end is none. */
const MOST_FAILURE_LINES = 5000;

/**
 * What was in a log, for those who gave the wrong file.
 *
 * @typedef {object} Contents
 * @property {Sync[]} syncs in order; runs of check and discover are among them
 * @property {number} lines
 * @property {number} messages lines that are messages of the Airbyte protocol
 * @property {string} firstLine
 */

/**
 * @param {AsyncIterable<Buffer>} bytes
 * @returns {Promise<Contents>}
 */
export async function readLog(bytes) {
  const reader = new Reader();
  for await (const lines of linesOf(bytes)) for (const line of lines) reader.take(line);
  return reader.contents();
}

class Reader {
  /** @type {Sync[]} */
  #syncs = [new Sync()];
  #lines = 0;
  #messages = 0;
  #firstLine = '';
  /** Of a list of failures that is not complete. @type {string[] | undefined} */
  #failures;

  /** @param {string} line */
  take(line) {
    if (line.trim() === '') return;
    this.#lines += 1;
    if (this.#lines === 1) this.#firstLine = line;
    const fact = factOf(line);
    if (fact.kind !== 'other') this.#messages += 1;
    if (fact.kind === 'failures') this.#failures = [];
    if (this.#failures !== undefined)
      this.#failureLine(fact.kind === 'failures' ? fact.text : line);
    else this.#fact(fact);
  }

  contents() {
    return {
      syncs: this.#syncs.filter((sync) => !sync.isEmpty),
      lines: this.#lines,
      messages: this.#messages,
      firstLine: this.#firstLine,
    };
  }

  /** @param {import('./log-line.mjs').Fact} fact */
  #fact(fact) {
    if (this.#beginsRun(fact)) this.#syncs.push(new Sync());
    if (fact.kind === 'request') this.#current.traceId ??= String(fact.request['trace_id']);
    this.#current.take(fact);
  }

  get #current() {
    return /** @type {Sync} */ (this.#syncs.at(-1));
  }

  /** @param {import('./log-line.mjs').Fact} fact */
  #beginsRun(fact) {
    const current = this.#current;
    if (current.isEmpty) return false;
    if (fact.kind === 'attempt') return true;
    if (fact.kind === 'sentence') return fact.line.text === REPORT_LINES.syncStarted.text;
    if (fact.kind !== 'request' || current.traceId === undefined) return false;
    return fact.request['trace_id'] !== current.traceId;
  }

  /** Airbyte prints the list of failures as JSON over several lines. */
  #failureLine(/** @type {string} */ line) {
    const lines = this.#failures ?? [];
    lines.push(line);
    const list = /\]\s*$/u.test(line) ? parsedList(lines.join('\n')) : undefined;
    if (list === undefined && lines.length < MOST_FAILURE_LINES) return;
    this.#failures = undefined;
    // The connector's own errors come first, if the log has them.
    if (this.#current.errors.size > 0) return;
    for (const failure of list ?? []) for (const fact of failureFacts(failure)) this.#fact(fact);
  }
}

/** @returns {any[] | undefined} */
function parsedList(/** @type {string} */ text) {
  try {
    const list = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}
