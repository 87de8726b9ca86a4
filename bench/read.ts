import { measureConnector, measureLoop, type Measured } from './support/measure';
import { control, startServer, tell } from './support/server';

/** Full reads of bookings, one process each: compared with two loops, with a slow server, and at several sizes. */

const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const megabytes = ({ peakBytes }: Measured): string => `${(peakBytes / 2 ** 20).toFixed(0)} MB`;

interface Stats {
  readonly requests: number;
}

interface LoggedRequest {
  readonly ms: number;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

async function pagesOf(url: string): Promise<readonly LoggedRequest[]> {
  const requests = await control<LoggedRequest[]>(url, 'requests');
  return requests.filter(({ path }) => path === '/v1/bookings');
}

/** The minimum of each figure: other load on the machine only slows a run down. */
function best(all: readonly Measured[]): Measured {
  const least = (of: (one: Measured) => number): number => Math.min(...all.map(of));
  return {
    seconds: least(({ seconds }) => seconds),
    cpuSeconds: least(({ cpuSeconds }) => cpuSeconds),
    peakBytes: least(({ peakBytes }) => peakBytes),
  };
}

/** Uncompressed by default, so that the connector and the loops pay the same to receive a page. */
async function throughput(bookings: number, gzip: boolean): Promise<void> {
  const server = await startServer(
    ...['--bookings', String(bookings), '--prepare', '--gzip', String(gzip)],
  );
  try {
    // Fills the server's page cache.
    await measureConnector(server.url);
    const queries = (await pagesOf(server.url)).map(({ params }) =>
      new URLSearchParams(params).toString(),
    );
    const rounds: { parse: Measured; copy: Measured; read: Measured }[] = [];
    // In turn, so that other load on the machine affects all three.
    for (let round = 0; round < 3; round++) {
      rounds.push({
        parse: await measureLoop('get', server.url, queries),
        copy: await measureLoop('copy', server.url, queries),
        read: await measureConnector(server.url),
      });
    }
    say(`throughput, ${bookings} bookings, gzip: ${String(gzip)}, start of the process included`);
    const read = best(rounds.map((round) => round.read));
    const report = (name: string, one: Measured): void => {
      const rate = (bookings / one.seconds).toFixed(0);
      const [time, cpu] = [one.seconds / read.seconds, one.cpuSeconds / read.cpuSeconds];
      say(
        `  ${name}: ${rate} a second, ${one.cpuSeconds.toFixed(1)} s CPU, ${megabytes(one)}; ` +
          `the connector's rate is ${time.toFixed(2)} x, its CPU 1/${cpu.toFixed(2)}`,
      );
    };
    report('fetch, parse, print, write', best(rounds.map((round) => round.parse)));
    report('receive and copy', best(rounds.map((round) => round.copy)));
    report('the connector', read);
  } finally {
    server.stop();
  }
}

async function latency(bookings: number, ms: number): Promise<void> {
  const server = await startServer('--bookings', String(bookings), '--prepare');
  try {
    await measureConnector(server.url);
    await tell(server.url, 'latency', { ms });
    await tell(server.url, 'reset-log');
    await measureConnector(server.url);
    const pages = await pagesOf(server.url);
    const took = (pages.at(-1)?.ms ?? 0) + ms - (pages[0]?.ms ?? 0);
    const ideal = (pages.length * ms) / 4;
    say(`latency, ${ms} ms an answer, ${pages.length} pages, four at a time`);
    say(`  ${((100 * ideal) / took).toFixed(0)} % of requests x latency / concurrency`);
  } finally {
    server.stop();
  }
}

async function memory(counts: readonly number[]): Promise<void> {
  const peaks: number[] = [];
  say('memory and requests by what there is');
  for (const bookings of counts) {
    const server = await startServer('--bookings', String(bookings));
    try {
      const read = await measureConnector(server.url);
      const { requests } = await control<Stats>(server.url, 'stats');
      peaks.push(read.peakBytes);
      const pages = Math.ceil(bookings / 100);
      say(
        `  ${bookings} bookings: ${megabytes(read)}, ${requests} requests, ${pages} full pages, ${read.seconds.toFixed(1)} s`,
      );
    } finally {
      server.stop();
    }
  }
  say(`  ${((peaks.at(-1) ?? 0) / (peaks[0] ?? 1)).toFixed(2)} x the memory`);
}

async function main(): Promise<void> {
  const parts = process.argv.slice(2);
  const wanted = (name: string): boolean => parts.length === 0 || parts.includes(name);
  if (wanted('throughput')) {
    await throughput(100_000, false);
    await throughput(100_000, true);
  }
  if (wanted('latency')) await latency(20_000, 150);
  if (wanted('memory')) await memory([10_000, 1_000_000]);
}

void main();
