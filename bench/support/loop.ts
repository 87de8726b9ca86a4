import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';

/**
 * The baseline for a read: fetches the same pages from the same server, four at a time, and writes them to stdout.
 * `parse` does what connectors usually do: fetch, parse, print, write. `copy` only fetches and writes. Arguments: mode,
 * URL, a file with one query per line.
 */
const [mode = 'copy', url = '', file = ''] = process.argv.slice(2);
const AT_A_TIME = 4;

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

async function parsePage(page: string, headers: Record<string, string>): Promise<void> {
  const answer = (await (await fetch(page, { headers })).json()) as { data: unknown[] };
  const lines = answer.data.map((data) =>
    JSON.stringify({
      type: 'RECORD',
      record: { stream: 'bookings', data, emitted_at: Date.now() },
    }),
  );
  await write(`${lines.join('\n')}\n`);
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });

function copyPage(page: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    get(page, { agent, headers: { ...headers, 'accept-encoding': 'gzip' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        write(Buffer.concat(chunks)).then(resolve, reject);
      });
    }).on('error', reject);
  });
}

async function main(): Promise<void> {
  const headers = { authorization: `Bearer ${await token()}` };
  const read = mode === 'parse' ? parsePage : copyPage;
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
