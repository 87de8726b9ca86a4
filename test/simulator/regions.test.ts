import { type Client, closeAll, simulate } from './support/client';

afterEach(closeAll);

const EU = { 'X-ta-region': 'EU' };
const PATHS = [
  '/v1/bookings',
  '/v1/users',
  '/v1/expense/fees',
  '/v1/expense/transactions/receipts',
  '/v1/trips',
];
const both = [
  { region: 'us', clientId: 'american', clientSecret: 's' },
  { region: 'eu', clientId: 'european', clientSecret: 's' },
] as const;

async function signedIn(
  client: Client,
  client_id: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const answer = await client.signIn({ client_id, client_secret: 's' }, headers);
  if (answer.status === 200)
    client.token = ((await answer.json()) as { access_token: string }).access_token;
  return answer.status;
}

describe('an EU host', () => {
  it.each(PATHS)('returns 500 to %s without the region header', async (path) => {
    const client = await simulate({ region: 'eu' });
    expect(await client.status(path)).toBe(500);
    expect(await client.status(path, {}, EU)).not.toBe(500);
    client.simulator.control.set({ euHeader: 'optional' });
    expect(await client.status(path)).not.toBe(500);
  });

  it('is in the config', async () => {
    expect((await simulate({ region: 'eu' })).simulator.config()['region']).toBe('eu');
  });
});

it.each(['us', 'eu'] as const)(
  'given the credential of the other region, a host of the %s returns 401',
  async (region) => {
    const client = await simulate({ region, tenants: both });
    const [own, other] = region === 'us' ? ['american', 'european'] : ['european', 'american'];
    expect(await signedIn(client, own, EU)).toBe(200);
    expect(await signedIn(client, other, EU)).toBe(401);
  },
);

describe('a host of both regions', () => {
  it('given the header, acts as the EU host; without it, as the US host', async () => {
    const client = await simulate({ hosts: 'shared', tenants: both });
    expect(await signedIn(client, 'american', EU)).toBe(401);
    expect(await signedIn(client, 'european')).toBe(401);
    expect(await signedIn(client, 'american')).toBe(200);
    expect(await client.status('/v1/users')).toBe(200);
    expect(await client.status('/v1/users', {}, EU)).toBe(401);
    expect(await signedIn(client, 'european', EU)).toBe(200);
    expect(await client.status('/v1/users')).toBe(500);
    expect(await client.status('/v1/users', {}, EU)).toBe(200);
  });

  it('that needs no header knows the region from the credential', async () => {
    const client = await simulate({ hosts: 'shared', euHeader: 'optional', tenants: both });
    for (const id of ['american', 'european']) {
      expect(await signedIn(client, id)).toBe(200);
      expect(await client.status('/v1/users')).toBe(200);
    }
  });
});
