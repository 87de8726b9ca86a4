import type { SimulatorOptions } from '../../simulator';
import { startSimulator } from '../../simulator';
import { Client, closeAll, DAYS, simulate } from './support/client';

afterEach(closeAll);

const EXPENSE = ['/v1/expense/fees', '/v1/expense/transactions/receipts'];

describe('the token endpoint', () => {
  it('given the credential in the form, returns the recorded shape: 43,199 seconds, scopes, company, no IP list', async () => {
    const client = await simulate();
    const answer = await client.signIn(client.credential());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      access_token: expect.any(String) as string,
      token_type: 'bearer',
      expires_in: 43_199,
      scope: 'bookings:read users:read liquid:read',
      company_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/u) as string,
      allowed_ips: null,
    });
  });

  it('a client id is a UUID and a secret has 32 hex digits', async () => {
    const client = await simulate();
    const { client_id, client_secret } = client.credential();
    expect(client_id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
    expect(client_secret).toMatch(/^[0-9a-f]{32}$/u);
  });

  it('given the credential as HTTP Basic, returns the same', async () => {
    const client = await simulate();
    const { client_id = '', client_secret = '' } = client.credential();
    const basic = Buffer.from(`${client_id}:${client_secret}`).toString('base64');
    expect((await client.signIn({}, { authorization: `Basic ${basic}` })).status).toBe(200);
    client.simulator.control.set({ tokenAuth: 'form' });
    expect((await client.signIn({}, { authorization: `Basic ${basic}` })).status).toBe(401);
    client.simulator.control.set({ tokenAuth: 'basic' });
    expect((await client.signIn(client.credential())).status).toBe(401);
  });

  it('given that only the newest token is valid, a new one revokes the previous one', async () => {
    const client = await simulate();
    const ask = async (token: string) =>
      (
        await fetch(`${client.simulator.url}/v1/users`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status;
    const sign = async () =>
      ((await (await client.signIn(client.credential())).json()) as { access_token: string })
        .access_token;
    const [first, second] = [await sign(), await sign()];
    expect([await ask(first), await ask(second)]).toEqual([200, 200]);
    client.simulator.control.set({ tokensInForce: 'newest' });
    const third = await sign();
    expect([await ask(first), await ask(second), await ask(third)]).toEqual([401, 401, 200]);
  });

  it.each([
    ['a wrong secret', { client_secret: 'f'.repeat(32) }],
    ['an unknown id, as after a deletion', { client_id: '0'.repeat(36) }],
  ])('given %s, returns 401', async (_, wrong) => {
    const client = await simulate();
    const answer = await client.signIn({ ...client.credential(), ...wrong });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('given another grant, returns 400', async () => {
    const client = await simulate();
    expect((await client.signIn({ ...client.credential(), grant_type: 'password' })).status).toBe(
      400,
    );
  });

  it('given a scope, narrows the token to it', async () => {
    const client = await simulate();
    const answer = await client.signIn({ ...client.credential(), scope: 'users:read' });
    client.token = ((await answer.json()) as { access_token: string }).access_token;
    expect(await client.status('/v1/users')).toBe(200);
    expect(await client.status('/v1/bookings', { createdFrom: 0, createdTo: 1 })).toBe(403);
  });

  it('given a scope that was not granted, returns "Bad client credentials"', async () => {
    const client = await simulate({ scopes: ['users:read'] });
    const answer = await client.signIn({ ...client.credential(), scope: 'bookings:read' });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error_description: 'Bad client credentials' });
  });
});

describe('a token', () => {
  it('is rejected once it is older than its lifetime', async () => {
    const client = await simulate({ tokenTtlSeconds: 60 });
    client.simulator.control.setNow('2026-11-24T12:00:59Z');
    expect(await client.status('/v1/users')).toBe(200);
    client.simulator.control.setNow('2026-11-24T12:01:00Z');
    expect(await client.status('/v1/users')).toBe(401);
  });

  it('is rejected after it was revoked, and a new one is not', async () => {
    const client = await simulate();
    client.simulator.control.revokeTokens();
    expect(await client.status('/v1/users')).toBe(401);
    expect(await (await Client.of(client.simulator)).status('/v1/users')).toBe(200);
  });

  it('is rejected with the old secret after a rotation, and the new secret works', async () => {
    const client = await simulate();
    const before = client.credential();
    const secret = client.simulator.control.rotateSecret();
    expect(secret).toMatch(/^[0-9a-f]{32}$/u);
    expect(await client.status('/v1/users')).toBe(401);
    expect((await client.signIn(before)).status).toBe(401);
    expect((await client.signIn({ ...before, client_secret: secret })).status).toBe(200);
  });

  it('of one tenant never shows the data of another', async () => {
    const client = await simulate({
      users: 3,
      tenants: [{ seed: 2, users: 5, clientId: 'b', clientSecret: 's' }],
    });
    const other = await client.signIn({ client_id: 'b', client_secret: 's' });
    const count = async (token: string): Promise<number> => {
      client.token = token;
      const answer = (await (await client.get('/v1/users')).json()) as {
        page: { totalElements: number };
      };
      return answer.page.totalElements;
    };
    expect(await count(client.token)).toBe(3);
    expect(await count(((await other.json()) as { access_token: string }).access_token)).toBe(5);
  });
});

it('given tenants that cannot be distinguished, or a misspelt key, does not start', async () => {
  await expect(simulate({ tenants: [{ users: 5 }] })).rejects.toThrow(
    'two tenants have the clientId',
  );
  const misspelt = [{ sead: 2 }] as unknown as SimulatorOptions['tenants'];
  await expect(simulate({ tenants: misspelt })).rejects.toThrow(
    'tenants[0] has no "sead"; did you mean "seed"?',
  );
});

describe('authorization', () => {
  it('without a token, or with one that was not issued, gets 401', async () => {
    const client = await simulate();
    client.token = 'nobody';
    expect(await client.status('/v1/users')).toBe(401);
    expect((await fetch(`${client.simulator.url}/v1/users`)).status).toBe(401);
  });

  it.each([
    ['/v1/bookings', 'bookings:read'],
    ['/v1/users', 'users:read'],
    ...EXPENSE.map((path) => [path, 'liquid:read']),
  ])('given no scope for it, %s returns 403, whatever the parameters', async (path, scope) => {
    const scopes = ['bookings:read', 'users:read', 'liquid:read'].filter((one) => one !== scope);
    expect(await (await simulate({ scopes })).status(path)).toBe(403);
  });

  it('a credential without any scope gets a token and then 403 on every request', async () => {
    const client = await simulate({ scopes: [] });
    expect(client.token).not.toBe('');
    for (const path of ['/v1/bookings', '/v1/users', ...EXPENSE])
      expect(await client.status(path)).toBe(403);
  });

  it('given an Expense API that is not switched on, its requests return 403 despite the scope', async () => {
    const client = await simulate({ expenseEnabled: false });
    for (const path of EXPENSE) expect(await client.status(path)).toBe(403);
    expect(await client.status('/v1/users')).toBe(200);
  });

  it.each(['trips', 'expense/transactions'])(
    'a path without a documented response, %s, is 404',
    async (path) => {
      expect(await (await simulate()).status(`/v1/${path}`)).toBe(404);
    },
  );

  it.each(['/v1/users', '/v1/expense/transactions/receipts'])(
    '%s, also undocumented, is 404 if the switch says so',
    async (path) => {
      const client = await simulate();
      expect(await client.status(path, DAYS)).toBe(200);
      client.simulator.control.set({ unseenPaths: 'missing' });
      expect(await client.status(path, DAYS)).toBe(404);
    },
  );
});

it('listens on the loopback interface, and not after it is closed', async () => {
  const simulator = await startSimulator({ bookings: 0 });
  expect(simulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
  await simulator.close();
  await expect(fetch(simulator.url)).rejects.toThrow();
});
