// @ts-check
// Charts as text: Plot draws into a document without a browser.
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { Markup } from '../markup.mjs';

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/**
 * @param {Plot.PlotOptions} options
 * @param {string} title
 * @param {string} text what it shows, in words
 */
export function svgOf(options, title, text) {
  const plot = Plot.plot({ ...options, document, ariaLabel: title, ariaDescription: text });
  // Screen readers then read the label and not each tick.
  return new Markup(plot.outerHTML.replace('<svg ', '<svg role="img" '));
}
