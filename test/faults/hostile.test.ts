import { LIMITS } from '../../src/client/limits';
import { startSimulator, type Simulator } from '../../simulator';
import { simulators, truth } from '../e2e/support/simulated';
import { ENDPOINTS } from './support/endpoints';
import { faultyRead, hastyLimits } from './support/faulty-read';
import type { ConnectorRun } from '../support/connector-run';
import { expectRecords } from '../support/records';

const simulator = simulators();
type Faults = Parameters<Simulator['control']['faults']>[0];

const bookings = { path: '/v1/bookings' };
const { config } = ENDPOINTS.bookings;
const created = new Date(Date.now() - 3_600_000).toISOString();

async function read(navan: Simulator, faults: Faults = []): Promise<ConnectorRun> {
  navan.control.faults(faults);
  return faultyRead(navan, { streams: ['bookings'], config });
}

const booking = (more: string): string =>
  `{"uuid":"odd","created":"${created}","lastModified":"${created}"${more}}`;

describe('redirects', () => {
  it.each([['page', bookings] as const, ['token', { path: '/ta-auth/oauth/token' }] as const])(
    'given a %s on another host, when read, then no request goes there and the error names the host',
    async (_, match) => {
      const other = await startSimulator({ bookings: 0, users: 0, transactions: 0 });
      const navan = await simulator({ bookings: 20 });
      const location = `${other.url}/v1/bookings?secret=1`;
      const sent = await read(navan, [{ match, fault: { kind: 'redirect', location } }]);
      expect(sent.failedStreams).toEqual(['bookings']);
      expect(other.control.requests()).toEqual([]);
      expect(sent.errors[0]?.failureType).toBe('config_error');
      expect(sent.words).toContain(new URL(other.url).host);
      expect(sent.words).not.toContain('secret=1');
      await other.close();
    },
  );
});

describe('endless pagination', () => {
  it('given a next_cursor that never changes, when read, then the stream fails and says so', async () => {
    const navan = await simulator({ bookings: 0 });
    const body = '{"content":[],"next_cursor":"again","has_next":true}';
    const headers = { 'Content-Type': 'application/json' };
    navan.control.faults([
      {
        match: { path: '/v1/expense/fees' },
        fault: { kind: 'status', status: 200, headers, body },
      },
    ]);
    const sent = await faultyRead(navan, {
      streams: ['transactions'],
      config: { ...config, transaction_types: ['fees'] },
    });
    expect(sent.failedStreams).toEqual(['transactions']);
    expect(sent.errors[0]?.message).toContain('already requested');
  });
});

describe('wrong counts', () => {
  const lies = ['-1', '"many"', 'null', '1e300', '0', '1', '999'];

  it.each(lies)(
    'given totalPages %s, when read, then every record is sent once',
    async (totalPages) => {
      const layout = [{ created, count: 130 }];
      const navan = await simulator({ bookings: 0, layout });
      const sent = await read(navan, [
        {
          match: bookings,
          fault: { kind: 'replace', find: '"totalPages":2', by: `"totalPages":${totalPages}` },
        },
      ]);
      expect(sent.failedStreams).toEqual([]);
      expectRecords('bookings', sent.records('bookings'), truth(navan));
    },
  );
});

describe('error bodies', () => {
  it('given terminal escapes in an error, when read, then the message has no control characters', async () => {
    const navan = await simulator({ bookings: 20 });
    const text = '\u001b[2J\u001b]0;owned\u0007\u0000no\r\nsuch\u202ething';
    const body = JSON.stringify({ message: text });
    const sent = await read(navan, [
      { match: bookings, fault: { kind: 'status', status: 400, body } },
    ]);
    const message = sent.errors[0]?.message ?? '';
    expect(message).toContain('such');
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('odd records', () => {
  const deep = `${'['.repeat(117)}${']'.repeat(117)}`;

  it.each([
    ['__proto__ as a key', '"__proto__":{"polluted":true},"constructor":{"prototype":1}'],
    ['duplicate keys', '"purpose":"a","purpose":"b"'],
    ['a number with more digits than a double has', '"tax":123456789012345678901234567890'],
    ['nesting 117 deep', `"customFields":${deep}`],
    ['20 MB', `"purpose":"${'x'.repeat(20 * 2 ** 20)}"`],
  ])('given a record with %s, when read, then it is sent unchanged', async (_, more) => {
    const record = booking(`,${more}`);
    const navan = await simulator({ bookings: 0 });
    navan.control.insert('bookings', [record]);
    const sent = await faultyRead(navan, {
      streams: ['bookings'],
      config,
      limits: { ...hastyLimits, idleTimeoutMs: 3000, answerTimeoutMs: 15_000 },
    });
    expect(sent.failedStreams).toEqual([]);
    const records = sent.records('bookings');
    expect(records).toHaveLength(1);
    // Not toEqual: it would print 20 MB.
    expect(records[0] === record).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('unbounded bodies', () => {
  it.each([
    ['a body that never ends', { kind: 'endless' } as const],
    ['a gzip bomb', { kind: 'gzipBomb', bytes: 200_000_000 } as const],
  ])(
    'given %s, when read, then it is cut off at the limit and the stream says so',
    async (_, fault) => {
      const navan = await simulator({ bookings: 20 });
      navan.control.faults([{ match: bookings, fault }]);
      // From now on, so that the smallest window is reached at once.
      const start = new Date(Math.floor(Date.now() / 1000) * 1000 - 1000);
      const sent = await faultyRead(navan, {
        streams: ['bookings'],
        config: { start_date: start.toISOString().replace('.000Z', 'Z') },
        limits: { ...hastyLimits, maxBodyBytes: LIMITS.maxBodyBytes / 16, answerTimeoutMs: 15_000 },
      });
      expect(sent.failedStreams).toEqual(['bookings']);
      expect(sent.errors[0]?.message).toContain('is larger than 4194304 bytes');
    },
  );
});
