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
/** 100 % of the whole only, and 0 % of nothing. @type {Format} */
export const percent = (value) => `${hundredths(value)} %`;

function hundredths(/** @type {number} */ share) {
  return share > 0 && share < 1 ? Math.min(99, Math.max(1, Math.round(share * 100))) : share * 100;
}

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

const ABBREVIATIONS = /\b(?:gl|fx|erp|id)\b/gu;

/** `FLIGHT` becomes `Flight`, `no_gl_code` `No GL code`. */
export function plain(/** @type {string} */ code) {
  const text = code.replaceAll('_', ' ').trim();
  const isCode = /^[A-Z0-9 ]+$|^[a-z0-9 ]+$/u.test(text);
  if (!isCode) return text;
  const words = text.toLowerCase().replaceAll(ABBREVIATIONS, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
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
  if (before === undefined || Number.isNaN(before) || Number.isNaN(now)) return '';
  if (!isRate && before <= 0) return now > 0 ? html`<span class="change">new</span>` : '';
  const difference = isRate ? hundredths(now) - hundredths(before) : (now / before - 1) * 100;
  const size = Math.round(Math.abs(difference));
  if (size === 0)
    return html`<span class="change">= <span class="sr">same as the year before</span></span>`;
  const isMore = difference > 0;
  const tone = better === 'neither' ? '' : isMore === (better === 'more') ? 'good' : 'bad';
  const unit = isRate ? (size === 1 ? ' pt' : ' pts') : ' %';
  return html`<span class="change ${tone}"
    ><span aria-hidden="true">${isMore ? '▲' : '▼'}</span> ${number(size)}${unit}<span class="sr">
      ${isMore ? 'more' : 'less'} than the year
      before${tone === '' ? '' : `, which is ${tone === 'good' ? 'better' : 'worse'}`}</span
    ></span
  >`;
}
