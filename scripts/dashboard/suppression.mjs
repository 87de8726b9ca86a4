// @ts-check
// The rule of five: a figure is shown only if it is about five people or more, and so is what is left if any other shown
// figure is subtracted from it. Every number about people passes through here.

export const LEAST = 5;

/** @typedef {readonly number[]} People numbers of persons; 0 is an unknown one, and none: the company itself */

/** A sum, with what each set of people adds to it. */
export class Figure {
  /** @type {Map<string, { people: People, value: number }>} */
  cells = new Map();
  value = 0;

  /**
   * @param {People} people
   * @param {number} value
   */
  add(people, value) {
    const key = people.join();
    const cell = this.cells.get(key);
    this.cells.set(key, { people, value: (cell?.value ?? 0) + value });
    this.value += value;
  }

  /** @param {Figure} other */
  plus(other) {
    const sum = new Figure();
    for (const { people, value } of [...this.cells.values(), ...other.cells.values()])
      sum.add(people, value);
    return sum;
  }

  valueOf(/** @type {string} */ key) {
    return this.cells.get(key)?.value ?? 0;
  }
}

const NOTHING = new Figure();

/**
 * Whether the difference of two figures is about one to four people.
 *
 * @param {Figure} a
 * @param {Figure} b
 */
function differsByFew(a, b) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const { key, people } of cellsOf(a, b)) {
    if (differ(a.valueOf(key), b.valueOf(key))) for (const who of people) found.add(who);
    if (found.size >= LEAST) return false;
  }
  return found.size > 0;
}

/**
 * Not if they were added in another order: floats lose a part of 10^15 or so by each addition.
 *
 * @param {number} a
 * @param {number} b
 */
function differ(a, b) {
  return Math.abs(a - b) > 1e-6 + 1e-12 * Math.max(Math.abs(a), Math.abs(b));
}

/**
 * @param {Figure} a
 * @param {Figure} b
 */
function* cellsOf(a, b) {
  for (const [key, { people }] of a.cells) yield { key, people };
  for (const [key, { people }] of b.cells) if (!a.cells.has(key)) yield { key, people };
}

/**
 * What is shown together: one figure per unit, such as `usd` and `usd of the year before`.
 *
 * @typedef {object} Group
 * @property {readonly string[]} keys of what was merged
 * @property {ReadonlyMap<string, Figure>} figures by unit
 */

/** All figures of a page, by unit; units can't be subtracted from each other. */
export class Shown {
  /** @type {Map<string, Figure[]>} */
  #figures = new Map();

  /**
   * @param {Group} group
   * @param {readonly Group[]} [others] that will be shown with it
   */
  allows({ figures }, others = []) {
    return [...figures].every(([unit, figure]) => {
      const own = others.flatMap((other) => other.figures.get(unit) ?? []);
      const compared = [NOTHING, ...(this.#figures.get(unit) ?? []), ...own];
      return compared.every((other) => !differsByFew(figure, other));
    });
  }

  /** @param {readonly Group[]} groups */
  add(groups) {
    for (const { figures } of groups)
      for (const [unit, figure] of figures)
        this.#figures.set(unit, [...(this.#figures.get(unit) ?? []), figure]);
    return groups;
  }
}

/**
 * @param {Group} a
 * @param {Group} b
 * @returns {Group}
 */
export function merged(a, b) {
  const units = new Set([...a.figures.keys(), ...b.figures.keys()]);
  const sum = (/** @type {string} */ unit) =>
    (a.figures.get(unit) ?? NOTHING).plus(b.figures.get(unit) ?? NOTHING);
  return {
    keys: [...a.keys, ...b.keys],
    figures: new Map([...units].map((unit) => [unit, sum(unit)])),
  };
}

/**
 * The first groups of a ranking. The rest is one group, to which the last ones are added until all may be shown; none are
 * shown if even the whole is too small.
 *
 * @param {Shown} shown
 * @param {readonly Group[]} ranking
 * @param {readonly Group[]} rest what is not worth a line of its own
 * @param {number} most
 * @returns {{ kept: readonly Group[], other: Group | undefined }}
 */
export function largest(shown, ranking, rest, most) {
  /** @type {Group[]} */
  const kept = [];
  let other = rest.length > 0 ? rest.reduce(merged) : undefined;
  for (const group of ranking)
    if (kept.length < most && shown.allows(group, kept)) kept.push(group);
    else other = other ? merged(other, group) : group;
  while (other && !shown.allows(other, kept)) {
    const last = kept.pop();
    if (!last) return { kept: [], other: undefined };
    other = merged(other, last);
  }
  shown.add(other ? [...kept, other] : kept);
  return { kept, other };
}

/**
 * Groups in an order, such as months. One that is too small is merged with its neighbours.
 *
 * @param {Shown} shown
 * @param {readonly Group[]} ordered
 * @returns {readonly Group[]}
 */
export function neighbours(shown, ordered) {
  /** @type {Group[]} */
  const kept = [];
  /** @type {Group | undefined} */
  let open;
  for (const group of ordered) {
    open = open ? merged(open, group) : group;
    if (!shown.allows(open, kept)) continue;
    kept.push(open);
    open = undefined;
  }
  while (open) {
    const last = kept.pop();
    if (!last) return [];
    open = merged(last, open);
    if (!shown.allows(open, kept)) continue;
    kept.push(open);
    open = undefined;
  }
  return shown.add(kept);
}
