import nock from 'nock';
import { createConnector } from '../../src/cli/create-connector';
import { parseConfig } from '../../src/config/parse-config';
import { RecordedOutput } from './support/recorded-output';
import { shortLimits } from './support/short-limits';

const TOKEN = {
  access_token: 'token-of-the-test',
  token_type: 'bearer',
  expires_in: 43199,
  scope: 'bookings:read',
};
const EMPTY = {
  data: [],
  page: { totalPages: 0, currentPage: 0, pageSize: 100, totalElements: 0 },
};

beforeAll(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

async function read(region: 'us' | 'eu' | undefined): Promise<RecordedOutput> {
  const connector = createConnector(
    { addSecret: () => undefined, allowedHosts: [] },
    { limits: shortLimits },
  );
  const now = new Date();
  const start_date = `${now.toISOString().slice(0, 8)}01T00:00:00Z`;
  const config = parseConfig(
    { client_id: 'id', client_secret: 'secret', start_date, ...(region ? { region } : {}) },
    connector.spec,
  );
  const output = new RecordedOutput();
  const catalog = { streams: [{ name: 'bookings', syncMode: 'full_refresh' as const }] };
  await connector.read(
    config,
    catalog,
    { streams: new Map() },
    output,
    new AbortController().signal,
  );
  return output;
}

it.each([
  [undefined, 'https://api.navan.com', undefined],
  ['us', 'https://api.navan.com', undefined],
  ['eu', 'https://app-fra.navan.com', 'EU'],
] as const)(
  'given the region %s, when read, then every call goes to %s with the region header %s',
  async (region, host, header) => {
    const seen: (string | undefined)[] = [];
    const note = function (this: nock.ReplyFnContext): void {
      seen.push(this.req.headers['x-ta-region']);
    };
    nock(host)
      .post(
        '/ta-auth/oauth/token',
        'grant_type=client_credentials&client_id=id&client_secret=secret',
      )
      .reply(function () {
        note.call(this);
        return [200, TOKEN];
      });
    nock(host, { reqheaders: { authorization: 'Bearer token-of-the-test' } })
      .get('/v1/bookings')
      .query(true)
      .reply(function () {
        note.call(this);
        return [200, EMPTY];
      });
    const output = await read(region);
    expect(output.errors.map(({ error }) => error.message)).toEqual([]);
    expect(output.statuses.get('bookings')?.at(-1)).toBe('COMPLETE');
    expect(nock.isDone()).toBe(true);
    expect(seen.map((value) => value?.toString())).toEqual([header, header]);
  },
);
