// @ts-check
// A card of the page: its title, its figure, its charts, and what one has to know to trust them.
import { html } from '../../report/markup.mjs';
import { change } from './words.mjs';

export const TOO_FEW = 'Fewer than five people: nothing is shown.';

/**
 * @typedef {object} Panel
 * @property {string} id
 * @property {string} title
 * @property {Headline} [headline]
 * @property {readonly unknown[]} parts markup
 * @property {readonly string[]} notes what it counts, coverage, gaps
 * @property {boolean} [isWide]
 */

/**
 * @typedef {object} Headline
 * @property {string} label in a tile of the first row
 * @property {string} figure
 * @property {unknown} change markup
 * @property {string} [before] the figure of the year before
 */

/** @param {Panel} panel */
export function card({ id, title, headline, parts, notes, isWide }) {
  const shown = parts.filter((part) => part !== '');
  return html`<article id="${id}" class="card${isWide ? ' wide' : ''}">
    <header>
      <h3>${title}</h3>
      ${headline ? html`<p class="headline"><b>${headline.figure}</b> ${headline.change}${beforeOf(headline)}</p>` : ''}
    </header>
    <div class="parts">${shown.length > 0 ? shown : html`<p class="empty">${TOO_FEW}</p>`}</div>
    <footer><p>${notes.join(' ')}</p></footer>
  </article>`;
}

const beforeOf = (/** @type {Headline} */ { before }) =>
  before === undefined ? '' : html` <span class="before">from ${before}</span>`;

/** @param {readonly Panel[]} panels */
export function tiles(panels) {
  return html`<ul class="tiles">
    ${panels.flatMap(({ id, headline }) =>
      headline
        ? html`<li>
            <a href="#${id}"
              ><span>${headline.label}</span><b>${headline.figure}</b>${headline.change}</a
            >
          </li>`
        : [],
    )}
  </ul>`;
}

/**
 * What a panel measures, wherever it is drawn.
 *
 * @typedef {object} Metric
 * @property {(values: import('../population.mjs').Values) => number} value
 * @property {import('./words.mjs').Format} format
 * @property {import('./words.mjs').Better} [better]
 * @property {boolean} [isRate]
 */

/**
 * @param {string} label
 * @param {import('../population.mjs').Published | undefined} total
 * @param {Metric} metric
 * @returns {{ headline?: Headline }}
 */
export function headlineOf(label, total, { value, format, better = 'neither', isRate = false }) {
  if (!total) return {};
  const [now, before] = [value(total.this), total.last && value(total.last)];
  if (Number.isNaN(now)) return {};
  return {
    headline: {
      label,
      figure: format(now),
      change: change(now, before, { better, isRate }),
      ...(before === undefined || Number.isNaN(before) ? {} : { before: format(before) }),
    },
  };
}
