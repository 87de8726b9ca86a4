#!/usr/bin/env node
// @ts-check
// Runs the demo (build first) and draws what it prints as docs/images/demo.svg, the README's picture. The connector's log
// lines are left out: they are wider than the picture.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const FONT = 13;
const CHARACTER = 7.8;
const LINE = 18;
const MARGIN = 20;
const MOST_CHARACTERS = 100;
const BAR = 30;

/** A dark window, readable on both light and dark pages. */
const COLOUR = {
  window: '#0d1117',
  border: '#6e7681',
  text: '#e6edf3',
  frame: '#8b949e',
  heading: '#79c0ff',
  good: '#7ee787',
};

const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'scripts/demo.mjs')], {
  encoding: 'utf8',
});
if (status !== 0) throw new Error(`The demo failed:\n${stdout}${stderr}`);
const printed = stdout.split('\n').filter((line) => !/^ {2}[A-Z]+: /u.test(line));
const lines = ['$ npm run demo', ...printed.join('\n').trim().split('\n').flatMap(wrapped)];

/**
 * A line of the picture's width, and the rest of a longer one below it, indented as a list after its name.
 *
 * @param {string} line
 * @returns {string[]}
 */
function wrapped(line) {
  if (line.length <= MOST_CHARACTERS) return [line];
  const end = line.lastIndexOf(', ', MOST_CHARACTERS) + 1;
  return end === 0
    ? [line]
    : [line.slice(0, end), ...wrapped(`${' '.repeat(11)}${line.slice(end + 1)}`)];
}

/** @param {string} text */
const escaped = (text) =>
  // Browsers join blanks that are not no-break spaces, whatever `xml:space` says.
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(' ', '\u00a0');

/** @param {string} line */
function colourOf(line) {
  if (/^[┌├└]/u.test(line)) return COLOUR.frame;
  if (/^(?:\$|check|discover|bookings:| {11})/u.test(line)) return COLOUR.good;
  return /^[A-Z].*: exit /u.test(line) ? COLOUR.heading : COLOUR.text;
}

/**
 * @param {string} line
 * @param {number} index
 */
function drawn(line, index) {
  if (line === '') return '';
  const y = BAR + MARGIN + index * LINE;
  const width = (line.length * CHARACTER).toFixed(1);
  // `textLength` keeps columns aligned in any font.
  return `<text x="${MARGIN}" y="${y}" textLength="${width}" fill="${colourOf(line)}">${escaped(line)}</text>`;
}

const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * CHARACTER + 2 * MARGIN);
const height = BAR + MARGIN + lines.length * LINE;
const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
  (fill, index) => `<circle cx="${MARGIN + index * 18}" cy="18" r="5.5" fill="${fill}"/>`,
);
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>What npm run demo prints</title>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${COLOUR.window}" stroke="${COLOUR.border}"/>
${dots.join('\n')}
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT}">
${lines.map(drawn).filter(Boolean).join('\n')}
</g>
</svg>
`;
writeFileSync(join(root, 'docs/images/demo.svg'), svg);
