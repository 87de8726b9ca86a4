// @ts-check
// The results as the table of docs/performance.md. Misses are computed, from figures before rounding.
import { day, number } from '../../scripts/report/words.mjs';
import { divided, rateOf, spreadInMb, TARGETS } from './results.mjs';

/** @typedef {import('./results.mjs').Results} Results */
/** @typedef {import('./results.mjs').Spread} Spread */
/** @typedef {import('./results.mjs').Throughput} Throughput */

const NOTE =
  'Figures are medians, in brackets the least and the most; of a ratio, the ratios of the extremes. 1 MB is 2^20 bytes.';
const HEAD = [
  ['what', 'measured', 'target', 'picture'],
  ['---', '---', '---', '---'],
];

// So that a figure that is none misses its target.
const isBelow = (/** @type {number} */ value, /** @type {number} */ target) => !(value >= target);
const isAbove = (/** @type {number} */ value, /** @type {number} */ target) => !(value <= target);
const judged = (/** @type {string} */ text, /** @type {boolean} */ isMissed) =>
  isMissed ? `**${text}** (missed)` : text;
const picture = (/** @type {string} */ name) => `[${name}](images/performance/${name}.svg)`;
const sent = (/** @type {Throughput} */ { gzip }) => (gzip ? 'gzip' : 'uncompressed');

/** @param {Spread} spread @param {string} unit @param {number} digits @param {boolean} [isMissed] */
const shown = ({ median, least, most }, unit, digits, isMissed = false) =>
  `${judged(`${median.toFixed(digits)} ${unit}`, isMissed)} [${least.toFixed(digits)} to ${most.toFixed(digits)}]`;

/** @param {Results} results */
export function tableOf(results) {
  const { date, node, cores, throughput = [] } = results;
  const measured = [
    'Measured',
    ...(date === undefined ? [] : [`on ${day(Date.parse(date))}`]),
    ...(node === undefined ? [] : [`with Node ${node}`]),
    ...(cores === undefined ? [] : [`on ${cores} cores`]),
  ].join(' ');
  const rows = [
    ...throughput.map((part) => loopRow(part, 'get')),
    ...throughput.map((part) => loopRow(part, 'fetch')),
    ...throughput.filter(({ gzip }) => !gzip).map(copyRow),
    ...throughput.map(firstRecordRow),
    startRow(results),
    ...latencyRows(results),
    ...memoryRows(results),
    ...otherRows(results),
    growthRow(results),
  ].filter((row) => row !== undefined);
  const lines = [...HEAD, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${measured}. ${NOTE}\n\n${lines.join('\n')}\n`;
}

/** @param {Throughput} part @param {'get' | 'fetch'} name */
function loopRow(part, name) {
  const { connector, get, [name]: loop } = part.programs;
  if (!connector || !loop) return undefined;
  const isGet = name === 'get';
  const rate = divided(loop.seconds, connector.seconds);
  const isMissed = isGet && isBelow(rate.median, TARGETS.rate);
  const isShort = isGet && !isMissed && isBelow(rate.median, TARGETS.rateGoal);
  const [own, others] = [connector, loop].map(({ seconds }) =>
    number(rateOf(part.bookings, seconds).median),
  );
  const slower = get && loop.seconds.median > get.seconds.median ? ', which is slower' : '';
  return [
    isGet
      ? `${number(part.bookings)} bookings of ${(part.bytesPerBooking / 1000).toFixed(1)} kB, ${sent(part)}, against a loop on \`http.get\` with kept connections that parses, prints, writes`
      : `the same loop with \`fetch\`${slower}, ${sent(part)}`,
    `${shown(rate, '×', 2, isMissed)}${isShort ? ' (goal missed)' : ''} its rate: ${own} against ${others} bookings a second. The loop takes ${shown(divided(loop.cpuSeconds, connector.cpuSeconds), '×', 2)} the CPU`,
    isGet ? `${TARGETS.rate} ×, goal ${TARGETS.rateGoal} ×` : '',
    picture('throughput'),
  ];
}

/** @param {Throughput} part */
function copyRow({ programs: { connector, copy } }) {
  if (!connector || !copy) return undefined;
  const share = divided(copy.seconds, connector.seconds, 100);
  const isMissed = isBelow(share.median, TARGETS.copy);
  return [
    'the same against receive and copy, uncompressed',
    `${shown(share, '%', 1, isMissed)} of its rate`,
    `${TARGETS.copy} %`,
    picture('throughput'),
  ];
}

/** @param {Throughput} part */
function firstRecordRow(part) {
  const first = part.programs.connector?.firstRecordSeconds;
  return first && [`time to the first record, ${sent(part)}`, shown(first, 's', 2), '', ''];
}

/** @param {Results} results */
function startRow({ start }) {
  if (!start) return undefined;
  const { rounds, spec, node } = start;
  const more = spec.median - node.median;
  return [
    `start of \`spec\` over that of bare Node, ${rounds} rounds`,
    `${judged(`${more.toFixed(3)} s`, isAbove(more, TARGETS.start))}: ${shown(spec, 's', 3)} against ${shown(node, 's', 3)}`,
    `${TARGETS.start} s`,
    '',
  ];
}

/** @param {Results} results */
function latencyRows({ latency = [] }) {
  const percent = (/** @type {number} */ share) => `${(share * 100).toFixed(1)} %`;
  return latency.map(({ ms, pages, concurrency, share, afterStart }) => [
    `${ms} ms a response, ${number(pages)} pages, ${concurrency} at a time`,
    `${judged(percent(share), isBelow(share * 100, TARGETS.latency))} of the rate that the latency allows${afterStart === undefined ? '' : `; ${percent(afterStart)} after the first seconds`}`,
    `${TARGETS.latency} %`,
    picture('latency'),
  ]);
}

/** @param {Results} results */
function memoryRows({ memory = [] }) {
  const small = memory.find(({ name }) => name === '10,000 bookings');
  return memory.map(({ name, peakBytes }) => {
    const peak = spreadInMb(peakBytes);
    const ratio =
      small && name === '1,000,000 bookings' ? divided(peakBytes, small.peakBytes) : undefined;
    return [
      `peak memory: ${name}`,
      `${shown(peak, 'MB', 1, isAbove(peak.median, TARGETS.memory))}${ratio ? `, ${shown(ratio, '×', 2, isAbove(ratio.median, TARGETS.memoryRatio))} that of 10,000 bookings` : ''}`,
      `${TARGETS.memory} MB${ratio ? `, ${TARGETS.memoryRatio} ×` : ''}`,
      picture('memory'),
    ];
  });
}

/** @param {Results} results */
function otherRows({ others = [] }) {
  const own = others.find(({ name }) => name === 'the connector');
  if (!own) return [];
  return others
    .filter((other) => other !== own)
    .map(({ name, bookings, cpuPerBooking }) => {
      const ratio = cpuPerBooking / own.cpuPerBooking;
      const [less, more] = [own.cpuPerBooking, cpuPerBooking].map((cpu) => number(cpu * 1e6));
      return [
        `CPU per booking against ${name}, ${number(bookings)} bookings`,
        `${judged(`${ratio.toFixed(1)} × less`, isBelow(ratio, TARGETS.cpu))}: ${less} µs against ${more} µs`,
        `${TARGETS.cpu} × less`,
        '',
      ];
    });
}

/** @param {Results} results */
function growthRow({ growth: { bookings = [], months = [] } = {} }) {
  const by = [
    ...(bookings.length > 0 ? [`bookings, up to ${number(bookings.at(-1)?.bookings ?? 0)}`] : []),
    ...(months.length > 0 ? [`months, up to ${number(months.at(-1)?.months ?? 0)}`] : []),
  ];
  if (by.length === 0) return undefined;
  const what = `time, requests, peak memory and state by number of ${by.join(', and of ')}`;
  return [what, 'see the picture', '', picture('growth')];
}
