import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { readArguments, selected } from '../../e2e/support/sync';
import { file } from '../../support/connector';
import { start } from '../../support/process';

/** Loaded into the connector's process before it starts. `maxRSS` would be at least that of the parent process. */
const WATCH = `
let peak = 0;
const look = () => { peak = Math.max(peak, process.memoryUsage.rss()); };
setInterval(look, 10).unref();
process.on('exit', () => { look(); require('node:fs').writeFileSync(process.env.PEAK_FILE, String(peak)); });
`;

export interface PacedRead {
  readonly code: number | null;
  readonly lines: number;
  readonly bytes: number;
  /** The connector's resident memory. */
  readonly peakBytes: number;
  readonly ms: number;
}

export interface Pace {
  /** Nothing is read before it ends. */
  readonly begin?: () => Promise<void>;
  /** Time that the reader takes per line. */
  readonly msPerLine: number;
}

/** A full refresh of bookings by the built connector, whose stdout is read at a fixed pace. */
export async function pacedRead(config: object, pace: Pace): Promise<PacedRead> {
  const argv = readArguments(config, { streams: [selected('bookings')] });
  const peakFile = file('peak', '');
  const started = performance.now();
  const child = start(argv, {
    preload: file('watch.cjs', WATCH),
    environment: { ...process.env, PEAK_FILE: peakFile },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await pace.begin?.();
  let lines = 0;
  let bytes = 0;
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    const taken = linesIn(chunk);
    lines += taken;
    bytes += chunk.length;
    if (pace.msPerLine > 0) await after(taken * pace.msPerLine);
  }
  const [code] = (await ended) as [number | null];
  const peakBytes = Number(readFileSync(peakFile, 'utf8'));
  return { code, lines, bytes, peakBytes, ms: performance.now() - started };
}

function linesIn(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) count++;
  return count;
}
