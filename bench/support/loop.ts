import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { LoopMode } from './measure';

/**
 * The baseline for a read: requests the same pages from the same server, four at a time, and writes them to stdout.
 * `get` and `fetch` do what connectors usually do: request, parse, print, write; `get` by `http.get` over kept
 * connections, `fetch` by `fetch`, which is slower. `copy` doesn't even decompress. Arguments: mode, URL, a file with one
 * query per line.
 */
const [mode = '', url = '', file = ''] = process.argv.slice(2);
const AT_A_TIME = 4;
const unzip = promisify(gunzip);

interface Config {
  readonly client_id: string;
  readonly client_secret: string;
}

async function token(): Promise<string> {
  const config = (await (await fetch(`${url}/_control/config`)).json()) as Config;
  const { client_id, client_secret } = config;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
  const answer = await fetch(`${url}/ta-auth/oauth/token`, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const write = (chunk: string | Buffer): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(chunk, () => {
      resolve();
    });
  });

type Headers = Readonly<Record<string, string>>;

const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });

/** The body as it was sent. */
function bodyOf(page: string, headers: Headers): Promise<{ body: Buffer; isZipped: boolean }> {
  return new Promise((resolve, reject) => {
    get(page, { agent, headers: { ...headers, 'accept-encoding': 'gzip' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const isZipped = response.headers['content-encoding'] === 'gzip';
        resolve({ body: Buffer.concat(chunks), isZipped });
      });
    }).on('error', reject);
  });
}

async function print(text: string): Promise<void> {
  const answer = JSON.parse(text) as { data: unknown[] };
  const lines = answer.data.map((data) =>
    JSON.stringify({
      type: 'RECORD',
      record: { stream: 'bookings', data, emitted_at: Date.now() },
    }),
  );
  await write(`${lines.join('\n')}\n`);
}

const PAGE: Readonly<Record<LoopMode, (page: string, headers: Headers) => Promise<void>>> = {
  fetch: async (page, headers) => {
    await print(await (await fetch(page, { headers })).text());
  },
  get: async (page, headers) => {
    const { body, isZipped } = await bodyOf(page, headers);
    await print((isZipped ? await unzip(body) : body).toString());
  },
  copy: async (page, headers) => {
    await write((await bodyOf(page, headers)).body);
  },
};

async function main(): Promise<void> {
  const headers = { authorization: `Bearer ${await token()}` };
  const read = PAGE[mode as LoopMode];
  const queries = readFileSync(file, 'utf8').split('\n');
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let query = queries[next++]; query !== undefined; query = queries[next++]) {
      await read(`${url}/v1/bookings?${query}`, headers);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  agent.destroy();
}

void main();
