import type { Simulator } from '../../simulator';
import { simulators } from './support/simulated';
import { sync } from './support/sync';
import type { ConnectorRun, States } from '../support/connector-run';
import { expectIds, expectIdsAmong } from '../support/records';

const simulator = simulators();
const config = { start_date: '2026-08-01T00:00:00Z', bookings_recheck_hours: 0 };
const PAGES = { path: '/v1/bookings', params: { createdFrom: '/^178822079\\d$/' } };
const layout = [{ created: '2026-09-01T00:00:00Z', count: 250, stepMs: 9_000_000 }];

const idsOf = (navan: Simulator): string[] =>
  [...navan.control.truth('bookings')].map((text) => (JSON.parse(text) as { uuid: string }).uuid);

const bookingAt = (uuid: string, created: string): Record<string, string> => ({
  uuid,
  created,
  lastModified: new Date().toISOString(),
});

const read = (navan: Simulator, state?: States): Promise<ConnectorRun> =>
  sync(navan, { config, ...(state ? { state } : { mode: 'full_refresh' }) });

/** Records that existed during the whole read must be sent, without duplicates. */
function expectWhole(result: ConnectorRun, throughout: readonly string[]): void {
  expect(result.failedStreams).toEqual([]);
  const ids = result.ids();
  expectIds('bookings', ids, new Set(ids));
  expectIdsAmong('bookings', ids, throughout);
}

describe.each(['asc', 'desc', 'none'] as const)('records in order %s', (order) => {
  it.each([1, 2])(
    'given a record removed from the front after %i pages, when read, then each remaining record is sent once',
    async (afterRequests) => {
      const navan = await simulator({ bookings: 0, layout, order });
      const [first = ''] = idsOf(navan);
      navan.control.remove('bookings', [first], { afterRequests, match: PAGES });
      expectWhole(await read(navan), idsOf(navan).slice(1));
    },
  );

  it.each([1, 2])(
    'given records inserted at the front after %i pages, when read, then each earlier record is sent once',
    async (afterRequests) => {
      const navan = await simulator({ bookings: 0, layout, order });
      const before = idsOf(navan);
      const added = ['x', 'y', 'z'].map((uuid) => bookingAt(uuid, '2026-09-01T00:00:00Z'));
      navan.control.insert('bookings', added, { afterRequests, match: PAGES });
      expectWhole(await read(navan), before);
    },
  );

  it('given changes during a read, when read again from the state, then the changed records are sent', async () => {
    const navan = await simulator({ bookings: 0, layout, order });
    const changed = navan.control.change(
      'bookings',
      40,
      { fields: { purpose: 'moved' } },
      { afterRequests: 2, match: PAGES },
    );
    const first = await read(navan);
    expectWhole(first, idsOf(navan));
    const second = await read(navan, first.states);
    expectIdsAmong('bookings', second.ids(), changed);
  });

  it('given records inserted during a read, when read again from the state, then no record is missing', async () => {
    const navan = await simulator({ bookings: 0, layout, order });
    const added = ['x', 'y'].map((uuid) => bookingAt(uuid, '2026-09-01T00:00:01Z'));
    navan.control.insert('bookings', added, { afterRequests: 2, match: PAGES });
    const first = await read(navan);
    const second = await read(navan, first.states);
    expectIdsAmong('bookings', [...first.ids(), ...second.ids()], idsOf(navan));
  });
});

describe('a month that keeps changing', () => {
  it('given a record deleted during each of the first three passes, when read, then it is re-read until stable', async () => {
    const navan = await simulator({ bookings: 0, layout });
    const gone = idsOf(navan).slice(0, 3);
    // Each pass has three pages.
    gone.forEach((id, index) => {
      navan.control.remove('bookings', [id], { afterRequests: 2 + index * 3, match: PAGES });
    });
    const result = await read(navan);
    expectWhole(result, idsOf(navan));
    const first = navan.control
      .requests()
      .filter(
        ({ params }) =>
          params['page'] === '0' && /^178822079\d$/u.test(params['createdFrom'] as string),
      );
    expect(first.length).toBeGreaterThan(1);
  });

  it('given a record deleted after every second request, when read, then halves are read and no remaining record is missing', async () => {
    const navan = await simulator({ bookings: 0, layout });
    const gone = idsOf(navan).filter((_, index) => index % 10 === 0);
    gone.forEach((id, index) => {
      navan.control.remove('bookings', [id], { afterRequests: 2 + index * 2 });
    });
    const stays = idsOf(navan).filter((id) => !gone.includes(id));
    expectWhole(await read(navan), stays);
  });
});
