import { LIMITS } from '../../src/client/limits';
import type { Simulator } from '../../simulator';
import { simulators } from '../e2e/support/simulated';
import { calmLimits, faultyRead, setbacks } from './support/faulty-read';
import type { ConnectorRun } from '../support/connector-run';
import { startFront, type Front } from './support/front';

/** Data that is larger, deeper or longer than the connector's limits, with its real limits. */

// 60 MB are printed, compared and checked.
jest.setTimeout(90_000);

const MB = 1_000_000;
const simulator = simulators();
const fronts: Front[] = [];
type Fault = Parameters<Simulator['control']['faults']>[0][number]['fault'];

afterEach(async () => {
  await Promise.all(fronts.splice(0).map((front) => front.close()));
});

const isoOf = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
/** So late that the window cannot be split. */
const fromNow = (): object => ({ start_date: isoOf(Date.now() - 1000) });
const today = `${isoOf(Date.now()).slice(0, 10)}T00:00:00Z`;
const json = { 'Content-Type': 'application/json' };

function page(...records: readonly string[]): string {
  const count = records.length;
  return `{"data":[${records.join(',')}],"page":{"currentPage":0,"pageSize":100,"totalPages":1,"totalElements":${count}}}`;
}

function booking(uuid: string, more: string): string {
  const now = new Date().toISOString();
  return `{"uuid":"${uuid}","created":"${now}","lastModified":"${now}",${more}}`;
}

async function readOf(fault: Fault): Promise<ConnectorRun> {
  const navan = await simulator({ bookings: 5 });
  navan.control.faults([{ match: { path: '/v1/bookings' }, fault }]);
  expect(calmLimits.maxBodyBytes).toBe(LIMITS.maxBodyBytes);
  return faultyRead(navan, {
    streams: ['bookings'],
    config: fromNow(),
    limits: {
      ...calmLimits,
      idleTimeoutMs: LIMITS.idleTimeoutMs,
      answerTimeoutMs: LIMITS.answerTimeoutMs,
    },
  });
}

const messageOf = ({ errors }: ConnectorRun): string => errors[0]?.message ?? '';

describe('size', () => {
  const long = (bytes: number): string => `"purpose":"${'x'.repeat(bytes)}"`;

  it('given a page of 60 MB, when read, then its records are sent', async () => {
    const records = Array.from({ length: 60 }, (_, index) => booking(String(index), long(MB)));
    const body = page(...records);
    const read = await readOf({
      kind: 'status',
      status: 200,
      headers: json,
      body,
    });
    expect(read.failedStreams).toEqual([]);
    const sent = read.records();
    expect(sent).toHaveLength(60);
    expect(sent.every((record, index) => record === records[index])).toBe(true);
  });

  it.each([
    [
      '70 MB',
      { kind: 'status', status: 200, headers: json, body: page(booking('a', long(70 * MB))) },
    ],
    ['100 MB in gzip', { kind: 'gzipBomb', bytes: 100 * MB }],
    ['no end', { kind: 'endless' }],
  ] as const)(
    'given a page of %s, when read, then the stream fails without a retry and names the limit',
    async (_, fault) => {
      const read = await readOf(fault);
      expect(read.failedStreams).toEqual(['bookings']);
      expect(messageOf(read)).toMatch(/body is larger than 67108864 bytes/);
      expect(read.records()).toEqual([]);
      expect(setbacks(read).filter((setback) => !setback.startsWith('fail: '))).toEqual([]);
    },
  );

  it('given a header of 1 MB, when read, then the stream fails and says so', async () => {
    const read = await readOf({ kind: 'hugeHeader', bytes: MB });
    expect(read.failedStreams).toEqual(['bookings']);
    expect(messageOf(read)).toContain('response headers from 127.0.0.1');
    expect(messageOf(read)).toContain('too large');
  });
});

describe('depth', () => {
  const nested = (levels: number): string =>
    `"customFields":${'['.repeat(levels)}${']'.repeat(levels)}`;
  const answer = (levels: number): Fault => ({
    kind: 'status',
    status: 200,
    headers: json,
    body: page(booking('deep', nested(levels))),
  });

  // The page, its list and the record are three levels themselves.
  it('given records nested as deep as allowed, when read, then they are sent', async () => {
    const read = await readOf(answer(117));
    expect(read.failedStreams).toEqual([]);
    expect(read.records()).toHaveLength(1);
  });

  it.each([118, 1_000_000])(
    'given %i nested lists in a record, when read, then the stream fails and names the limit',
    async (levels) => {
      const read = await readOf(answer(levels));
      expect(read.failedStreams).toEqual(['bookings']);
      expect(messageOf(read)).toContain('at most 120 levels of nesting');
    },
  );
});

describe('pages that always name a next one', () => {
  /** Reads one day of fees from an API that returns these records page by page, with a new cursor each time. */
  async function readEndless(rows: (page: number) => readonly string[]) {
    const navan = await simulator();
    let pages = 0;
    const front = await startFront(navan, {
      answer: (path) => {
        if (!path.startsWith('/v1/expense/fees')) return undefined;
        const content = rows(pages++).map((id) => `{"id":"${id}","modified_timestamp":"${today}"}`);
        return `{"content":[${content.join(',')}],"next_cursor":"page-${pages}","has_next":true}`;
      },
    });
    fronts.push(front);
    const read = await faultyRead(front, {
      streams: ['transactions'],
      config: { start_date: today, transaction_types: ['fees'] },
      limits: calmLimits,
    });
    return { read, pages, sent: read.records('transactions') };
  }

  it('given no records, when read, then it ends after twenty pages and says why', async () => {
    const { read, pages } = await readEndless(() => []);
    expect(read.failedStreams).toEqual(['transactions']);
    expect(messageOf(read)).toContain('20 pages in a row without a new record');
    expect(pages).toBe(20);
  });

  it('given the same records on every page, when read, then they are sent once and the read ends', async () => {
    const { read, pages, sent } = await readEndless(() => ['a', 'b', 'c']);
    expect(read.failedStreams).toEqual(['transactions']);
    expect(messageOf(read)).toContain('20 pages in a row without a new record');
    expect(sent).toHaveLength(3);
    expect(pages).toBe(21);
  });

  it('given a long series that starts over at its end, when read, then the read ends', async () => {
    const total = 40_250;
    const { read, pages, sent } = await readEndless((number) =>
      Array.from({ length: 500 }, (_, index) => String((number * 500 + index) % total)),
    );
    expect(read.failedStreams).toEqual(['transactions']);
    expect(messageOf(read)).toContain('20 pages in a row without a new record');
    expect(sent).toHaveLength(total);
    expect(pages).toBeLessThan(110);
  });
});
