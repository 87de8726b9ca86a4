import { gzipSync } from 'node:zlib';
import {
  asContainer,
  asDownloaded,
  asProtocol,
  asText,
  DOWNLOADED,
  message,
  record,
  requestText,
  SYNC,
} from './lines';
import { drawn, evaluated, inFolder, Page, program } from './support';

const LOGS = [
  ['the connector’s own output', asProtocol()],
  ...DOWNLOADED.map(([format, log]) => [`a log of Airbyte ${format}`, log] as const),
  ['a container’s log', asContainer()],
] as const;

describe.each(LOGS)('given %s', (_, log) => {
  const page = drawn(log);

  it('when drawn, then it says how the sync ended, when and with what', () => {
    expect(page.verdict).toBe('Complete: all 2 streams');
    expect(page.text).toContain('took 14 s: 28 November 2026, 10:00:0');
    expect(page.text).toContain('UTC');
    expect(page.tiles).toMatchObject({
      duration: '14 s',
      records: '200',
      requests: '4',
      'of them sent again': '1',
      'waited: rate limit': '5 s',
    });
  });

  it('when drawn, then requests, streams and pauses are those of the log', () => {
    expect(page.rows('outcomes')).toEqual([
      ['answered', 'succeed', '3', '75 %'],
      ['failed, sent again', 'retry', '1', '25 %'],
    ]);
    expect(page.rows('streams').map((cells) => cells.slice(0, 6))).toEqual([
      ['bookings', 'complete', 'incremental', '1', '180', '3'],
      ['users', 'complete', 'full_refresh', '1', '20', '3'],
    ]);
    expect(page.charts.slice(0, 4)).toEqual([
      'Requests per second, by what followed',
      'Time the API takes for a response',
      'What the sync waited for',
      'Partitions and their time windows',
    ]);
    expect(page.text).toContain('Times on hold: rate limit 5 s.');
    expect(page.text).toContain('the rate that the limit allows: 2.5 a second');
  });
});

it('given a log in another time zone, when drawn, then its pauses are where its requests are', () => {
  const { holds } = drawn(asDownloaded('info ')).found;
  expect(holds).toHaveLength(1);
  expect(drawn(asDownloaded('info ', -5)).found.holds).toEqual(holds);
});

it('given records, when drawn, then each stream has its number over time', () => {
  const records = [1, 2, 3, 4].map((seconds) => record('bookings', seconds));
  const page = drawn(`${asProtocol()}${asText([...records, record('users', 5)])}`);
  expect(page.texts('figure.records svg text')).toEqual(
    expect.arrayContaining(['bookings', '4', 'users', '1']),
  );
});

it("given a log of Airbyte's page, when it counts records, then all of them are drawn over time", () => {
  // Two of one second: their sum would be 90,000.
  const counts = [40_000, 50_000].map(
    (count) => `2026-11-28 10:00:05 platform > Records read: ${count} (5 MB)`,
  );
  const page = drawn(`${asDownloaded('source > ')}${asText(counts)}`);
  expect(page.charts).toContain('Records of all streams');
  const labels = page
    .texts('figure.records svg text')
    .map((label) => Number(label.replace(',', '')));
  expect(Math.max(...labels.filter((label) => label > 0))).toBeLessThanOrEqual(50_000);
});

it('given a list of failures of Airbyte’s, when drawn, then the source’s are errors with advice', () => {
  const failure = (origin: string, text: string): object => ({
    failureOrigin: origin,
    failureType: 'transient_error',
    internalMessage: 'breaker-open',
    externalMessage: text,
    timestamp: 0,
    streamDescriptor: { name: 'bookings' },
  });
  const list = JSON.stringify(
    [failure('source', 'Said by the source.'), failure('destination', 'Said elsewhere.')],
    null,
    2,
  );
  const page = drawn(
    `${asDownloaded('source > ')}2026-11-28 10:00:16 replication-orchestrator > failures: ${list}\n`,
  );
  expect(page.texts('.error strong code')).toEqual(['breaker-open']);
  expect(page.text).toContain('Said by the source.');
  expect(page.text).toContain('What to do:');
  expect(page.text).not.toContain('Said elsewhere.');
});

it('given a packed log, when drawn, then it is unpacked, whatever its name', () => {
  expect(drawn(gzipSync(asProtocol()), 'packed.log').tiles['requests']).toBe('4');
});

it('given a log on stdin, when drawn, then the page is report.html', () => {
  expect(program(['-'], asProtocol()).stdout).toContain(`Report: ${inFolder('report.html')}`);
  expect(new Page({ out: inFolder('report.html') }).tiles['requests']).toBe('4');
});

describe('given one line', () => {
  const LINES = [
    [
      'a record, which is not parsed whole',
      `${record('users', 0).slice(0, 90)}…cut`,
      { kind: 'record', stream: 'users' },
    ],
    [
      'a sentence',
      message('Waiting for the rate limit. seconds=3 until=2026-11-28T10:00:03Z'),
      { kind: 'sentence', facts: { seconds: 3 } },
    ],
    [
      'a quoted fact',
      message('Retrying a failed request. failure="a \\"b\\" c=d" times=1'),
      { kind: 'sentence', facts: { failure: 'a "b" c=d', times: 1 } },
    ],
    [
      'a request behind other text',
      `2026-11-28 10:00:00 source > x: ${requestText(0)}`,
      { kind: 'request', localAt: Date.parse('2026-11-28T10:00:00Z') },
    ],
    ['a state', '{"type":"STATE","state":{}}', { kind: 'message' }],
    ['another text', 'hello', { kind: 'other' }],
    ['a damaged message', '{"type":"LOG","log":', { kind: 'message' }],
  ] as const;
  const facts = evaluated(
    `import { factOf } from './scripts/report/log-line.mjs'; const result = ${JSON.stringify(LINES.map(([, line]) => line))}.map(factOf)`,
  ) as readonly object[];

  it.each(LINES.map(([name, , expected], index) => [name, facts[index], expected] as const))(
    'when it is %s, then it is understood',
    (_, fact, expected) => {
      expect(fact).toMatchObject(expected);
    },
  );
});

it('given lines longer than the reader keeps, when read, then the others are complete', () => {
  const long = record('bookings', 1, { text: 'x'.repeat(1_000_000) });
  expect(drawn(asText([...SYNC.map(([, text]) => message(text)), long, long])).tiles).toMatchObject(
    { requests: '4', records: '200' },
  );
});
