import nock from 'nock';
import { read as readOf, selected } from './support/sync';
import type { ConnectorRun } from '../support/connector-run';

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

function read(region: 'us' | 'eu' | undefined): Promise<ConnectorRun> {
  const start_date = `${new Date().toISOString().slice(0, 8)}01T00:00:00Z`;
  const config = { client_id: 'id', client_secret: 'secret', start_date };
  return readOf({ ...config, ...(region ? { region } : {}) }, { streams: [selected('bookings')] });
}

it.each([
  [undefined, 'https://api.navan.com', undefined],
  ['us', 'https://api.navan.com', undefined],
  ['eu', 'https://app-fra.navan.com', 'EU'],
] as const)(
  'given the region %s, when read, then every request goes to %s with the region header %s',
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
    const sent = await read(region);
    expect(sent.errors).toEqual([]);
    expect(sent.statuses().at(-1)).toBe('COMPLETE');
    expect(nock.isDone()).toBe(true);
    expect(seen.map((value) => value?.toString())).toEqual([header, header]);
  },
);
