import type { Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import type { ConnectorRun } from '../support/connector-run';
import { TYPES } from '../support/transaction-types';
import { expectIds } from '../support/records';

/** One part of the API always fails; the others work. */

const simulator = simulators();
const STREAMS = ['bookings', 'transactions', 'users'];
type Type = (typeof TYPES)[number];

const start_date = `${new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
const config = { start_date };
const world = { bookings: 0, layout: [{ created: start_date, count: 130 }], users: 20 };

const idOf = (text: string): string => (JSON.parse(text) as { id: string }).id;

function idsOf(navan: Simulator, type: Type): readonly string[] {
  return [...navan.control.truth('transactions', { type, from: start_date })].map(idOf);
}

function sentOf(read: ConnectorRun, type: Type): readonly string[] {
  const records = read.records('transactions');
  return records.filter((text) => text.includes(`"transaction_source":"${type}"`)).map(idOf);
}

const failing = (path: string) =>
  [{ match: { path }, fault: { kind: 'status', status: 500 } }] as const;

/** The first, a middle one and the last. */
it.each(['card-transactions', 'fees', 'disputes'] as const)(
  'given an endpoint of %s that always returns 500, when read, then all else is complete, and the next read catches up',
  async (type) => {
    const navan = await simulator({ ...world, transactions: 40 });
    navan.control.faults(failing(`/v1/expense/${type}`));
    const read = await sync(navan, { streams: STREAMS, config });

    expect(read.failedStreams).toEqual(['transactions']);
    expect(read.statuses('transactions').at(-1)).toBe('INCOMPLETE');
    for (const name of ['bookings', 'users']) expect(read.statuses(name).at(-1)).toBe('COMPLETE');
    expect(read.errors.map(({ stream }) => stream)).toEqual(['transactions']);
    expect(read.errors[0]?.message).toContain(type);
    expect(read.records('bookings')).toHaveLength(truth(navan).length);
    expect(read.records('users')).toHaveLength(20);
    for (const other of TYPES)
      expectIds(other, sentOf(read, other), other === type ? [] : idsOf(navan, other));
    expect(read.cursor(type, 'transactions')).toBeUndefined();

    navan.control.faults([]);
    const next = await sync(navan, { streams: STREAMS, config, state: read.states });
    expect(next.failedStreams).toEqual([]);
    expectIds(type, sentOf(next, type), idsOf(navan, type));
  },
);

it('given users that always return 500, when read, then the other streams are complete', async () => {
  const navan = await simulator({ ...world, transactions: 10 });
  navan.control.faults(failing('/v1/users'));
  const read = await sync(navan, { streams: STREAMS, config });
  expect(read.failedStreams).toEqual(['users']);
  expect(read.statuses('users').at(-1)).toBe('INCOMPLETE');
  expect(read.errors[0]?.failureType).toBe('transient_error');
  expect(read.records('bookings')).toHaveLength(truth(navan).length);
  for (const type of TYPES) expectIds(type, sentOf(read, type), idsOf(navan, type));
});
