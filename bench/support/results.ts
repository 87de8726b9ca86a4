import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm run bench` measured, as bench/draw.mjs reads it. Times in seconds. */
export interface Results {
  readonly date: string;
  readonly node: string;
  readonly cores: number;
  readonly throughput?: readonly Throughput[];
  readonly latency?: readonly Latency[];
  readonly memory?: readonly Memory[];
  readonly growth?: { readonly bookings: readonly Growth[]; readonly months: readonly Growth[] };
  readonly start?: { readonly rounds: number; readonly spec: Spread; readonly node: Spread };
  readonly others?: readonly Other[];
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface ProgramFigures {
  readonly seconds: Spread;
  readonly cpuSeconds: Spread;
  readonly peakBytes: Spread;
  readonly firstRecordSeconds?: Spread;
}

export interface Throughput {
  readonly bookings: number;
  readonly gzip: boolean;
  readonly bytesPerBooking: number;
  readonly rounds: number;
  readonly programs: Readonly<Record<'connector' | 'get' | 'fetch' | 'copy', ProgramFigures>>;
}

/** Shares of requests × latency ÷ concurrency; `afterStart`: after the first 24 responses, which come three at a time. */
export interface Latency {
  readonly ms: number;
  readonly pages: number;
  readonly concurrency: number;
  readonly share: number;
  readonly afterStart: number;
}

export interface Memory {
  readonly name: string;
  readonly bookings: number;
  readonly peakBytes: Spread;
}

export interface Growth {
  readonly bookings: number;
  readonly months: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly requests: number;
  readonly peakBytes: number;
  /** Of the last STATE message. */
  readonly stateBytes: number;
}

/** Without the start of the process. */
export interface Other {
  readonly name: string;
  readonly bookings: number;
  readonly cpuPerBooking: number;
  readonly bookingsPerSecond: number;
}

const FILE = join(__dirname, '../../../bench/results.json');

/** A part measured alone replaces that part of the last run. */
export function save(
  parts: Omit<Results, 'date' | 'node' | 'cores'>,
  about: Pick<Results, 'date' | 'node' | 'cores'>,
  isWhole: boolean,
): void {
  const before =
    !isWhole && existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Results) : {};
  writeFileSync(FILE, `${JSON.stringify({ ...before, ...about, ...parts }, null, 2)}\n`);
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  return { median: at(sorted.length >> 1), least: at(0), most: at(sorted.length - 1) };
}
