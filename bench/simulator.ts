import { Agent, get } from 'node:http';
import { startSimulator } from '../simulator';

/**
 * Pages of 100 bookings a second that the simulator serves on loopback, rendered at each request and prepared, with
 * and without gzip. Client and simulator share this process, so a client of its own sees more.
 */

const BOOKINGS = 20_000;
const CONCURRENCY = 8;
const ROUND_MS = 2_000;

interface Case {
  readonly name: string;
  readonly prepare: boolean;
  readonly encoding: 'identity' | 'gzip';
}

const CASES: readonly Case[] = [
  { name: 'rendered, plain', prepare: false, encoding: 'identity' },
  { name: 'rendered, gzip', prepare: false, encoding: 'gzip' },
  { name: 'prepared, plain', prepare: true, encoding: 'identity' },
  { name: 'prepared, gzip', prepare: true, encoding: 'gzip' },
];

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });

async function measure({ name, prepare, encoding }: Case): Promise<string> {
  const simulator = await startSimulator({ bookings: BOOKINGS, prepare });
  const { client_id, client_secret } = simulator.config() as Record<string, string>;
  const form = {
    grant_type: 'client_credentials',
    client_id: client_id ?? '',
    client_secret: client_secret ?? '',
  };
  const answer = await fetch(`${simulator.url}/ta-auth/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}`, 'accept-encoding': encoding };
  const page = (n: number): string =>
    `${simulator.url}/v1/bookings?createdFrom=0&createdTo=9999999999&size=100&page=${n % (BOOKINGS / 100)}`;
  // One round of all pages, so that what is prepared is prepared.
  for (let n = 0; n < BOOKINGS / 100; n += 1) await receive(page(n), headers);
  let pages = 0;
  let bytes = 0;
  const start = performance.now();
  const work = async (): Promise<void> => {
    while (performance.now() - start < ROUND_MS) {
      pages += 1;
      const received = await receive(page(pages), headers);
      bytes += received;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const seconds = (performance.now() - start) / 1000;
  await simulator.close();
  return `${name}: ${Math.round(pages / seconds)} pages/s, ${Math.round(bytes / seconds / 1e6)} MB/s`;
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

async function main(): Promise<void> {
  for (const one of CASES) process.stdout.write(`${await measure(one)}\n`);
  agent.destroy();
}

void main();
