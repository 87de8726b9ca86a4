import nock from 'nock';
import { check, read as readOf, selected } from './support/sync';
import type { ConnectorRun } from '../support/connector-run';
import { shortLimits } from '../support/short-limits';

/** An EU company with region US: the token request succeeds, everything else gets a bare 500. */

const US = 'https://api.navan.com';
const REGION = 'Region (region) resolves to https://api.navan.com';
const limits = { ...shortLimits, breakerProbeAfterMs: 20, maxBreakerWaitMs: 100 };

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

const start_date = `${new Date().toISOString().slice(0, 8)}01T00:00:00Z`;
const config = { client_id: 'id', client_secret: 'secret', start_date };

const read = (...names: readonly string[]): Promise<ConnectorRun> =>
  readOf(config, { streams: names.map((name) => selected(name)) }, [], { limits });
const checked = () => check({ config: () => config }, {}, { limits });

const users = (status: number, body: object | string = '') =>
  nock(US).get('/v1/users').query(true).times(10).reply(status, body);
const others = (status: number) => nock(US).get(/./).query(true).times(10_000).reply(status, '');

it('given 500 to every request, when checked, then the region is named as a likely cause', async () => {
  others(500);
  const { status, message } = await checked();
  expect(status).toBe('FAILED');
  expect(message).toContain(REGION);
  expect(message).toContain(
    "If this is not your company's region, correct it; otherwise try again later.",
  );
});

it('given 500 to every request, when read until the breaker gives up, then the region is named', async () => {
  others(500);
  const output = await read('bookings');
  const [error] = output.errors;
  expect(error?.code).toBe('breaker-open');
  expect(error?.failureType).toBe('transient_error');
  expect(error?.message).toContain(`a company of another region gets the same response: ${REGION}`);
  expect(error?.message.split('. ').at(-1)).toContain('region');
  // From the first failure on, not only after the wait.
  const [warning] = output.warnings('The API keeps failing');
  expect(warning?.facts['failure']).toContain(REGION);
});

it('given 500 to a stream without time windows, when the breaker gives up, then the region is named', async () => {
  others(500);
  const output = await read('users');
  const [error] = output.errors;
  expect(error?.code).toBe('breaker-open');
  expect(error?.message).toContain(REGION);
});

it('given 500 to the token request, when checked, then the region is named', async () => {
  nock.cleanAll();
  nock(US).post('/ta-auth/oauth/token').times(10).reply(500, '');
  expect((await checked()).message).toContain(REGION);
});

describe('no reason to suspect the region', () => {
  it('given an earlier response, when another stream gets 500, then the region is not named', async () => {
    users(200, {
      data: [],
      page: { totalPages: 0, currentPage: 0, pageSize: 100, totalElements: 0 },
    });
    nock(US).get('/v1/bookings').query(true).delay(100).times(10_000).reply(500, '');
    const output = await read('users', 'bookings');
    expect(output.errors.map(({ stream }) => stream)).toEqual(['bookings']);
    expect(output.errors[0]?.message).not.toContain('another region');
  });

  it.each([502, 503])('given %i, when read, then it is an outage', async (status) => {
    others(status);
    const output = await read('users');
    expect(output.errors[0]?.message).not.toContain('another region');
  });
});
