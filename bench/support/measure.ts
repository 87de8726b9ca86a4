import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { control } from './server';

interface Usage {
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

export interface Measured extends Usage {
  readonly seconds: number;
}

/** Runs a Node program whose stdout is a pipe that is drained at once. */
async function measure(args: readonly string[], folder: string): Promise<Measured> {
  const usage = join(folder, 'usage');
  const began = performance.now();
  const preload = join(__dirname, 'usage.js');
  const script = '"$0" "$@" | cat > /dev/null';
  const child = spawn('sh', ['-c', script, process.execPath, '--require', preload, ...args], {
    env: { ...process.env, USAGE_FILE: usage },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await once(child, 'exit');
  const seconds = (performance.now() - began) / 1000;
  return { seconds, ...(JSON.parse(readFileSync(usage, 'utf8')) as Usage) };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'source-navan-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A full read of bookings by the connector, from process start to exit. */
export function measureConnector(url: string): Promise<Measured> {
  return inFolder(async (folder) => {
    const file = (name: string, content: unknown): string => {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(content));
      return path;
    };
    const config = await control<object>(url, 'config');
    const stream = { name: 'bookings', json_schema: {}, supported_sync_modes: ['full_refresh'] };
    const entry = { stream, sync_mode: 'full_refresh', destination_sync_mode: 'append' };
    // Keeps passport data in the records, as the loops do.
    const whole = { ...config, personal_data: { include_passports: true } };
    return measure(
      [
        join(__dirname, '../../src/main.js'),
        'read',
        '--config',
        file('config', whole),
        '--catalog',
        file('catalog', { streams: [entry] }),
      ],
      folder,
    );
  });
}

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
