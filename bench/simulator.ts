import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { startProgram, startServer, type Server } from './support/server';

/**
 * Pages of 100 bookings per second that the simulator serves on loopback: rendered per request or prepared, plain or
 * gzip. Compared with a bare Node server that sends one buffer of the same size. Client and servers run in separate
 * processes. If the client is the bottleneck, the server's CPU time per page shows what it could serve.
 */

const BOOKINGS = 20_000;
const PAGES = BOOKINGS / 100;
const CONCURRENCY = 8;
const ROUND_MS = 2_000;

type Encoding = 'identity' | 'gzip';

interface Round {
  readonly pages: number;
  readonly bytes: number;
  readonly seconds: number;
  /** Of the server. */
  readonly cpuSeconds: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });

async function main(): Promise<void> {
  for (const prepare of [false, true]) {
    for (const encoding of ['identity', 'gzip'] as const) await compare(prepare, encoding);
  }
  agent.destroy();
}

/** Two rounds per server, in turn, so that other load on the machine affects both. */
async function compare(prepare: boolean, encoding: Encoding): Promise<void> {
  const simulator = await startServer(
    '--bookings',
    String(BOOKINGS),
    ...(prepare ? ['--prepare'] : []),
  );
  const headers = await headersFor(simulator.url, encoding);
  // A first round over all pages prepares them.
  let bytes = 0;
  for (let n = 0; n < PAGES; n += 1) bytes += await receive(pageOf(simulator, n), headers);
  const size = Math.round(bytes / PAGES);
  const bare = await startProgram(join(__dirname, 'support/bare-server.js'), String(size));
  const rounds: Round[] = [];
  for (const server of [simulator, bare, simulator, bare])
    rounds.push(await round(server, headers));
  simulator.stop();
  bare.stop();
  const [own, other] = [0, 1].map((first) => sum(rounds.filter((_, n) => n % 2 === first)));
  if (!own || !other) return;
  const ratio = own.pages / own.seconds / (other.pages / other.seconds);
  process.stdout.write(
    `${prepare ? 'prepared' : 'rendered'}, ${encoding}, ${(size / 1000).toFixed(0)} kB a page\n` +
      `  simulator: ${text(own)}\n  bare:      ${text(other)}\n  ratio:     ${ratio.toFixed(2)}\n`,
  );
}

async function headersFor(url: string, encoding: Encoding): Promise<Record<string, string>> {
  const config = (await (await fetch(`${url}/_control/config`)).json()) as Record<string, string>;
  const { client_id = '', client_secret = '' } = config;
  const answer = await fetch(`${url}/ta-auth/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  return { authorization: `Bearer ${access_token}`, 'accept-encoding': encoding };
}

function pageOf({ url }: Server, n: number): string {
  return `${url}/v1/bookings?createdFrom=0&createdTo=9999999999&size=100&page=${String(n % PAGES)}`;
}

async function round(server: Server, headers: Record<string, string>): Promise<Round> {
  let pages = 0;
  let bytes = 0;
  const cpuBefore = cpuSeconds(server.pid);
  const start = performance.now();
  const work = async (): Promise<void> => {
    while (performance.now() - start < ROUND_MS) {
      pages += 1;
      const received = await receive(pageOf(server, pages), headers);
      bytes += received;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const seconds = (performance.now() - start) / 1000;
  return { pages, bytes, seconds, cpuSeconds: cpuSeconds(server.pid) - cpuBefore };
}

function receive(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (message) => {
      let bytes = 0;
      message.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      message.on('end', () => {
        resolve(bytes);
      });
      message.on('error', reject);
    }).on('error', reject);
  });
}

/** User and system time of a process; Linux counts it in hundredths of a second. */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function sum(rounds: readonly Round[]): Round {
  const of = (field: keyof Round): number => rounds.reduce((total, one) => total + one[field], 0);
  return {
    pages: of('pages'),
    bytes: of('bytes'),
    seconds: of('seconds'),
    cpuSeconds: of('cpuSeconds'),
  };
}

function text({ pages, bytes, seconds, cpuSeconds: cpu }: Round): string {
  const megabytes = Math.round(bytes / seconds / 1e6);
  const milliseconds = ((cpu / pages) * 1000).toFixed(2);
  return `${String(Math.round(pages / seconds))} pages/s, ${String(megabytes)} MB/s, ${milliseconds} ms of CPU a page`;
}

void main();
