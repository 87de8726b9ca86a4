import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

const BIN = join(__dirname, '../../../bin/source-navan');

/** Loaded into the connector's process ahead of it. `maxRSS` would be no less than that of the process that starts it. */
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
  /** Of the connector's resident memory. */
  readonly peakBytes: number;
  readonly ms: number;
}

export interface Pace {
  /** Nothing is taken before it ends. */
  readonly begin?: () => Promise<void>;
  /** Time that the reader takes for a line. */
  readonly msPerLine: number;
}

/** A full refresh of bookings by the built connector, whose stdout is read at a pace. */
export async function pacedRead(config: object, pace: Pace): Promise<PacedRead> {
  const folder = mkdtempSync(join(tmpdir(), 'source-navan-'));
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const stream = { name: 'bookings', json_schema: {}, supported_sync_modes: ['full_refresh'] };
  const catalog = {
    streams: [{ stream, sync_mode: 'full_refresh', destination_sync_mode: 'overwrite' }],
  };
  const args = ['--require', file('watch.cjs', WATCH), BIN, 'read'];
  args.push('--config', file('config.json', JSON.stringify(config)));
  args.push('--catalog', file('catalog.json', JSON.stringify(catalog)));
  const peakFile = file('peak', '');
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PEAK_FILE: peakFile },
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
  rmSync(folder, { recursive: true });
  return { code, lines, bytes, peakBytes, ms: performance.now() - started };
}

function linesIn(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) count++;
  return count;
}
