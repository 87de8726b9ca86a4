import { measureConnector, measureLoop, type Measured } from './support/measure';
import { control, startServer, tell } from './support/server';

/** Whole reads of bookings as processes: against two loops, with a slow server, and by how much there is. */

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

/** The best of three: whatever else runs only takes time away. */
async function best(work: () => Promise<Measured>): Promise<Measured> {
  const all = [await work(), await work(), await work()];
  return all.reduce((one, other) => (other.seconds < one.seconds ? other : one));
}

/** Without compression unless it is asked for: the loops' pages and the connector's then cost the same to receive. */
async function throughput(bookings: number, gzip: boolean): Promise<void> {
  const server = await startServer(
    ...['--bookings', String(bookings), '--prepare', '--gzip', String(gzip)],
  );
  try {
    // Fills the server's cache of pages.
    await measureConnector(server.url);
    const queries = (await pagesOf(server.url)).map(({ params }) =>
      new URLSearchParams(params).toString(),
    );
    const parse = await best(() => measureLoop('parse', server.url, queries));
    const copy = await best(() => measureLoop('copy', server.url, queries));
    const read = await best(() => measureConnector(server.url));
    const rate = ({ seconds }: Measured): string => (bookings / seconds).toFixed(0);
    say(`throughput, ${bookings} bookings, gzip: ${String(gzip)}, start of the process included`);
    say(`  fetch, parse, print, write: ${rate(parse)} a second, ${megabytes(parse)}`);
    say(`  receive and copy: ${rate(copy)} a second, ${megabytes(copy)}`);
    say(`  the connector: ${rate(read)} a second, ${megabytes(read)}`);
    say(`  ${(parse.seconds / read.seconds).toFixed(2)} x the first`);
    say(`  ${((100 * copy.seconds) / read.seconds).toFixed(0)} % of the second`);
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
