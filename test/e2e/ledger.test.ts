import type { States } from '../support/connector-run';
import { simulators } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();
const config = { start_date: '2026-09-01T00:00:00Z' };
const streams = ['transactions', 'statement_payments'];

/** By id, without the field that the connector adds. */
const asRows = (texts: Iterable<string>): [string, unknown][] =>
  [...texts].map((text) => {
    const row = JSON.parse(text) as { id: string; transaction_source?: string };
    delete row.transaction_source;
    return [row.id, row];
  });

it('given a company with a ledger, when its transactions go through their states between syncs, then the newest records are the truth', async () => {
  const navan = await simulator({
    expenses: 'ledger',
    bookings: 0,
    transactions: 60,
    now: '2026-11-24T12:00:00Z',
  });
  const known = new Map<string, unknown>();
  let state: States = new Map();
  for (const now of ['2026-11-24T12:00:00Z', '2026-11-27T08:10:00Z', '2026-12-04T23:59:59Z']) {
    navan.control.setNow(now);
    const read = await sync(navan, { streams, config, state });
    expect(read.failedStreams).toEqual([]);
    for (const stream of streams)
      for (const [id, row] of asRows(read.records(stream))) known.set(id, row);
    state = read.states;
  }
  const truth = (['transactions', 'statement_payments'] as const).flatMap((stream) =>
    asRows(navan.control.truth(stream, { history: true })),
  );
  expect(Object.fromEntries(known)).toEqual(Object.fromEntries(truth));
});
