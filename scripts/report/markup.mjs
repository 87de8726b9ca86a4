// @ts-check
// HTML from texts. A log is not trusted: whatever comes from it is escaped here or by the charts' document.

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// Not allowed in HTML.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;
const MOST_CHARACTERS = 2000;

/** Markup, as opposed to text. */
export class Markup {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/**
 * A template whose values are escaped, unless they are markup or lists of it.
 *
 * @param {TemplateStringsArray} strings
 * @param {...unknown} values
 */
export function html(strings, ...values) {
  return new Markup(String.raw({ raw: strings }, ...values.map(textOf)));
}

/** @returns {string} */
function textOf(/** @type {any} */ value) {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join('');
  return value === undefined ? '' : escaped(shortened(String(value)));
}

/** @param {string} text */
function escaped(text) {
  return text
    .replaceAll(CONTROL, '\u{fffd}')
    .replaceAll(/[&<>"']/gu, (character) => ENTITIES[/** @type {'&'} */ (character)]);
}

/** One damaged line must not fill the page. */
export function shortened(/** @type {string} */ text, most = MOST_CHARACTERS) {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
