// @ts-check
// The time windows that the requests of a sync name.

/** A damaged log may name any number. */
const MOST_WINDOWS = 5000;
const MOST_MARKS = 50;

/**
 * @typedef {object} Window
 * @property {string} stream
 * @property {string} partition empty if the stream is not divided
 * @property {string} window empty if the requests name none
 * @property {number} from when its first request was sent
 * @property {number} to when its last response ended
 * @property {number} requests
 * @property {number} failures
 * @property {number} begun how often it was begun, for the first time or after it had failed
 * @property {number} secondPages how often its second page was requested. The connector also requests a first page
 *   again to find out what works
 * @property {number[]} resentAt
 * @property {string} lastOutcome
 */

/** @typedef {'read' | 'reread' | 'split' | 'failed'} WindowEnd */

export class Windows {
  /** @type {Map<string, Window>} */
  #windows = new Map();
  leftOut = 0;

  /**
   * @param {{ stream: string, partition: string, window: string, page: unknown }} place
   * @param {{ sentAt: number, endedAt: number, resends: number, outcome: string }} attempt
   */
  add(place, attempt) {
    const window = this.#at(place, attempt.sentAt);
    if (window === undefined) return;
    const { sentAt, endedAt, resends, outcome } = attempt;
    window.from = Math.min(window.from, sentAt);
    window.to = Math.max(window.to, endedAt);
    window.requests += 1;
    const isFirst = place.page === 1 || place.page === undefined;
    if (isFirst && resends === 0 && (window.begun === 0 || isFailure(window.lastOutcome)))
      window.begun += 1;
    if (place.page === 2 && resends === 0) window.secondPages += 1;
    window.lastOutcome = outcome;
    if (isFailure(outcome)) window.failures += 1;
    if (resends > 0 && window.resentAt.length < MOST_MARKS) window.resentAt.push(sentAt);
  }

  /** In the order in which they began. */
  list() {
    return [...this.#windows.values()].sort((a, b) => a.from - b.from);
  }

  /**
   * @param {{ stream: string, partition: string, window: string }} place
   * @param {number} from
   */
  #at({ stream, partition, window }, from) {
    const key = JSON.stringify([stream, partition, window]);
    const known = this.#windows.get(key);
    if (known !== undefined) return known;
    if (this.#windows.size === MOST_WINDOWS) {
      this.leftOut += 1;
      return undefined;
    }
    const added = {
      stream,
      partition,
      window,
      from,
      to: from,
      requests: 0,
      failures: 0,
      begun: 0,
      secondPages: 0,
      resentAt: [],
      lastOutcome: '',
    };
    this.#windows.set(key, added);
    return added;
  }
}

const isFailure = (/** @type {string} */ outcome) => outcome === 'retry' || outcome === 'fail';

/**
 * How a window ended. The request log does not say it: a window was split if narrower ones inside it were read later,
 * and failed if its last attempt did.
 *
 * @param {Window} window
 * @param {readonly Window[]} ofPartition
 * @returns {WindowEnd}
 */
export function endOf(window, ofPartition) {
  if (isFailure(window.lastOutcome))
    return ofPartition.some((other) => isInside(other, window) && other.to > window.from)
      ? 'split'
      : 'failed';
  return Math.max(window.begun, window.secondPages) > 1 ? 'reread' : 'read';
}

/** How many other windows of the partition a window is inside of. */
export function depthOf(
  /** @type {Window} */ window,
  /** @type {readonly Window[]} */ ofPartition,
) {
  return ofPartition.filter((other) => isInside(window, other)).length;
}

/**
 * @param {Window} inner
 * @param {Window} outer
 */
function isInside(inner, outer) {
  if (inner === outer || inner.window === outer.window) return false;
  const [innerFrom, innerTo] = boundsOf(inner);
  const [outerFrom, outerTo] = boundsOf(outer);
  return outerFrom <= innerFrom && innerTo <= outerTo;
}

/** @type {WeakMap<Window, readonly [number, number]>} */
const bounds = new WeakMap();

/** `2026-02-28T23:59:59Z to 2026-04-01T00:00:00Z`, or whole days; neither contains nor is inside of any if it is other text. */
function boundsOf(/** @type {Window} */ window) {
  const known = bounds.get(window);
  if (known !== undefined) return known;
  const [from = '', to = ''] = window.window.split(' to ');
  const found = /** @type {const} */ ([Date.parse(from), Date.parse(to)]);
  bounds.set(window, found);
  return found;
}
