import { cpus } from 'node:os';
import { measureOthers } from './others';
import {
  measureConnector,
  measureLoop,
  measureSpec,
  secondsOf,
  secondsToFirstRecord,
  type LoopMode,
  type Measured,
  type Reading,
} from './support/measure';
import { slowReader, stateBytesReader, stoppingReader } from './support/readers';
import { save, spread, type ProgramFigures, type Results } from './support/results';
import type { Growth, Latency, Memory, Throughput } from './support/results';
import { control, startServer, tell } from './support/server';

/**
 * Full reads of bookings, one process each: compared with loops and other programs, with a slow server, and at several
 * sizes. Writes bench/results.json. Arguments: the parts to measure, default all.
 */

const CONCURRENCY = 4;
const MB = 1024 * 1024;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

interface LoggedRequest {
  readonly ms: number;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

async function pagesOf(url: string): Promise<readonly LoggedRequest[]> {
  const requests = await control<LoggedRequest[]>(url, 'requests');
  return requests.filter(({ path }) => path === '/v1/bookings');
}

async function withServer<T>(
  options: readonly (string | number)[],
  work: (url: string) => Promise<T>,
): Promise<T> {
  const server = await startServer(...options.map(String));
  try {
    return await work(server.url);
  } finally {
    server.stop();
  }
}

function figuresOf(all: readonly Measured[]): ProgramFigures {
  return {
    seconds: spread(all.map(({ seconds }) => seconds)),
    cpuSeconds: spread(all.map(({ cpuSeconds }) => cpuSeconds)),
    peakBytes: spread(all.map(({ peakBytes }) => peakBytes)),
  };
}

async function timesOf<T>(rounds: number, work: () => Promise<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for (let round = 0; round < rounds; round++) all.push(await work());
  return all;
}

function throughput(bookings: number, gzip: boolean, rounds: number): Promise<Throughput> {
  return withServer(['--bookings', bookings, '--prepare', '--gzip', String(gzip)], async (url) => {
    // Fills the server's page cache.
    await measureConnector(url);
    const queries = (await pagesOf(url)).map(({ params }) =>
      new URLSearchParams(params).toString(),
    );
    const runs: Record<LoopMode | 'connector', Measured[]> = {
      connector: [],
      get: [],
      fetch: [],
      copy: [],
    };
    const first: number[] = [];
    const { bytes: before } = await control<{ bytes: number }>(url, 'stats');
    runs.connector.push(await measureConnector(url));
    const { bytes: after } = await control<{ bytes: number }>(url, 'stats');
    // In turn, so that other load on the machine affects all of them.
    for (let round = 0; round < rounds; round++) {
      for (const mode of ['get', 'fetch', 'copy'] as const)
        runs[mode].push(await measureLoop(mode, url, queries));
      runs.connector.push(await measureConnector(url));
      first.push(await secondsToFirstRecord(url));
    }
    const connector = { ...figuresOf(runs.connector.slice(1)), firstRecordSeconds: spread(first) };
    const [get, fetch, copy] = [runs.get, runs.fetch, runs.copy].map(figuresOf) as [
      ProgramFigures,
      ProgramFigures,
      ProgramFigures,
    ];
    const bytesPerBooking = Math.round((after - before) / bookings);
    for (const [name, { seconds }] of Object.entries({ connector, get, fetch, copy }))
      say(`${bookings} bookings, gzip ${String(gzip)}, ${name}: ${seconds.median.toFixed(2)} s`);
    return { bookings, gzip, bytesPerBooking, rounds, programs: { connector, get, fetch, copy } };
  });
}

/** Until this many responses the limit is unknown, and fewer requests than allowed are under way at once. */
const STARTING = 24;

function latency(bookings: number, all: readonly number[]): Promise<readonly Latency[]> {
  return withServer(['--bookings', bookings, '--prepare'], async (url) => {
    await measureConnector(url);
    const shares: Latency[] = [];
    for (const ms of all) {
      await tell(url, 'latency', { ms });
      await tell(url, 'reset-log');
      await measureConnector(url);
      const at = (await pagesOf(url)).map((page) => page.ms);
      const end = (at.at(-1) ?? NaN) + ms;
      const shareFrom = (first: number): number =>
        ((at.length - first) * ms) / CONCURRENCY / (end - (at[first] ?? NaN));
      const one = {
        ...{ ms, pages: at.length, concurrency: CONCURRENCY },
        ...{ share: shareFrom(0), afterStart: shareFrom(STARTING) },
      };
      say(`${ms} ms a response, ${at.length} pages: ${(100 * one.share).toFixed(1)} %`);
      shares.push(one);
    }
    return shares;
  });
}

async function growth(bookings: number, months: number): Promise<Growth> {
  const since = new Date();
  since.setUTCMonth(since.getUTCMonth() - months + 1, 1);
  since.setUTCHours(0, 0, 0, 0);
  const from = since.toISOString().replace('.000', '');
  return withServer(['--bookings', bookings, '--since', from], async (url) => {
    const reader = stateBytesReader();
    const config = { start_date: from };
    const { seconds, cpuSeconds, peakBytes } = await measureConnector(url, {
      syncMode: 'incremental',
      config,
      reader: reader.read,
    });
    const { requests } = await control<{ requests: number }>(url, 'stats');
    const stateBytes = reader.stateBytes();
    say(
      `${bookings} bookings in ${months} months: ${seconds.toFixed(1)} s, ${requests} requests, ` +
        `${(peakBytes / MB).toFixed(0)} MB, state ${stateBytes} bytes`,
    );
    return { bookings, months, seconds, cpuSeconds, requests, peakBytes, stateBytes };
  });
}

async function memory(
  name: string,
  options: readonly (string | number)[],
  rounds: number,
  reading: Reading = {},
): Promise<Memory> {
  return withServer(options, async (url) => {
    const runs = await timesOf(rounds, () => measureConnector(url, reading));
    const peakBytes = spread(runs.map((run) => run.peakBytes));
    say(`${name}: ${(peakBytes.median / MB).toFixed(0)} MB`);
    return { name, bookings: Number(options[1]), peakBytes };
  });
}

const FOUR = ['bookings', 'transactions', 'users', 'transaction_receipts'];

/** By part; in the order in which they are measured. */
const PARTS: {
  readonly [Part in keyof Omit<Results, 'date' | 'node' | 'cores'>]-?: () => Promise<
    NonNullable<Results[Part]>
  >;
} = {
  start: async () => {
    const rounds = 11;
    const pairs = await timesOf(
      rounds,
      async () => [await measureSpec(), await secondsOf('-e', '0')] as const,
    );
    return {
      rounds,
      spec: spread(pairs.map(([spec]) => spec)),
      node: spread(pairs.map(([, node]) => node)),
    };
  },
  throughput: async () => [await throughput(100_000, false, 5), await throughput(100_000, true, 5)],
  others: () => {
    const bookings = 100_000;
    const options = ['--bookings', bookings, '--users', 0, '--transactions', 0, '--prepare'];
    return withServer(options, (url) => measureOthers(url, bookings));
  },
  latency: () => latency(100_000, [50, 150, 500]),
  memory: async () => [
    await memory('10,000 bookings', ['--bookings', 10_000], 5),
    await memory('1,000,000 bookings', ['--bookings', 1_000_000], 2),
    await memory('1,000,000 bookings, gzip', ['--bookings', 1_000_000, '--gzip', 'true'], 1),
    await memory('100,000 bookings, a slow reader', ['--bookings', 100_000, '--prepare'], 1, {
      reader: slowReader(20 * MB),
    }),
    await memory(
      '100,000 bookings, a reader that stops for a minute',
      ['--bookings', 100_000, '--prepare'],
      1,
      {
        reader: stoppingReader(50 * MB, 60_000),
      },
    ),
    await memory(
      '100,000 bookings, 80,000 transactions, users and receipts',
      ['--bookings', 100_000, '--transactions', 10_000],
      2,
      { streams: FOUR },
    ),
  ],
  growth: async () => {
    const bookings: Growth[] = [];
    for (const count of [1_000, 10_000, 100_000, 1_000_000]) bookings.push(await growth(count, 30));
    const months: Growth[] = [];
    for (const count of [1, 12, 36, 60, 120]) months.push(await growth(10_000, count));
    return { bookings, months };
  },
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const about = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cores: cpus().length,
  };
  const results: Record<string, unknown> = {};
  for (const [part, work] of Object.entries(PARTS)) {
    if (wanted.length > 0 && !wanted.includes(part)) continue;
    results[part] = await work();
    save(results, about, wanted.length === 0);
  }
}

void main();
