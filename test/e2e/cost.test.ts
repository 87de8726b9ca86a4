import { join } from 'node:path';
import { requestLines } from '../support/connector-run';
import { ended, start } from '../support/process';
import { simulators } from './support/simulated';
import { readArguments, selected } from './support/sync';

/** What a read costs, in counts, which other load on the machine doesn't change. */

const preload = join(__dirname, '../support/counting.cjs');
const simulator = simulators();
const CONCURRENCY = 4;
/** The writer's batches and one buffer for each request in flight, but none for each page. */
const BUFFERS = 20;

interface Counts {
  readonly parses: number;
  readonly buffers: number;
  readonly copiedBytes: number;
  readonly connections: number;
  readonly receivedBytes: number;
  readonly tokens: number;
  readonly pages: number;
}

async function costOf(count: number): Promise<Counts> {
  const layout = [{ created: '2026-09-10T08:00:00.000Z', count, stepMs: 1000 }];
  const now = '2026-09-20T08:00:00Z';
  const navan = await simulator({ seed: 5, bookings: 0, layout, now, gzip: false });
  const config = navan.config({
    start_date: '2026-09-01T00:00:00Z',
    advanced: { max_concurrency: CONCURRENCY, request_log: true },
    personal_data: { include_passports: true },
  });
  const argv = readArguments(config, { streams: [selected('bookings', 'full_refresh')] });
  const run = await ended(start(argv, { preload }));
  expect([run.code, run.records().length]).toEqual([0, count]);
  const asked = requestLines(run);
  const of = (path: string) => asked.filter((line) => line['url.template'] === path);
  const receivedBytes = of('/v1/bookings').reduce(
    (sum, line) => sum + Number(line['http.response.body.size']),
    0,
  );
  const [pages, tokens] = [of('/v1/bookings').length, of('/ta-auth/oauth/token').length];
  return { ...(JSON.parse(run.stderr) as Counts), receivedBytes, pages, tokens };
}

test('given more pages, when they are read, then nothing is made anew for a record or a page', async () => {
  const [few, many] = [await costOf(550), await costOf(3050)];
  const more = (name: keyof Counts) => many[name] - few[name];
  expect(more('pages')).toBe(25);
  expect(many.tokens).toBe(1);
  expect(many.connections).toBeLessThanOrEqual(CONCURRENCY);
  // The envelope of a page, but no record.
  expect(more('parses')).toBeLessThanOrEqual(25);
  expect(more('buffers')).toBeLessThan(BUFFERS);
  // Into a page's buffer, and from there to the output.
  expect(more('copiedBytes') / more('receivedBytes')).toBeLessThan(2.05);
});
