import fc from 'fast-check';
import { startSimulator, type Simulator } from '../../simulator';
import type { Block } from '../../simulator/data/times';
import type { SyncMode } from '../../src/protocol/catalog';
import type { States } from '../support/connector-run';
import { machineTime } from './support/machine-time';
import { planned } from './support/planned';
import { read, selected } from './support/sync';

const NOW = '2026-11-24T12:00:00Z';
machineTime(NOW);

const HOUR = 3_600_000;
const MONTHS = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'];
const STREAMS = ['bookings', 'transactions', 'users', 'transaction_receipts', 'statement_payments'];
const FURTHER = ['expense_custom_fields', 'gl_codes', 'gl_code_settings', 'tax_mappings'];

interface Case {
  readonly months: readonly number[];
  readonly users: number;
  readonly transactions: number;
  readonly catalog: readonly { readonly name: string; readonly mode: SyncMode }[];
  readonly config: Readonly<Record<string, unknown>>;
  /** Syncs before the one that is planned. */
  readonly syncsBefore: number;
  readonly hoursAgo: number;
  /** Months whose cursor the state lacks. */
  readonly forgotten: readonly string[];
  readonly start: string;
}

/** Around whole pages, and between them. */
const records = fc.oneof(
  fc.constantFrom(0, 1, 99, 100, 101, 200),
  fc.integer({ max: 250, min: 0 }),
);
const mode = fc.constantFrom<SyncMode>('incremental', 'full_refresh');
const syncs = fc.record<Case>({
  months: fc.array(records, { minLength: MONTHS.length, maxLength: MONTHS.length }),
  users: records,
  transactions: fc.constantFrom(0, 3, 520),
  catalog: fc
    .subarray([...STREAMS, ...FURTHER], { minLength: 1 })
    .chain((names) =>
      fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), mode }))),
    ),
  config: fc.record(
    {
      bookings_recheck_hours: fc.constantFrom(0, 24, 200),
      transaction_types: fc.subarray(['fees', 'repayments', 'disputes'], { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  syncsBefore: fc.integer({ min: 0, max: 2 }),
  hoursAgo: fc.constantFrom(0, 1, 23, 24, 170, 24 * 120),
  forgotten: fc.subarray(MONTHS, { maxLength: 2 }),
  start: fc.constantFrom('2026-05-01', '2026-06-15', '2026-09-30'),
});

const layout = (counts: readonly number[]): readonly Block[] =>
  MONTHS.map((month, index) => ({
    created: `${month}-10T00:00:05Z`,
    count: counts[index] ?? 0,
    stepMs: 60_000,
  })).filter(({ count }) => count > 0);

/** As of a sync that began earlier, without some months. */
function aged(states: States, hours: number, forgotten: readonly string[]): States {
  const shift = (key: string, value: unknown): unknown =>
    (key === 'lastModified' || key === 'modified_timestamp') && typeof value === 'string'
      ? new Date(Date.parse(value) - hours * HOUR).toISOString()
      : value;
  const isKept = ({ partition }: { partition: { created_month?: string } }): boolean =>
    !forgotten.includes(partition.created_month ?? '');
  return new Map(
    [...states].map(([name, state]) => {
      const { states: parts, ...rest } = JSON.parse(JSON.stringify(state, shift)) as {
        states?: { partition: object }[];
      };
      return [name, parts ? { ...rest, states: parts.filter(isKept) } : rest] as const;
    }),
  );
}

const UPCOMING = 'trips under way or ahead';

/** Requests by stream and part. */
function sent(navan: Simulator): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { path, params } of navan.control.requests()) {
    // Whether the API has a filter for changes.
    if ('updatedFrom' in params) continue;
    const since = Number(params['createdFrom']) + 1;
    const month = (): string => new Date(since * 1000).toISOString().slice(0, 7);
    const isUpcoming = 'startDateFrom' in params;
    const key = isUpcoming ? UPCOMING : path === '/v1/bookings' ? month() : path;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const PATHS: Readonly<Record<string, string>> = {
  users: '/v1/users',
  transaction_receipts: '/v1/expense/transactions/receipts',
  statement_payments: '/v1/expense/statement-payments',
  expense_custom_fields: '/v1/expense/custom-fields',
  gl_codes: '/v1/expense/gl-codes',
  gl_code_settings: '/v1/expense/gl-code-settings',
  tax_mappings: '/v1/expense/tax-mappings',
};
const keyOf = (stream: string, part: string): string =>
  PATHS[stream] ?? (stream === 'bookings' ? part : `/v1/expense/${part}`);

/** Streams whose counts the API states, so that their requests are known in advance. */
const COUNTED = ['bookings', 'users', 'gl_code_settings'];

async function checkCase(given: Case, navan: Simulator): Promise<void> {
  const config = navan.config({ ...given.config, start_date: `${given.start}T00:00:00Z` });
  const catalog = { streams: given.catalog.map(({ name, mode }) => selected(name, mode)) };
  let states: States = new Map();
  for (let count = 0; count < given.syncsBefore; count++)
    states = (await read(config, catalog, states)).states;
  const state = aged(states, given.hoursAgo, given.forgotten);
  navan.control.resetLog();
  const plan = await planned({ config: () => config }, { catalog, state }, '--ask');
  navan.control.resetLog();
  const before = await planned({ config: () => config }, { catalog, state });
  expect(navan.control.requests()).toEqual([]);
  const { code } = await read(config, catalog, state);
  expect([plan.run.code, before.run.code, code]).toEqual([0, 0, 0]);
  const requests = sent(navan);
  for (const { sync, streams } of [before, plan]) {
    expect(requests.get('/ta-auth/oauth/token') ?? 0).toBe(sync.token_request_count);
    const upcoming = streams.get('bookings')?.upcoming_trips;
    expect(requests.get(UPCOMING) ?? 0).toBeGreaterThanOrEqual(upcoming?.request_count_min ?? 0);
    expect(requests.get(UPCOMING) ?? 0).toBeLessThanOrEqual(upcoming?.request_count_max ?? 0);
    for (const { stream, parts } of streams.values())
      for (const { part, due, request_count_min: min, request_count_max: max } of parts) {
        const found = { stream, part, requests: requests.get(keyOf(stream, part)) ?? 0 };
        expect({ ...found, due: found.requests > 0 }).toEqual({ ...found, due });
        expect({ ...found, ok: min <= found.requests }).toEqual({ ...found, ok: true });
        expect({ ...found, ok: found.requests <= (max ?? Infinity) }).toEqual({
          ...found,
          ok: true,
        });
      }
  }
  for (const name of COUNTED) {
    for (const part of plan.streams.get(name)?.parts ?? [])
      expect(part.request_count_max).toBe(part.request_count_min);
  }
}

it('given any state and catalog, when a sync is planned and then read, then it requests the parts and the pages of the plan', async () => {
  await fc.assert(
    fc.asyncProperty(syncs, async (given) => {
      const { months, users, transactions } = given;
      const options = { users, transactions, layout: layout(months), now: NOW };
      const navan = await startSimulator(options);
      try {
        await checkCase(given, navan);
      } finally {
        await navan.close();
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
