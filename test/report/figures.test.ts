import { requestLines } from '../support/connector-run';
import { simulators } from '../e2e/support/simulated';
import { sync } from '../e2e/support/sync';
import { drawn } from './support';

const simulator = simulators();

const counted = (words: readonly unknown[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const word of words) counts[String(word)] = (counts[String(word)] ?? 0) + 1;
  return counts;
};

const digits = (text = ''): number => Number(text.replaceAll(',', ''));

it('given a sync with faults, when drawn, then the figures of the page are those of its log', async () => {
  const navan = await simulator({ bookings: 2000, since: '2026-08-01T00:00:00Z', users: 150 });
  navan.control.faults([
    { match: { path: '/v1/users', nth: 1 }, fault: { kind: 'status', status: 503 } },
    { match: { path: '/v1/users', nth: 2 }, fault: { kind: 'status', status: 401 } },
    { match: { path: '/v1/bookings', nth: [2, 5] }, fault: { kind: 'reset' } },
  ]);
  const read = await sync(navan, {
    streams: ['bookings', 'users', 'gl_codes'],
    config: { start_date: '2026-08-01T00:00:00Z', advanced: { request_log: true } },
  });
  const requests = requestLines(read).filter((line) => line['airbyte.stream'] !== undefined);
  const page = drawn(read.stdout);

  const byOutcome = page.rows('outcomes').map(([, outcome, count]) => [outcome, digits(count)]);
  expect(Object.fromEntries(byOutcome)).toEqual(
    counted(requests.map((line) => line['navan.outcome'])),
  );
  const ended = read.lines.find(({ sentence }) => sentence === 'The sync has ended.');
  const figures = [page.tiles['requests'], page.tiles['of them sent again'], page.tiles['records']];
  expect(figures.map(digits)).toEqual([
    ended?.facts['requests'],
    ended?.facts['repeated'],
    ended?.facts['records'],
  ]);
  expect(digits(page.tiles['requests'])).toBe(requests.length);
  const records = page
    .rows('streams')
    .map(([stream, status, , , count]) => [stream, status, digits(count)]);
  expect(records).toEqual(
    ['bookings', 'users', 'gl_codes'].map((stream) => [
      stream,
      'complete',
      read.records(stream).length,
    ]),
  );
  expect(page.charts).toContain('Records of each stream');
  expect(page.texts('.missing')).toEqual([]);
});

it('given a sync without request lines, when drawn, then it says how to switch them on and draws the rest', async () => {
  const navan = await simulator({ bookings: 50, users: 20 });
  const page = drawn((await sync(navan, { streams: ['bookings', 'users'] })).stdout);
  expect(page.verdict).toBe('Complete: all 2 streams');
  expect(page.charts).toEqual(['Records of each stream']);
  expect(page.texts('.missing').join(' ')).toContain('advanced.request_log');
});

it('given a month that cannot be read, when drawn, then the page names stream, error and advice', async () => {
  const navan = await simulator({ bookings: 200, since: '2026-10-01T00:00:00Z' });
  const [from, to] = ['2026-10-10T00:00:00Z', '2026-10-10T00:00:01Z'].map(
    (time) => Date.parse(time) / 1000,
  );
  navan.control.faults([
    {
      match: { path: '/v1/bookings', touches: [from ?? 0, to ?? 0] },
      fault: { kind: 'status', status: 400 },
    },
  ]);
  const read = await sync(navan, {
    config: { start_date: '2026-10-01T00:00:00Z', advanced: { request_log: true } },
  });
  expect(read.failedStreams).toEqual(['bookings']);
  const page = drawn(read.stdout);
  expect(page.verdict).toBe('Incomplete: bookings (0 of 1 stream complete)');
  expect(page.texts('.error strong code')).toEqual(read.errors.map(({ code }) => code));
  expect(page.texts('.error').join(' ')).toContain('What to do:');
});
