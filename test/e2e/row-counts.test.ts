import type { JsonObject } from '../../src/config/json';
import { simulators } from './support/simulated';
import { sync } from './support/sync';
import type { ConnectorRun } from '../support/connector-run';
import { expectIds } from '../support/records';

const simulator = simulators();
const config = { start_date: '2026-09-01T00:00:00Z', bookings_recheck_hours: 0 };

const rowsOf = (read: ConnectorRun): unknown =>
  (read.states.get('bookings')?.['source_navan'] as JsonObject)['rows'];

describe('the record count of a month', () => {
  it('given records that two months may return, when read repeatedly, then the counts stay the same and none seems deleted', async () => {
    const navan = await simulator({ bookings: 0 });
    const at = '2026-10-01T00:00:00.000Z';
    const old = { created: null, lastModified: '2026-10-01T00:00:00.000Z' };
    const ids = navan.control.insert(
      'bookings',
      ['a', 'b', 'c'].map((uuid) => ({ uuid, ...old })),
      { at },
    );
    const first = await sync(navan, { config });
    expectIds('bookings', first.ids(), ids);
    const second = await sync(navan, { config, state: first.states });
    expectIds('bookings', second.ids(), []);
    navan.control.change('bookings', ids, { fields: { purpose: 'later' } });
    const third = await sync(navan, { config, state: second.states });
    expectIds('bookings', third.ids(), ids);
    const counts = { '2026-09': 3, '2026-10': 3, '2026-11': 0 };
    expect([first, second, third].map(rowsOf)).toEqual([counts, counts, counts]);
    for (const read of [second, third]) expect(read.warnings('fewer records')).toEqual([]);
  });

  it('given a month that is split in one sync only, when read, then its count is the same', async () => {
    const navan = await simulator({
      bookings: 0,
      layout: [{ created: '2026-09-01T00:00:00Z', count: 120, stepMs: 20_000_000 }],
    });
    const createdFrom = String(Date.parse('2026-09-01T00:00:00Z') / 1000 - 1);
    const createdTo = String(Date.parse('2026-10-01T00:00:00Z') / 1000);
    const first = await sync(navan, { config });
    navan.control.faults([
      {
        match: { path: '/v1/bookings', page: 1, params: { createdFrom, createdTo } },
        fault: { kind: 'status', status: 500 },
      },
    ]);
    const second = await sync(navan, { config, state: first.states });
    expect(second.failedStreams).toEqual([]);
    expect(rowsOf(second)).toEqual(rowsOf(first));
  });
});
