// @ts-check
// Numbers, times and lists as people read them.

const NUMBER = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

export const number = (/** @type {number} */ value) => NUMBER.format(value);

/**
 * `1 request`, `2 requests`.
 *
 * @param {number} count
 * @param {string} noun
 */
export const counted = (count, noun) => `${number(count)} ${noun}${count === 1 ? '' : 's'}`;

/** `45 %`; `under 1 %` instead of 0. */
export function percent(/** @type {number} */ share) {
  if (share > 0 && share < 0.01) return 'under 1 %';
  return `${Math.round(share * 100)} %`;
}

/** `340 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(/** @type {number} */ ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.95) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const [large, small, units] = whole < 3600 ? [60, 1, ['min', 's']] : [3600, 60, ['h', 'min']];
  const rest = Math.floor((whole % large) / small);
  return `${number(Math.floor(whole / large))} ${units[0]}${rest === 0 ? '' : ` ${rest} ${units[1]}`}`;
}

/** `11:53:24` */
export const clock = (/** @type {number} */ at) => new Date(at).toISOString().slice(11, 19);

/** `29 November 2026` */
export const day = (/** @type {number} */ at) => DAY.format(at);

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`. */
export function listed(/** @type {readonly string[]} */ names, most = 4) {
  const shown =
    names.length > most + 1 ? [...names.slice(0, most), `${names.length - most} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
