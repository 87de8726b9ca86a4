import type { SimulatorOptions, Switches } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();

/** Every answer to each open question about the API. Bounds, last second and order have tests of their own, too. */
const ANSWERS: { readonly [Name in keyof Switches]: readonly Switches[Name][] } = {
  bounds: ['inclusive', 'exclusive', 'halfOpen'],
  lastSecond: ['whole', 'instant'],
  order: ['asc', 'desc', 'none'],
  updatedFrom: ['ignored', 'seconds', 'millis', 'iso'],
  euHeader: ['required', 'optional'],
  // Not 'basic' alone: that the form is taken has been seen, and the connector uses nothing else.
  tokenAuth: ['both', 'form'],
  oversize: ['error', 'clamp'],
  maxPageDepth: [null, 1],
  defaultFieldGroups: [[], ['POLICY', 'ERP']],
  receiptFields: [
    ['receipt_url', 'e_receipt_url'],
    ['link', 'e_link'],
  ],
  emptyFields: ['mixed', 'absent', 'null'],
  emptyViolationTypes: ['""', '[]'],
  errorBody: ['json', 'empty', 'html'],
  gzip: [true, false],
  lagSeconds: [0, 3600],
  spacing: ['compact', 'lines'],
  prepare: [false, true],
};
const LIMITS: readonly SimulatorOptions['limit'][] = (
  ['none', 'ratelimit', 'x-ratelimit'] as const
).map((headers) => ({ perSecond: 1000, headers }));

const CASES: readonly (readonly [string, Partial<SimulatorOptions>])[] = [
  ...Object.entries(ANSWERS).flatMap(([name, answers]) =>
    answers.map((answer) => [`${name}: ${JSON.stringify(answer)}`, { [name]: answer }] as const),
  ),
  ...LIMITS.map((limit) => [`limit headers: ${String(limit?.headers)}`, { limit }] as const),
];

const layout = [
  { created: '2026-09-30T23:59:59.000Z', count: 3, stepMs: 500 },
  { created: '2026-10-05T00:00:00Z', count: 150, stepMs: 10_000_000 },
];

/** What line breaks between tokens are, is not what is compared. */
const values = (texts: readonly string[]): string[] =>
  texts.map((text) => JSON.stringify(JSON.parse(text))).sort();

describe.each(CASES)('given an API of which %s holds', (_, options) => {
  const world = { seed: 3, bookings: 0, layout, users: 5, transactions: 8, ...options };
  const region = 'euHeader' in options ? ('eu' as const) : ('us' as const);
  const config = { start_date: '2026-09-01T00:00:00Z', transaction_types: ['fees'] };
  const streams = ['bookings', 'users', 'transactions', 'transaction_receipts'];

  it('when read in full, then every record comes once', async () => {
    const navan = await simulator({ ...world, region });
    const read = await sync(navan, { streams, mode: 'full_refresh', config });
    expect(read.failedStreams).toEqual([]);
    expect(values(read.records('bookings'))).toEqual(values(truth(navan, 'bookings')));
    expect(values(read.records('users'))).toEqual(values(truth(navan, 'users')));
    const fees = truth(navan, 'fees').map(
      (text) => `${text.slice(0, -1)},"transaction_source":"fees"}`,
    );
    expect(values(read.records('transactions'))).toEqual(values(fees));
    const receipts = read.ids('transaction_receipts', 'transaction_id');
    expect(new Set(receipts).size).toBe(receipts.length);
  });

  it('when changed between two incremental reads, then the second has every change that shows', async () => {
    const navan = await simulator({ ...world, region });
    const first = await sync(navan, { streams: ['bookings', 'transactions'], config });
    const changed = navan.control.change('bookings', 20, { fields: { purpose: 'changed' } });
    const fees = navan.control.change('fees', 3, { fields: { policy: 'changed' } });
    const { lagSeconds = 0 } = options;
    navan.control.setNow(new Date(Date.now() + lagSeconds * 1000).toISOString());
    const second = await sync(navan, {
      streams: ['bookings', 'transactions'],
      config,
      state: first.states,
    });
    expect(second.failedStreams).toEqual([]);
    const texts = new Set(values(second.records('bookings')));
    const wanted = truth(navan, 'bookings').filter((text) => text.includes('"changed"'));
    expect(wanted).toHaveLength(changed.length);
    expect(values(wanted).filter((text) => !texts.has(text))).toEqual([]);
    expect(second.ids('transactions', 'id')).toEqual(expect.arrayContaining([...fees]));
  });
});
