import nock from 'nock';
import { createConnector } from '../../src/cli/create-connector';
import { parseConfig } from '../../src/config/parse-config';
import { RecordedOutput } from './support/recorded-output';
import { shortLimits } from './support/short-limits';

/** A company of the EU whose source is set to the US: it gets a token, and a bare 500 for everything else. */

const US = 'https://api.navan.com';
const REGION = 'Region (region) leads to https://api.navan.com';
const calm = () => new AbortController().signal;

beforeAll(() => {
  nock.disableNetConnect();
});
beforeEach(() => {
  const body = { access_token: 'abc', token_type: 'bearer', expires_in: 43_199 };
  nock(US).post('/ta-auth/oauth/token').reply(200, body);
});
afterEach(() => {
  nock.cleanAll();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

function made() {
  const connector = createConnector(
    { addSecret: () => undefined, allowedHosts: [] },
    { limits: { ...shortLimits, breakerProbeAfterMs: 20, maxBreakerWaitMs: 100 } },
  );
  const start_date = `${new Date().toISOString().slice(0, 8)}01T00:00:00Z`;
  const config = parseConfig(
    { client_id: 'id', client_secret: 'secret', start_date },
    connector.spec,
  );
  return { connector, config };
}

async function read(...names: readonly string[]): Promise<RecordedOutput> {
  const { connector, config } = made();
  const output = new RecordedOutput();
  const streams = names.map((name) => ({ name, syncMode: 'full_refresh' as const }));
  await connector.read(config, { streams }, { streams: new Map() }, output, calm());
  return output;
}

const users = (status: number, body: object | string = '') =>
  nock(US).get('/v1/users').query(true).times(10).reply(status, body);
const others = (status: number) => nock(US).get(/./).query(true).times(10_000).reply(status, '');

it('given 500 to everything, when checked, then the region is named as a likely reason', async () => {
  others(500);
  const { connector, config } = made();
  const checked = connector.check(config, new RecordedOutput(), calm());
  await expect(checked).rejects.toMatchObject({
    kind: { code: 'server-error' },
    message: expect.stringContaining(REGION) as string,
    action: "If the region is not the company's own, correct it; otherwise try again later.",
  });
});

it('given 500 to everything, when read until the breaker gives up, then the region is named', async () => {
  others(500);
  const output = await read('bookings');
  const [{ error } = { error: undefined }] = output.errors;
  expect(error?.kind.code).toBe('breaker-open');
  expect(error?.failureType).toBe('transient_error');
  expect(error?.message).toContain(
    `the answer that a company of another region gets, too: ${REGION}`,
  );
  expect(error?.action).toContain('region');
  // From the first failure on, not only after the wait.
  const [warning] = output.lines.filter(({ sentence }) =>
    sentence.startsWith('The API keeps failing'),
  );
  expect(warning?.facts['failure']).toContain(REGION);
});

it('given 500 to a stream without time ranges, when the breaker gives up, then the region is named', async () => {
  others(500);
  const output = await read('users');
  const [{ error } = { error: undefined }] = output.errors;
  expect(error?.kind.code).toBe('breaker-open');
  expect(error?.message).toContain(REGION);
});

it('given 500 to the token request, when checked, then the region is named', async () => {
  nock.cleanAll();
  nock(US).post('/ta-auth/oauth/token').times(10).reply(500, '');
  const { connector, config } = made();
  const checked = connector.check(config, new RecordedOutput(), calm());
  await expect(checked).rejects.toMatchObject({
    message: expect.stringContaining(REGION) as string,
  });
});

describe('no reason to doubt the region', () => {
  it('given an answer before, when another stream gets 500, then it is not named', async () => {
    users(200, {
      data: [],
      page: { totalPages: 0, currentPage: 0, pageSize: 100, totalElements: 0 },
    });
    nock(US).get('/v1/bookings').query(true).delay(100).times(10_000).reply(500, '');
    const output = await read('users', 'bookings');
    expect(output.errors.map(({ stream }) => stream)).toEqual(['bookings']);
    expect(output.errors[0]?.error.message).not.toContain('another region');
  });

  it.each([502, 503])('given %i, when read, then it is an outage', async (status) => {
    others(status);
    const output = await read('users');
    expect(output.errors[0]?.error.message).not.toContain('another region');
  });
});
