import type { Simulator } from '../../simulator';
import { machineTime } from './support/machine-time';
import { simulators } from './support/simulated';
import { sync } from './support/sync';
import type { States } from '../support/connector-run';

const simulator = simulators();
const NOW = '2026-11-20T10:00:00Z';
machineTime(NOW);
const fees = { streams: ['transactions'] };
const types = { transaction_types: ['fees'] };

const stateAt = (modified_timestamp: string): States =>
  new Map([
    [
      'transactions',
      { states: [{ partition: { transaction_type: 'fees' }, cursor: { modified_timestamp } }] },
    ],
  ]);

/** The requested days, without duplicates. */
const days = (navan: Simulator): string[] => [
  ...new Set(
    navan.control
      .requests()
      .filter(({ path }) => path === '/v1/expense/fees')
      .map(
        ({ params }) =>
          `${String(params['date_modified.from'])} ${String(params['date_modified.to'])}`,
      ),
  ),
];

describe('requested days of transactions', () => {
  it.each([
    ['a start date long ago', '2024-01-01T00:00:00Z', undefined, '2026-09-01'],
    ['a start date after the floor', '2026-10-05T22:00:00Z', undefined, '2026-10-05'],
    ['a cursor', '2024-01-01T00:00:00Z', '2026-11-10T12:00:00.000Z', '2026-11-09'],
    ['a cursor early in a day', '2024-01-01T00:00:00Z', '2026-11-10T00:00:00.000Z', '2026-11-09'],
    [
      'a cursor just after the floor',
      '2024-01-01T00:00:00Z',
      '2026-09-01T12:00:00.000Z',
      '2026-09-01',
    ],
    ['a cursor before the floor', '2024-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z', '2026-09-01'],
    ['a cursor in the future', '2024-01-01T00:00:00Z', '2124-01-01T00:00:00.000Z', '2026-11-20'],
  ])(
    'given %s, when read, then they are from there to today',
    async (_, start_date, cursor, from) => {
      const navan = await simulator({ bookings: 0, transactions: 20, now: NOW });
      const read = await sync(navan, {
        ...fees,
        config: { ...types, start_date },
        ...(cursor ? { state: stateAt(cursor) } : {}),
      });
      expect(read.failedStreams).toEqual([]);
      expect(days(navan)).toContain(`${from} 2026-11-20`);
      // The first response may be to a request that used this machine's clock.
      expect(days(navan).length).toBeLessThanOrEqual(2);
    },
  );

  it('given a cursor in the future, when read, then no record is sent, the cursor keeps its format and a warning says so', async () => {
    const navan = await simulator({ bookings: 0, transactions: 20 });
    const state = stateAt('2124-01-01T00:00:00.000Z');
    const read = await sync(navan, { ...fees, config: types, state });
    expect(read.records('transactions')).toEqual([]);
    expect(read.cursor('fees', 'transactions')).toBe('2124-01-01T00:00:00.000Z');
    expect(read.warnings('is in the future')).toHaveLength(1);
  });
});
