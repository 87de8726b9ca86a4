// @ts-check
// The last twelve complete months, and the twelve before.

const MONTH = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const MONTHS = 12;

/** Months are counted from January 1900, to which `Date.UTC` adds them; a month of the page is 0 to 11. */
export class Period {
  /**
   * @param {Date} asOf what is known up to
   * @param {boolean} isComplete whether a complete sync says so
   * @param {Date | undefined} since the first month of the data
   */
  constructor(asOf, isComplete, since) {
    this.asOf = asOf;
    this.isComplete = isComplete;
    this.since = since;
    this.#first = monthNumber(asOf) - MONTHS;
  }

  #first;

  /** Whether the data begins with the year before, or earlier. */
  get hasLastYear() {
    return this.since !== undefined && monthNumber(this.since) <= this.#first - MONTHS;
  }

  /** `2025-11-01`: the first day, the first one after the end, and the first one of the year before. */
  get bounds() {
    const [start = '', end = '', before = ''] = [0, MONTHS, -MONTHS].map((month) =>
      this.#day(month).toISOString().slice(0, 10),
    );
    return { start, end, before };
  }

  /** `Nov 2025` */
  month(/** @type {number} */ month) {
    return MONTH.format(this.#day(month)).replace('Sept', 'Sep');
  }

  /** `Nov 2025 to Oct 2026, against the year before` */
  get words() {
    const own = `${this.month(0)} to ${this.month(MONTHS - 1)}`;
    return this.hasLastYear ? `${own}, against the year before` : own;
  }

  /** Why there is no comparison. */
  get withoutLastYear() {
    return this.since === undefined
      ? 'There are no bookings yet.'
      : `No comparison with the year before: the data begins in ${MONTH.format(this.since)}.`;
  }

  /** `30 November 2026, 13:33 UTC` */
  get asOfWords() {
    return `${DAY.format(this.asOf)}, ${this.asOf.toISOString().slice(11, 16)} UTC`;
  }

  #day(/** @type {number} */ month) {
    return new Date(Date.UTC(0, this.#first + month, 1));
  }
}

export const ALL_MONTHS = Array.from({ length: MONTHS }, (_, month) => String(month));

const monthNumber = (/** @type {Date} */ date) =>
  (date.getUTCFullYear() - 1900) * 12 + date.getUTCMonth();
