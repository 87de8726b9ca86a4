// @ts-check
// Figures as people read them. Three digits of travel money are enough to steer by.
import { html } from '../../report/markup.mjs';

const COMPACT = { notation: /** @type {const} */ ('compact'), maximumSignificantDigits: 3 };
const USD = new Intl.NumberFormat('en-US', { ...COMPACT, style: 'currency', currency: 'USD' });
const NUMBER = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat('en-US', COMPACT);

/** @typedef {(value: number) => string} Format */

/** @type {Format} */
export const usd = (value) => USD.format(value);
/** @type {Format} */
export const number = (value) => NUMBER.format(value);
/** @type {Format} */
export const short = (value) => SHORT.format(value);
/** @type {Format} */
export const tons = (value) => `${SHORT.format(value)} t`;
/** @type {Format} */
export const days = (value) => `${SHORT.format(value)} days`;
/** Never 100 % of what isn't whole. @type {Format} */
export const percent = (value) => `${value < 1 ? Math.min(99, Math.round(value * 100)) : 100} %`;

/**
 * An amount of a journal, to the last minor unit, with its currency.
 *
 * @param {number} value
 * @param {string} currency
 */
export function amount(value, currency) {
  const digits = digitsOf(currency);
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return text === `-${(0).toFixed(digits)}` ? text.slice(1) : text;
}

function digitsOf(/** @type {string} */ currency) {
  try {
    return (
      new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions()
        .maximumFractionDigits ?? 2
    );
  } catch {
    return 2;
  }
}

/** `FLIGHT` becomes `Flight`, `no_gl_code` `No gl code`. */
export function plain(/** @type {string} */ code) {
  const text = code.replaceAll('_', ' ').trim();
  const isCode = /^[A-Z0-9 ]+$|^[a-z0-9 ]+$/u.test(text);
  return isCode ? text.charAt(0).toUpperCase() + text.slice(1).toLowerCase() : text;
}

/** @typedef {'more' | 'less' | 'neither'} Better what is better than before */

/**
 * How a figure compares with the year before: as a share of it, or in percentage points for rates.
 *
 * @param {number} now
 * @param {number | undefined} before
 * @param {{ better?: Better, isRate?: boolean }} [options]
 */
export function change(now, before, { better = 'neither', isRate = false } = {}) {
  if (before === undefined) return '';
  if (!isRate && before <= 0) return now > 0 ? html`<span class="change">new</span>` : '';
  const difference = isRate ? (now - before) * 100 : (now / before - 1) * 100;
  const size = Math.round(Math.abs(difference));
  if (size === 0)
    return html`<span class="change">= <span class="sr">same as the year before</span></span>`;
  const isMore = difference > 0;
  const tone = better === 'neither' ? '' : isMore === (better === 'more') ? 'good' : 'bad';
  const unit = isRate ? ' pts' : ' %';
  return html`<span class="change ${tone}"
    ><span aria-hidden="true">${isMore ? '▲' : '▼'}</span> ${number(size)}${unit}<span class="sr">
      ${isMore ? 'more' : 'less'} than the year
      before${tone === '' ? '' : `, which is ${tone === 'good' ? 'better' : 'worse'}`}</span
    ></span
  >`;
}
