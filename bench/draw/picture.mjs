// @ts-check
// One or more charts as a file. It has a background of its own, because the page may be light or dark.
import { html as markup, Markup } from '../../scripts/report/markup.mjs';
import { svgOf } from '../../scripts/report/charts/svg.mjs';

const PADDING = 16;
const HEAD = 64;

/** The light colours of the report. */
export const COLOUR = {
  background: '#ffffff',
  text: '#1c2128',
  muted: '#59636e',
  line: '#d1d9e0',
  good: '#2a7ab8',
  other: '#7d8590',
  bad: '#c62838',
};
const STYLE = { fontFamily: 'sans-serif', fontSize: '12px', color: COLOUR.text };

/** @typedef {{ title: string, options: import('@observablehq/plot').PlotOptions & { width: number, height: number } }} Chart */

/**
 * @param {string} title
 * @param {string} text what it shows, in words
 * @param {readonly Chart[]} charts all of one size
 */
export function pictureOf(title, text, charts, columns = 1) {
  const { width, height } = charts[0]?.options ?? { width: 0, height: 0 };
  const [w, h] = [width * columns, height * Math.ceil(charts.length / columns)];
  const [right, bottom] = [w + 2 * PADDING, HEAD + h + PADDING];
  const placed = charts.map((chart, index) => {
    const [x, y] = [(index % columns) * width, Math.floor(index / columns) * height];
    const svg = svgOf({ ...chart.options, style: STYLE }, chart.title, text).toString();
    // Plot's rules are for a chart in a page: they would stretch this one.
    const bare = svg.replace(/<style>.*?<\/style>/su, '');
    return new Markup(bare.replace('<svg ', `\n<svg x="${PADDING + x}" y="${HEAD + y}" `));
  });
  return markup`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${right} ${bottom}" width="${right}" height="${bottom}" role="img" aria-label="${title}" font-family="sans-serif">
<title>${title}</title>
<desc>${text}</desc>
<rect x="0.5" y="0.5" width="${right - 1}" height="${bottom - 1}" rx="8" fill="${COLOUR.background}" stroke="${COLOUR.line}"/>
<text x="${PADDING}" y="28" font-size="16" font-weight="600" fill="${COLOUR.text}">${title}</text>
<text x="${PADDING}" y="48" font-size="12" fill="${COLOUR.muted}">${text}</text>${placed}
</svg>
`.toString();
}
