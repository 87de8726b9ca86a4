import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../src/client/clock';
import { createClient } from '../../../src/client/client';
import type { Client, ClientOptions } from '../../../src/client/client';
import { CALM } from './answers';

const SECRET = 'abcdef0123456789';
const TOKEN = { access_token: 'first-token', token_type: 'bearer', expires_in: 43_199 };

let server: Server | undefined;
let client: Client | undefined;

afterEach(async () => {
  client?.close();
  await new Promise((resolve) => server?.close(resolve));
});

interface Api {
  readonly token: (response: ServerResponse) => void;
  readonly page: (request: IncomingMessage, response: ServerResponse) => void;
}

async function against(api: Partial<Api>, more: Partial<ClientOptions> = {}): Promise<string> {
  const counting = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url !== '/token') (api.page ?? echo)(request, response);
    else if (api.token === undefined) response.end(JSON.stringify(TOKEN));
    else api.token(response);
  });
  server = counting;
  await new Promise<void>((resolve) => {
    counting.listen(0, '127.0.0.1', resolve);
  });
  const base = `http://127.0.0.1:${(counting.address() as AddressInfo).port}`;
  client = createClient({
    tokenEndpoint: { url: `${base}/token`, form: { client_secret: SECRET } },
    maxConcurrency: 4,
    isAllowedHost: () => true,
    userAgent: 'source-navan/0',
    secrets: [SECRET],
    clock: { ...systemClock, sleep: () => Promise.resolve() },
    ...more,
  });
  return base;
}

const echo = (request: IncomingMessage, response: ServerResponse) => {
  response.end(JSON.stringify({ sent: request.headers.authorization }));
};

const get = (base: string) =>
  client?.send({ method: 'GET', url: `${base}/v1/bookings?page=0`, label: 'page 1' }, CALM);

test('given one slot, when requests need a token first, then there is no deadlock', async () => {
  const base = await against({}, { maxConcurrency: 1 });
  const answers = await Promise.all([get(base), get(base), get(base)]);
  expect(answers.map((answer) => answer?.body.toString())).toEqual(
    Array(3).fill('{"sent":"Bearer first-token"}'),
  );
  expect(client?.token()?.accessToken).toBe('first-token');
  expect(await client?.scopes(CALM)).toBeUndefined();
});

test.each([400, 401, 403])(
  'given a token endpoint that returns %i, when a page is requested, then the credentials are blamed',
  async (status) => {
    let tries = 0;
    const base = await against({
      token: (response) => {
        tries += 1;
        response.writeHead(status).end(`{"error":"Bad client credentials ${SECRET}"}`);
      },
    });
    const error: unknown = await get(base)?.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: { code: 'token-rejected' }, failureType: 'config_error' });
    expect(String(error)).not.toContain(SECRET);
    expect(tries).toBe(1);
  },
);

test('given a token endpoint that fails twice, when a page is requested, then the token request is retried', async () => {
  let tries = 0;
  const base = await against({
    token: (response) => {
      tries += 1;
      if (tries < 3) response.writeHead(503).end();
      else response.end(JSON.stringify(TOKEN));
    },
  });
  await get(base);
  expect(tries).toBe(3);
});

test('given a token endpoint that stays down, when a page is requested, then it ends after five tries', async () => {
  let tries = 0;
  const base = await against({
    token: (response) => {
      tries += 1;
      response.writeHead(503).end();
    },
  });
  await expect(get(base)).rejects.toMatchObject({ kind: { code: 'server-error' } });
  expect(tries).toBe(5);
});

test('given a refusal that contains the token, when the error is built, then the token is masked', async () => {
  const base = await against({
    page: (request, response) => {
      response.writeHead(403).end(`no scope for ${request.headers.authorization ?? ''}`);
    },
  });
  const error: unknown = await get(base)?.catch((reason: unknown) => reason);
  expect(String(error)).toContain('no scope for Bearer ***');
});

test('given a token that the server no longer knows, when a page is requested, then a new one is used', async () => {
  const initialToken = {
    accessToken: 'old-token',
    expiresAt: Date.now() + 3_600_000,
    scope: 'a b',
  };
  const page: Api['page'] = (request, response) => {
    if (request.headers.authorization === 'Bearer old-token') response.writeHead(401).end();
    else echo(request, response);
  };
  const base = await against({ page }, { initialToken });
  expect(await client?.scopes(CALM)).toEqual(['a', 'b']);
  expect((await get(base))?.status).toBe(200);
});

test('given one slot, when a page has arrived, then the next request leaves before the page is decoded', async () => {
  const events: string[] = [];
  const onSent = () => {
    events.push('sent');
    return () => undefined;
  };
  const base = await against({}, { maxConcurrency: 1, hooks: { onSent } });
  await client?.scopes(CALM);
  events.length = 0;
  const url = `${base}/v1/bookings`;
  const decode = () => events.push('decoded');
  const request = { method: 'GET', url, label: 'page', decode } as const;
  await Promise.all([client?.send(request, CALM), client?.send(request, CALM)]);
  expect(events).toEqual(['sent', 'sent', 'decoded', 'decoded']);
});
