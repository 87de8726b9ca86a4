// @ts-check

/** What follows an attempt, as `navan.outcome` says it; the last stands for any other word. */
export const OUTCOMES = /** @type {const} */ ([
  'succeed',
  'retry',
  'rateLimited',
  'refreshToken',
  'ignore',
  'fail',
  'other',
]);

/** @typedef {typeof OUTCOMES[number]} Outcome */

/** Attempts at the API as columns of numbers: 17 bytes each, so that a million fit into memory. */
export class RequestColumns {
  count = 0;
  /** Epoch milliseconds. */
  sentAt = new Float64Array(1024);
  seconds = new Float32Array(1024);
  waitSeconds = new Float32Array(1024);
  outcome = new Uint8Array(1024);

  /**
   * @param {number} sentAt
   * @param {number} seconds
   * @param {number} waitSeconds
   * @param {Outcome} outcome
   */
  add(sentAt, seconds, waitSeconds, outcome) {
    if (this.count === this.sentAt.length) this.#grow();
    this.sentAt[this.count] = sentAt;
    this.seconds[this.count] = seconds;
    this.waitSeconds[this.count] = waitSeconds;
    this.outcome[this.count] = OUTCOMES.indexOf(outcome);
    this.count += 1;
  }

  /** How many had each outcome; outcomes that none had are left out. */
  byOutcome() {
    const counts = OUTCOMES.map(() => 0);
    for (const index of this.outcome.subarray(0, this.count))
      counts[index] = (counts[index] ?? 0) + 1;
    return OUTCOMES.map((outcome, index) => ({ outcome, count: counts[index] ?? 0 })).filter(
      ({ count }) => count > 0,
    );
  }

  #grow() {
    const length = this.sentAt.length * 2;
    this.sentAt = longer(this.sentAt, new Float64Array(length));
    this.seconds = longer(this.seconds, new Float32Array(length));
    this.waitSeconds = longer(this.waitSeconds, new Float32Array(length));
    this.outcome = longer(this.outcome, new Uint8Array(length));
  }
}

/** @returns {Outcome} */
export function outcomeOf(/** @type {unknown} */ word) {
  return OUTCOMES.find((outcome) => outcome === word) ?? 'other';
}

/**
 * @template {Float64Array | Float32Array | Uint8Array} Column
 * @param {Column} from
 * @param {Column} to
 */
function longer(from, to) {
  to.set(from);
  return to;
}
