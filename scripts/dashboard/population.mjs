// @ts-check
// What a panel is about: the rows of a query, as figures that may be shown.
import { Figure, largest, neighbours } from './suppression.mjs';

/** @typedef {import('./suppression.mjs').Shown} Shown */
/** @typedef {import('./suppression.mjs').Group} Group */
/** @typedef {'this' | 'last'} Side the last twelve months, or the twelve before */
/** @typedef {Record<string, any> & { side: Side, people: readonly number[] }} Row */
/** @typedef {Record<string, number>} Values by measure */
/** @typedef {{ keys: readonly string[], this: Values, last: Values | undefined }} Published */

const SIDES = /** @type {const} */ (['this', 'last']);

/** Rows of one kind of bookings, or of transactions. */
export class Population {
  #shown;
  #rows;
  #units;
  /** Whether the year before can be shown. */
  isCompared;
  /** @type {Published | undefined} undefined: of too few people */
  total;

  /**
   * @param {Shown} shown
   * @param {readonly Row[]} rows
   * @param {Readonly<Record<string, string>>} units by measure, a column of the rows. What has one unit can be subtracted
   */
  constructor(shown, rows, units) {
    this.#shown = shown;
    this.#units = units;
    const [now, before] = SIDES.map((side) => rows.filter((row) => row.side === side));
    this.isCompared = this.#mayShow(before ?? []);
    this.#rows = this.isCompared ? rows : (now ?? []);
    const [whole] = this.#mayShow(now ?? [])
      ? neighbours(shown, [this.#group('', this.#rows)])
      : [];
    this.total = whole && this.#published(whole);
  }

  /**
   * The largest groups, and the rest.
   *
   * @param {string} column whose values are the groups
   * @param {string} by a measure
   */
  largest(column, by, most = 8) {
    if (!this.total) return { kept: [], other: undefined };
    const size = (/** @type {Group} */ group) =>
      group.figures.get(this.#unit(by, 'this'))?.value ?? 0;
    const groups = this.#groups(column).sort((a, b) => size(b) - size(a));
    const [ranking, rest] = [
      groups.filter((group) => size(group) > 0),
      groups.filter((group) => size(group) <= 0),
    ];
    const { kept, other } = largest(this.#shown, ranking, rest, most);
    return {
      kept: kept.map((group) => this.#published(group)),
      other: other && this.#published(other),
    };
  }

  /**
   * Groups in their order; small ones are merged with their neighbours.
   *
   * @param {string} column
   * @param {readonly string[]} order all values of the column
   */
  ordered(column, order) {
    if (!this.total) return [];
    const groups = new Map(this.#groups(column).map((group) => [group.keys[0], group]));
    const all = order.map((key) => groups.get(key) ?? this.#group(key, []));
    return neighbours(this.#shown, all).map((group) => this.#published(group));
  }

  #mayShow(/** @type {readonly Row[]} */ rows) {
    return rows.length > 0 && this.#shown.allows(this.#group('', rows));
  }

  #groups(/** @type {string} */ column) {
    /** @type {Map<string, Row[]>} */
    const byKey = new Map();
    for (const row of this.#rows) {
      const key = String(row[column] ?? '');
      const own = byKey.get(key);
      if (own) own.push(row);
      else byKey.set(key, [row]);
    }
    return [...byKey]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, rows]) => this.#group(key, rows));
  }

  /**
   * @param {string} key
   * @param {readonly Row[]} rows
   * @returns {Group}
   */
  #group(key, rows) {
    const measures = Object.keys(this.#units);
    const units = SIDES.flatMap((side) => measures.map((measure) => this.#unit(measure, side)));
    const figures = new Map(units.map((unit) => [unit, new Figure()]));
    for (const row of rows)
      for (const measure of measures)
        figures.get(this.#unit(measure, row.side))?.add(row.people, row[measure] ?? 0);
    return { keys: [key], figures };
  }

  /**
   * @param {string} measure
   * @param {Side} side
   */
  #unit(measure, side) {
    return `${this.#units[measure]}, ${side} year`;
  }

  /**
   * @param {Group} group
   * @returns {Published}
   */
  #published({ keys, figures }) {
    const [now, before] = SIDES.map((side) =>
      Object.fromEntries(
        Object.keys(this.#units).map((measure) => [
          measure,
          figures.get(this.#unit(measure, side))?.value ?? 0,
        ]),
      ),
    );
    return { keys, this: now ?? {}, last: this.isCompared ? before : undefined };
  }
}
