import type { SimulatorOptions, Switches } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import { expectIdsAmong, expectRecords } from '../support/records';

const simulator = simulators();

/**
 * Every possible answer to each open question about the API. Bounds, last second and order also
 * have their own tests.
 */
const ANSWERS: { readonly [Name in keyof Switches]: readonly Switches[Name][] } = {
  bounds: ['inclusive', 'exclusive', 'halfOpen'],
  lastSecond: ['whole', 'instant'],
  paging: ['exact', 'fromOne'],
  order: ['asc', 'desc', 'none'],
  updatedFrom: ['ignored', 'refused', 'badRequest', 'seconds', 'millis', 'iso'],
  updatedLagSeconds: [0, 3600],
  updatedHides: [[], ['cancelled']],
  startDateTo: ['end', 'start', 'ignored'],
  dateRanges: [['created', 'startDate', 'updated'], ['created']],
  withoutDates: ['named', 'unnamed', 'served'],
  bookingUuid: ['refused', 'honoured', 'ignored'],
  emptyPage: ['counts', 'null', 'absent'],
  euHeader: ['required', 'optional'],
  hosts: ['apart', 'shared'],
  // Not only 'basic': that form is known to work, and the connector uses no other.
  tokenAuth: ['both', 'form'],
  tokensInForce: ['all', 'newest'],
  oversize: ['error', 'clamp'],
  maxPageDepth: [null, 1],
  pastDepth: ['error', 'html', 'empty'],
  unseenPaths: ['served', 'missing'],
  missingPaths: [[], ['gl-codes']],
  listEnvelope: ['content', 'data', 'list'],
  settingsEnvelope: ['bare', 'content', 'data'],
  defaultFieldGroups: [[], ['POLICY', 'ERP']],
  lineItems: ['group', 'always', 'refused'],
  receiptFields: [
    ['receipt_url', 'e_receipt_url'],
    ['link', 'e_link'],
  ],
  receiptHost: ['apart', 'own'],
  deadReceipts: ['403', '404', '410'],
  receiptBytes: [2000, 0],
  birthDate: ['user', 'name'],
  emptyFields: ['mixed', 'absent', 'null'],
  emptyViolationTypes: ['""', '[]', 'null'],
  unitaryPrice: ['whole', 'perDay'],
  exchangeRate: ['perUsd', 'inUsd', 'unrelated'],
  carbonUnit: ['tons', 'kilograms', 'grams'],
  cancelledTotal: ['positive', 'negative', 'zero', 'null'],
  invoiceHost: ['apart', 'own'],
  invoiceOpens: ['signIn', 'token', 'always'],
  errorBody: ['json', 'empty', 'html', 'text'],
  idHeaders: [[], ['x-request-id']],
  gzip: [true, false],
  lagSeconds: [0, 3600],
  spacing: ['compact', 'lines'],
  prepare: [false, true],
  exchanges: ['replaced', 'kept', 'inPlace'],
  fxFee: ['row', 'inside', 'alone'],
  personalAmount: ['inside', 'outside'],
  positiveCredits: [['REPAYMENT'], []],
  expenseRate: ['postedPerOriginal', 'originalPerPosted'],
  payouts: ['fields', 'rows'],
  relatedBy: ['reporting_transaction_id', 'source_id', 'none'],
};

const LEDGER: Partial<SimulatorOptions> = { expenses: 'ledger' };

/** What makes a switch matter. */
const WITH: { readonly [Name in keyof Switches]?: Partial<SimulatorOptions> } = {
  exchanges: { travel: 'trips' },
  fxFee: LEDGER,
  personalAmount: LEDGER,
  positiveCredits: LEDGER,
  expenseRate: LEDGER,
  payouts: LEDGER,
  relatedBy: LEDGER,
  euHeader: { region: 'eu' },
  hosts: { region: 'eu' },
  pastDepth: { maxPageDepth: 1 },
  errorBody: { maxPageDepth: 1 },
};
const LIMITS: readonly SimulatorOptions['limit'][] = (
  ['none', 'ratelimit', 'x-ratelimit'] as const
).map((headers) => ({ perSecond: 1000, headers }));

const CASES: readonly (readonly [string, Partial<SimulatorOptions>])[] = [
  ...(Object.keys(ANSWERS) as (keyof Switches)[]).flatMap((name) =>
    ANSWERS[name].map(
      (answer) =>
        [`${name}: ${JSON.stringify(answer)}`, { ...WITH[name], [name]: answer }] as const,
    ),
  ),
  ...LIMITS.map((limit) => [`limit headers: ${String(limit?.headers)}`, { limit }] as const),
];

const layout = [
  { created: '2026-09-30T23:59:59.000Z', count: 3, stepMs: 500 },
  { created: '2026-10-05T00:00:00Z', count: 150, stepMs: 10_000_000 },
];
const UNSEEN = ['users', 'transaction_receipts'];

/** Line breaks between tokens are not compared. */
const values = (texts: readonly string[]): string[] =>
  texts.map((text) => JSON.stringify(JSON.parse(text))).sort();

describe.each(CASES)('given an API where %s holds', (_, options) => {
  const world = { seed: 3, bookings: 0, layout, users: 5, transactions: 40, ...options };
  const config = { start_date: '2026-09-01T00:00:00Z', transaction_types: ['fees'] };
  const missing = options.unseenPaths === 'missing' ? UNSEEN : [];

  it('when read in full, then every record is sent once, and only an absent endpoint fails', async () => {
    const navan = await simulator(world);
    const streams = ['bookings', 'transactions', ...UNSEEN];
    const read = await sync(navan, { streams, mode: 'full_refresh', config });
    expect([...read.failedStreams].sort()).toEqual([...missing].sort());
    expectRecords('bookings', values(read.records('bookings')), values(truth(navan, 'bookings')));
    const users = missing.length > 0 ? [] : values(truth(navan, 'users'));
    expectRecords('users', values(read.records('users')), users);
    const fees = truth(navan, 'fees').map(
      (text) => `${text.slice(0, -1)},"transaction_source":"fees"}`,
    );
    expectRecords('transactions', values(read.records('transactions')), values(fees));
    const receipts = read.ids('transaction_receipts', 'transaction_id');
    expect(receipts.length > 0).toBe(missing.length === 0);
    expect(new Set(receipts).size).toBe(receipts.length);
  });

  it('when records change between two incremental reads, then the second has every visible change', async () => {
    const navan = await simulator(world);
    const streams = ['bookings', 'transactions'];
    const first = await sync(navan, { streams, config });
    const changed = navan.control.change('bookings', 20, { fields: { purpose: 'changed' } });
    const fees = navan.control.change('fees', 3, { fields: { policy: 'changed' } });
    const { lagSeconds = 0 } = options;
    navan.control.setNow(new Date(Date.now() + lagSeconds * 1000).toISOString());
    const second = await sync(navan, { streams, config, state: first.states });
    expect(second.failedStreams).toEqual([]);
    const texts = new Set(values(second.records('bookings')));
    const wanted = truth(navan, 'bookings').filter((text) => text.includes('"changed"'));
    expect(wanted).toHaveLength(changed.length);
    expect(values(wanted).filter((text) => !texts.has(text))).toEqual([]);
    expectIdsAmong('transactions', second.ids('transactions', 'id'), fees);
  });
});

describe('given an API where bookings may disappear', () => {
  it('when one does between two reads, then the others are sent and one warning counts it', async () => {
    const navan = await simulator({ seed: 3, bookings: 0, layout });
    const config = { start_date: '2026-09-01T00:00:00Z' };
    const first = await sync(navan, { config });
    navan.control.remove('bookings', 1);
    navan.control.change('bookings', 500, { fields: { purpose: 'changed' } });
    const second = await sync(navan, { config, state: first.states });
    expectRecords('bookings', values(second.records()), values(truth(navan)));
    expect(second.warnings('fewer records than last time')).toHaveLength(1);
  });
});
