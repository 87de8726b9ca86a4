import { get as httpGet, type IncomingMessage } from 'node:http';
import type { Fault, Mischief } from '../../simulator';
import { type Client, closeAll, simulate } from './support/client';

afterEach(closeAll);

const USERS = '/v1/users';

async function broken(fault: Mischief, match: Fault['match'] = { path: USERS }): Promise<Client> {
  const client = await simulate();
  client.simulator.control.faults([{ match, fault }]);
  return client;
}

/** The raw response, as sent over the wire. */
function raw(
  client: Client,
  headers: Record<string, string> = {},
): Promise<{ message: IncomingMessage; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const authorization = `Bearer ${client.token}`;
    httpGet(
      `${client.simulator.url}${USERS}`,
      { headers: { authorization, ...headers }, agent: false },
      (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('end', () => {
          resolve({ message, body: Buffer.concat(chunks) });
        });
        message.on('error', reject);
      },
    ).on('error', reject);
  });
}

describe('a connection', () => {
  it('that is reset fails without a response', async () => {
    await expect(raw(await broken({ kind: 'reset' }))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
  });

  it('that is reset in the middle fails after the head', async () => {
    await expect(raw(await broken({ kind: 'reset', afterBytes: 10 }))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
  });

  it('that is truncated ends before the announced length', async () => {
    await expect(raw(await broken({ kind: 'truncate' }))).rejects.toThrow('aborted');
  });

  it.each([undefined, 10])('that stalls (after %s bytes) never ends', async (afterBytes) => {
    const client = await broken({
      kind: 'stall',
      ...(afterBytes === undefined ? {} : { afterBytes }),
    });
    const signal = AbortSignal.timeout(100);
    const read = fetch(client.simulator.url + USERS, {
      signal,
      headers: { authorization: `Bearer ${client.token}` },
    });
    await expect(read.then((answer) => answer.text())).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('that is slow takes the time of its rate', async () => {
    const client = await broken({ kind: 'slow', bytesPerSecond: 20_000 });
    const start = performance.now();
    const { body } = await raw(client);
    expect(performance.now() - start).toBeGreaterThan((body.length / 20_000) * 1000 - 150);
    expect(JSON.parse(body.toString())).toHaveProperty('data');
  });

  it('that is delayed responds late and completely', async () => {
    const client = await broken({ kind: 'delay', ms: 60 });
    const start = performance.now();
    expect((await raw(client)).message.statusCode).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(55);
  });

  it('that is endless sends until the client closes it', async () => {
    const client = await broken({ kind: 'endless' });
    const answer = await client.get(USERS);
    let bytes = 0;
    for await (const chunk of answer.body ?? []) {
      bytes += (chunk as Uint8Array).length;
      if (bytes > 5_000_000) break;
    }
    expect(bytes).toBeGreaterThan(5_000_000);
  });
});

describe('a body', () => {
  it('that is malformed is complete for HTTP and not JSON', async () => {
    const answer = await (await broken({ kind: 'malformed' })).get(USERS);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('that is empty has no bytes', async () => {
    expect((await raw(await broken({ kind: 'empty' }))).body).toHaveLength(0);
  });

  it('that is HTML is declared as such', async () => {
    const answer = await (await broken({ kind: 'html' })).get(USERS);
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(await answer.text()).toContain('<!doctype html>');
  });

  it('that begins with a byte order mark has its three bytes', async () => {
    expect([...(await raw(await broken({ kind: 'bom' }))).body.subarray(0, 4)]).toEqual([
      0xef, 0xbb, 0xbf, 0x7b,
    ]);
  });

  it('that is invalid UTF-8 is rejected by a strict decoder', async () => {
    const { body } = await raw(await broken({ kind: 'invalidUtf8' }));
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(body)).toThrow('not valid');
  });

  it('can have a text replaced, compressed or not', async () => {
    const client = await broken({
      kind: 'replace',
      find: '"totalElements":12',
      by: '"totalElements":13',
    });
    expect(await (await client.get(USERS)).json()).toMatchObject({ page: { totalElements: 13 } });
    expect(String((await raw(client)).body)).toContain('"totalElements":13');
  });

  it.each(['corruptGzip', 'truncatedGzip'] as const)(
    'that is %s cannot be decompressed',
    async (kind) => {
      const { message, body } = await raw(await broken({ kind }));
      expect(message.headers['content-encoding']).toBe('gzip');
      expect(message.headers['content-length']).toBe(String(body.length));
      const stream = new Blob([new Uint8Array(body)])
        .stream()
        .pipeThrough(new DecompressionStream('gzip'));
      await expect(new Response(stream).arrayBuffer()).rejects.toThrow();
    },
  );

  it('that is a decompression bomb is small and expands to the requested size', async () => {
    const { body } = await raw(await broken({ kind: 'gzipBomb', bytes: 20_000_000 }));
    expect(body.length).toBeLessThan(50_000);
    const { gunzipSync } = await import('node:zlib');
    expect(gunzipSync(body)).toHaveLength(20_000_000);
  });
});

describe('a response head', () => {
  it('can have any status, headers and body', async () => {
    const client = await broken({
      kind: 'status',
      status: 503,
      headers: { 'Retry-After': '7' },
      body: 'later',
    });
    const answer = await client.get(USERS);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(await answer.text()).toBe('later');
  });

  it('can redirect', async () => {
    const answer = await (
      await broken({ kind: 'redirect', location: 'http://127.0.0.1:9/' })
    ).get(USERS);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('http://127.0.0.1:9/');
  });

  it('can declare JSON as something else', async () => {
    const answer = await (await broken({ kind: 'mislabelled' })).get(USERS);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await answer.json()).toHaveProperty('data');
  });

  it('can be larger than Node reads', async () => {
    await expect(raw(await broken({ kind: 'hugeHeader' }))).rejects.toMatchObject({
      code: 'HPE_HEADER_OVERFLOW',
    });
  });

  it('can name an unknown encoding', async () => {
    expect(
      (await raw(await broken({ kind: 'unknownEncoding' }))).message.headers['content-encoding'],
    ).toBe('x-unknown');
  });

  it('can lack its Date', async () => {
    const client = await simulate();
    expect((await client.get(USERS)).headers.get('date')).toBe('Tue, 24 Nov 2026 12:00:00 GMT');
    client.simulator.control.faults([{ fault: { kind: 'headers', headers: { Date: null } } }]);
    expect((await client.get(USERS)).headers.get('date')).toBeNull();
  });
});

describe('which requests a fault affects', () => {
  const down: Mischief = { kind: 'status', status: 502 };
  const statuses = async (client: Client, count: number): Promise<number[]> => {
    const found = [];
    for (let n = 0; n < count; n += 1) found.push(await client.status(USERS, { page: n }));
    return found;
  };

  it.each([
    ['the second', { nth: 2 }, [200, 502, 200, 200]],
    ['the first and the third', { nth: [1, 3] }, [502, 200, 502, 200]],
    ['from the third on', { from: 3 }, [200, 200, 502, 502]],
    ['every second', { every: 2 }, [200, 502, 200, 502]],
    ['the first two', { times: 2 }, [502, 502, 200, 200]],
    ['those of page 3', { page: 3 }, [200, 200, 200, 502]],
    ['those whose parameter fits', { params: { page: '/^[12]$/' } }, [200, 502, 502, 200]],
    ['those of another path', { path: '/v1/bookings' }, [200, 200, 200, 200]],
    ['those of a pattern of paths', { path: '/^/v1/u/' }, [502, 502, 502, 502]],
    ['those of another method', { method: 'POST' }, [200, 200, 200, 200]],
  ] as const)('%s', async (_, match, expected) => {
    expect(await statuses(await broken(down, match), 4)).toEqual(expected);
  });

  it('the token endpoint too, if it is named', async () => {
    const client = await broken(down, { path: '/ta-auth/oauth/token' });
    expect((await client.signIn(client.credential())).status).toBe(502);
  });
});
