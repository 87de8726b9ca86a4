import { simulators } from './support/simulated';
import { check, discover, sync } from './support/sync';
import { SCOPES } from '../support/streams';

const simulator = simulators();
const ALL = ['bookings', 'transactions', 'users', 'transaction_receipts'];
const needing = (scope: string): string[] =>
  [...SCOPES].filter(([, needed]) => needed === scope).map(([name]) => name);
const tokens = (navan: Awaited<ReturnType<typeof simulator>>): number =>
  navan.control.requests().filter(({ path }) => path === '/ta-auth/oauth/token').length;

describe('a credential without all scopes', () => {
  it('given only the bookings scope, when streams are discovered, then only its streams are offered and the log names the others', async () => {
    const navan = await simulator({ bookings: 5, scopes: ['bookings:read'] });
    const { streams, run } = await discover(navan);
    const offered = needing('bookings:read');
    expect(streams.map(({ name }) => name)).toEqual([...offered, 'sync_health']);
    expect(run.lines.map(({ facts }) => facts['stream'])).toEqual(
      [...SCOPES.keys()].filter((name) => !offered.includes(name)),
    );
  });

  it('given only the bookings scope, when checked, then it succeeds and the log names the missing scope of each stream', async () => {
    const navan = await simulator({ bookings: 5, scopes: ['bookings:read'] });
    const { status, run } = await check(navan);
    expect(status).toBe('SUCCEEDED');
    const text = run.lines.map(({ sentence }) => sentence).join('\n');
    for (const scope of ['liquid:read', 'users:read'])
      expect(text).toContain(`${scope} for ${needing(scope).join(', ')}`);
    expect(text).toContain('Navan API Credentials');
  });

  it('given no scope, when checked, then it fails and says which scopes to select', async () => {
    const navan = await simulator({ bookings: 5, scopes: [] });
    const result = await check(navan);
    expect(result.status).toBe('FAILED');
    expect(result.message).toContain('bookings:read');
  });

  it('given all scopes, when checked, then it sends one cheap request per scope', async () => {
    const navan = await simulator({ bookings: 500, transactions: 20, users: 20 });
    expect((await check(navan)).status).toBe('SUCCEEDED');
    const calls = navan.control.requests().filter(({ path }) => path.startsWith('/v1/'));
    expect(calls.map(({ path }) => path.split('/')[2]).sort()).toEqual([
      'bookings',
      'expense',
      'users',
    ]);
    expect(calls.every(({ params }) => (params['size'] ?? params['page_size']) === '1')).toBe(true);
  });

  it("given a request that the API refuses, when checked, then the message has the API's own words", async () => {
    const navan = await simulator({ bookings: 5 });
    const body = '{"message":"At least one complete date range is required"}';
    navan.control.faults([
      { match: { path: '/v1/bookings' }, fault: { kind: 'status', status: 400, body } },
    ]);
    const { status, run } = await check(navan);
    // A bug of the connector is no result of a check: its error is what the form shows.
    expect(status).toBe('none');
    expect(run.errors[0]?.message).toContain('"At least one complete date range is required"');
  });

  it('given forbidden users and an endpoint that is down, when read, then the transient error is reported first', async () => {
    const scopes = ['bookings:read', 'liquid:read'];
    const navan = await simulator({ bookings: 50, transactions: 5, users: 5, scopes });
    navan.control.faults([
      { match: { path: '/v1/expense/fees' }, fault: { kind: 'status', status: 500 } },
    ]);
    const read = await sync(navan, { streams: ALL });
    const told = read.errors.map(({ stream, failureType }) => [stream, failureType]);
    // The platform uses the first error and does not retry after a config_error.
    expect(told).toEqual([
      ['transactions', 'transient_error'],
      ['users', 'config_error'],
    ]);
    expect(read.told.indexOf('error users')).toBe(read.told.indexOf('INCOMPLETE users') - 1);
  });

  it('given forbidden users, when read, then that stream fails with an action and the others are complete', async () => {
    const navan = await simulator({
      bookings: 50,
      transactions: 5,
      users: 5,
      scopes: ['bookings:read', 'liquid:read'],
    });
    const read = await sync(navan, { streams: ALL });
    expect(read.failedStreams).toEqual(['users']);
    expect(read.statuses('users')).toEqual(['STARTED', 'INCOMPLETE']);
    expect(read.statuses('bookings').at(-1)).toBe('COMPLETE');
    const [error] = read.errors;
    expect(error?.stream).toBe('users');
    expect(error?.failureType).toBe('config_error');
    expect(error?.message).toMatch(/users:read.*deselect/u);
  });

  it('given the scope but no access to the Expense API, when read, then the error says whom to contact', async () => {
    const navan = await simulator({ bookings: 5, transactions: 5, expenseEnabled: false });
    const read = await sync(navan, { streams: ['bookings', 'transactions'] });
    expect(read.failedStreams).toEqual(['transactions']);
    expect(read.errors[0]?.message).toMatch(/support.*enable/u);
  });

  it('given a wrong secret, when checked, then it fails with a message that does not contain the secret', async () => {
    const navan = await simulator({ bookings: 5 });
    const result = await check(navan, { client_secret: 'f'.repeat(32) });
    expect(result.status).toBe('FAILED');
    expect(JSON.stringify(result)).not.toContain('f'.repeat(32));
  });
});

describe('the token in the state', () => {
  it('given two syncs in a row, when read, then one token serves both and neither the token nor the secret is logged', async () => {
    const navan = await simulator({ bookings: 100 });
    const first = await sync(navan);
    const second = await sync(navan, { state: first.states });
    expect(second.failedStreams).toEqual([]);
    expect(tokens(navan)).toBe(1);
    const secret = String(navan.config()['client_secret']);
    const said = first.words + second.words;
    expect(said).not.toContain(secret);
    expect(said).not.toContain(secret.slice(0, 8));
  });

  it('given a rotated secret, when read from the old state, then a new token is fetched and the sync succeeds', async () => {
    const navan = await simulator({ bookings: 100 });
    const first = await sync(navan);
    const client_secret = navan.control.rotateSecret();
    const second = await sync(navan, { state: first.states, config: { client_secret } });
    expect(second.failedStreams).toEqual([]);
    expect(tokens(navan)).toBe(2);
  });

  it('given the state of another company, when read, then its token is not used', async () => {
    const [one, other] = [await simulator({ bookings: 10 }), await simulator({ bookings: 10 })];
    const first = await sync(one);
    const second = await sync(other, { state: first.states });
    expect(second.failedStreams).toEqual([]);
    expect(tokens(other)).toBe(1);
  });

  it('given tokens that are revoked during a read, when read, then the token is renewed once and no record is missing', async () => {
    const navan = await simulator({ bookings: 300 });
    const first = await sync(navan);
    navan.control.revokeTokens();
    const second = await sync(navan, {
      state: new Map([['bookings', { ...first.states.get('bookings'), states: [] }]]),
    });
    expect(new Set(second.ids()).size).toBe(300);
    expect(tokens(navan)).toBe(2);
  });
});

describe('a stored token without access to a stream', () => {
  it('given a scope that was added since, when read, then a new token is fetched once and the stream is complete', async () => {
    const navan = await simulator({ bookings: 20, users: 5 });
    const first = await sync(navan);
    // What the stored token gets: it still has the old scopes.
    const refused = { kind: 'status' as const, status: 403 };
    navan.control.faults([{ match: { path: '/v1/users', nth: 1 }, fault: refused }]);
    const second = await sync(navan, { streams: ['bookings', 'users'], state: first.states });
    expect(second.failedStreams).toEqual([]);
    expect(second.records('users')).toHaveLength(5);
    expect(tokens(navan)).toBe(2);
  });

  it('given a scope that is still missing, when read, then a new token is fetched once and the stream fails', async () => {
    const navan = await simulator({ bookings: 20, users: 5, scopes: ['bookings:read'] });
    const first = await sync(navan);
    expect(first.states.get('bookings')).toHaveProperty('source_navan.token');
    // The platform does not pass bookings' state to a sync without bookings.
    const alone = await sync(navan, { streams: ['users'], state: first.states });
    expect(alone.failedStreams).toEqual(['users']);
    expect(tokens(navan)).toBe(2);
    navan.control.resetLog();
    const both = await sync(navan, { streams: ['bookings', 'users'], state: first.states });
    expect(both.failedStreams).toEqual(['users']);
    expect(tokens(navan)).toBe(1);
  });
});
