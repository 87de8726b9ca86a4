// @ts-check
// Groups as a table with a bar in each row: names of any length and script are text, and nothing has to be read off.
import { html } from '../../report/markup.mjs';
import { change, plain } from './words.mjs';

/** @typedef {import('../population.mjs').Published} Published */
/** @typedef {import('../population.mjs').Values} Values */

/**
 * @typedef {object} Ranking
 * @property {string} title
 * @property {{ kept: readonly Published[], other?: Published | undefined }} groups
 * @property {(values: Values) => number} value
 * @property {import('./words.mjs').Format} format
 * @property {(key: string) => string} [name]
 * @property {import('./words.mjs').Better} [better]
 * @property {boolean} [isRate]
 */

/** @param {Ranking} ranking */
export function rankingTable({
  title,
  groups: { kept, other },
  value,
  format,
  name = plain,
  better = 'neither',
  isRate = false,
}) {
  const rows = [...kept, ...(other ? [other] : [])];
  if (rows.length === 0) return '';
  const sizes = rows.flatMap((row) => [value(row.this), row.last ? value(row.last) : 0]);
  const most = isRate ? 1 : Math.max(...sizes, Number.MIN_VALUE);
  const isCompared = rows.some(({ last }) => last !== undefined);
  return html`<table class="ranking">
    <caption>
      ${title}
    </caption>
    <thead class="sr">
      <tr>
        <th scope="col">group</th>
        <th scope="col">these 12 months</th>
        ${isCompared ? html`<th scope="col">against the year before</th>` : ''}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => rowOf(row))}
    </tbody>
  </table>`;

  function rowOf(/** @type {Published} */ row) {
    const now = value(row.this);
    const before = row.last && value(row.last);
    return html`<tr>
      <th scope="row">
        <bdi>${row === other ? otherName(kept) : nameOf(row.keys[0] ?? '', name)}</bdi
        >${track(now / most, before && before / most)}
      </th>
      <td class="number">${format(now)}</td>
      ${isCompared ? html`<td class="number">${change(now, before, { better, isRate })}</td>` : ''}
    </tr>`;
  }
}

/**
 * @param {string} key
 * @param {(key: string) => string} name
 */
const nameOf = (key, name) => (key === '' ? 'Not stated' : name(key));

const otherName = (/** @type {readonly Published[]} */ kept) =>
  kept.length === 0 ? 'All' : 'Other';

/**
 * @param {number} now share of the track
 * @param {number} [before]
 */
function track(now, before) {
  const width = (/** @type {number} */ share) =>
    `${Math.round(Math.max(0, Math.min(1, share)) * 100)}%`;
  return html`<span class="track" aria-hidden="true"
    ><i class="bar" style="width:${width(now)}"></i
    >${before ? html`<i class="tick" style="left:${width(before)}"></i>` : ''}</span
  >`;
}

/**
 * Groups in an order that were merged, under all of their names.
 *
 * @param {Published} group
 * @returns {Published}
 */
export const asOne = (group) => ({ ...group, keys: [group.keys.join(', ')] });
