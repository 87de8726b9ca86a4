import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { control } from './server';

interface Usage {
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

export interface Measured extends Usage {
  readonly seconds: number;
}

/** Takes a program's stdout; by default `cat` does, at once. */
export type Reader = (stdout: Readable) => Promise<void>;

export interface Reading {
  readonly streams?: readonly string[];
  readonly syncMode?: 'full_refresh' | 'incremental';
  readonly config?: object;
  readonly reader?: Reader;
}

const CONNECTOR = join(__dirname, '../../src/main.js');

/** Runs a Node program whose stdout is a pipe. */
async function measure(
  args: readonly string[],
  folder: string,
  reader?: Reader,
): Promise<Measured> {
  const usage = join(folder, 'usage');
  const began = performance.now();
  const all = ['--require', join(__dirname, 'usage.js'), ...args];
  const env = { ...process.env, USAGE_FILE: usage };
  if (reader) {
    const child = spawn(process.execPath, all, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    await Promise.all([succeeded(child), reader(child.stdout)]);
  } else {
    const script = ['-o', 'pipefail', '-c', '"$0" "$@" | cat > /dev/null', process.execPath];
    await succeeded(
      spawn('bash', [...script, ...all], { env, stdio: ['ignore', 'inherit', 'inherit'] }),
    );
  }
  const seconds = (performance.now() - began) / 1000;
  return { seconds, ...(JSON.parse(readFileSync(usage, 'utf8')) as Usage) };
}

async function succeeded(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`exit code ${String(code)}: ${child.spawnargs.join(' ')}`);
}

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'source-navan-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file of JSON in the folder. */
export function written(folder: string, name: string, content: unknown): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** The arguments of a read; passport data stays in the records, as in the loops'. */
async function readArguments(url: string, folder: string, reading: Reading): Promise<string[]> {
  const { streams = ['bookings'], syncMode = 'full_refresh', config } = reading;
  const given = await control<object>(url, 'config');
  const whole = { ...given, personal_data: { include_passports: true }, ...config };
  const entries = streams.map((name) => ({
    stream: { name, json_schema: {}, supported_sync_modes: ['full_refresh', 'incremental'] },
    sync_mode: syncMode,
    destination_sync_mode: 'append',
  }));
  return [
    ...['read', '--config', written(folder, 'config', whole)],
    ...['--catalog', written(folder, 'catalog', { streams: entries })],
  ];
}

/** A read by the connector, from process start to exit. */
export function measureConnector(url: string, reading: Reading = {}): Promise<Measured> {
  return inFolder(async (folder) => {
    const args = await readArguments(url, folder, reading);
    return measure([CONNECTOR, ...args], folder, reading.reader);
  });
}

/** Seconds from process start to the first record; the process is ended then. */
export function secondsToFirstRecord(url: string): Promise<number> {
  return inFolder(async (folder) => {
    const args = await readArguments(url, folder, {});
    const began = performance.now();
    const child = spawn(process.execPath, [CONNECTOR, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const exited = once(child, 'exit');
    try {
      for await (const chunk of child.stdout)
        if ((chunk as Buffer).includes('"type":"RECORD"'))
          return (performance.now() - began) / 1000;
      throw new Error('no record');
    } finally {
      child.kill();
      await exited;
    }
  });
}

/** Seconds from the start of a Node program to its end. */
export async function secondsOf(...args: readonly string[]): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.resume();
  await succeeded(child);
  return (performance.now() - began) / 1000;
}

export const measureSpec = (): Promise<number> => secondsOf(CONNECTOR, 'spec');

export type LoopMode = 'fetch' | 'get' | 'copy';

/** Requests the same pages with a loop; `queries` are those that the connector sent. */
export function measureLoop(
  mode: LoopMode,
  url: string,
  queries: readonly string[],
): Promise<Measured> {
  return inFolder((folder) => {
    const file = join(folder, 'queries');
    writeFileSync(file, queries.join('\n'));
    return measure([join(__dirname, 'loop.js'), mode, url, file], folder);
  });
}

/** Any program: wall clock and CPU, by bash's `time`. */
export async function measureCommand(
  command: readonly string[],
  cwd: string,
): Promise<Omit<Measured, 'peakBytes'>> {
  return inFolder(async (folder) => {
    const usage = join(folder, 'usage');
    const script = `TIMEFORMAT='%R %U %S'; { time "$0" "$@" 2> /dev/null; } 2> ${usage} | cat > /dev/null; exit "\${PIPESTATUS[0]}"`;
    await succeeded(
      spawn('bash', ['-c', script, ...command], { cwd, stdio: ['ignore', 'inherit', 'inherit'] }),
    );
    const [seconds = NaN, user = NaN, system = NaN] = readFileSync(usage, 'utf8')
      .trim()
      .split(' ')
      .map(Number);
    return { seconds, cpuSeconds: user + system };
  });
}
