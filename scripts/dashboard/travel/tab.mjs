// @ts-check
// The travel tab: its panels in the order of the page.
import { html } from '../../report/markup.mjs';
import { card, tiles, TOO_FEW } from '../draw/panel.mjs';
import { Population } from '../population.mjs';
import { Shown } from '../suppression.mjs';
import { advancePanel } from './advance.mjs';
import { prepare, sums } from './bookings.mjs';
import { cancellationsPanel } from './cancellations.mjs';
import { carbonPanel } from './carbon.mjs';
import { creditsPanel } from './credits.mjs';
import { hotelsPanel } from './hotels.mjs';
import { policyPanel } from './policy.mjs';
import { routesPanel } from './routes.mjs';
import { savingsPanel } from './savings.mjs';
import { spendPanel } from './spend.mjs';
import { vendorsPanel } from './vendors.mjs';

const PANELS = [
  spendPanel,
  policyPanel,
  advancePanel,
  savingsPanel,
  cancellationsPanel,
  hotelsPanel,
  carbonPanel,
  routesPanel,
  vendorsPanel,
  creditsPanel,
];

/**
 * @param {import('../database.mjs').Database} database
 * @param {import('../period.mjs').Period} period
 * @param {string} state
 */
export async function travelTab(database, period, state) {
  if (!database.has('travel'))
    return html`<p class="empty">
      The models have no bookings: they are switched off (<code>navan__using_bookings</code>).
    </p>`;
  await prepare(database, period);
  const context = { database, period, state, shown: new Shown() };
  const everyone = await sums(database, { measures: ['cast(count(*) as integer) as bookings'] });
  const { total } = new Population(
    new Shown(),
    everyone.filter(({ side }) => side === 'this'),
    { bookings: 'bookings' },
  );
  if (!total)
    return html`<p class="empty">
      ${everyone.length === 0 ? 'No bookings were made in these months.' : TOO_FEW}
    </p>`;
  const panels = [];
  for (const panel of PANELS) panels.push(await panel(context));
  return html`<p class="period">${period.words}${legend(period)}</p>
    ${period.hasLastYear ? '' : html`<p class="notice">${period.withoutLastYear}</p>`}
    ${tiles(panels)}
    <div class="cards">${panels.map((panel) => card(panel))}</div>`;
}

/** Of all charts. */
const legend = (/** @type {import('../period.mjs').Period} */ { hasLastYear }) =>
  hasLastYear
    ? html`<span class="legend"
        ><i class="bar"></i>these 12 months <i class="tick"></i>the year before</span
      >`
    : '';
