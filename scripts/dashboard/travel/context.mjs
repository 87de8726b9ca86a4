// @ts-check
// What all panels of the travel tab share.
import { Population } from '../population.mjs';
import { percent } from '../draw/words.mjs';
import { sums } from './bookings.mjs';

/**
 * @typedef {object} Context
 * @property {import('../database.mjs').Database} database
 * @property {import('../suppression.mjs').Shown} shown
 * @property {import('../period.mjs').Period} period
 * @property {string} state as of when, and which months are not read whole
 */

/**
 * @param {Context} context
 * @param {readonly import('../population.mjs').Row[]} rows
 * @param {Readonly<Record<string, string>>} units
 */
export function population({ shown, period }, rows, units) {
  return new Population(
    shown,
    period.hasLastYear ? rows : rows.filter(({ side }) => side === 'this'),
    units,
  );
}

/**
 * The share of bookings of these twelve months that have a value, unless fewer than five people are on one side of it.
 *
 * @param {Context} context
 * @param {object} query
 * @param {string} query.name of the value
 * @param {string} query.has a condition
 * @param {string} query.where
 * @param {'booked' | 'travel'} [query.by]
 */
export async function coverage({ database, shown }, { name, has, where, by = 'booked' }) {
  const measures = [
    `cast(count(*) filter (${has}) as integer) as stated`,
    `cast(count(*) filter ((${has}) is not true) as integer) as missing`,
  ];
  const rows = await sums(database, { by, measures, where: `${by}_side = 'this' and ${where}` });
  const units = { stated: `bookings with ${name}`, missing: `bookings without ${name}` };
  const { total } = new Population(shown, rows, units);
  const share =
    total && Number(total.this.stated) / (Number(total.this.stated) + Number(total.this.missing));
  if (share !== undefined && share > 0 && share < 1)
    return `Coverage: ${percent(share)} of bookings state ${name}.`;
  const isMost = rows.filter(({ stated }) => stated > 0).length >= rows.length / 2;
  return `Coverage: ${isMost ? 'all or nearly all bookings state' : 'no or hardly any booking states'} ${name}.`;
}
