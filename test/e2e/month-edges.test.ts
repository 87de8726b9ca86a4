import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import { expectIds, expectRecords } from '../support/records';

const simulator = simulators();

/** Instants around month boundaries that a window's bound may or may not include. */
const EDGES = [
  '2026-09-30T23:59:58.000Z',
  '2026-09-30T23:59:58.999Z',
  '2026-09-30T23:59:59.000Z',
  '2026-09-30T23:59:59.001Z',
  '2026-09-30T23:59:59.999Z',
  '2026-10-01T00:00:00.000Z',
  '2026-10-01T00:00:00Z',
  '2026-10-01T00:00:00.001Z',
  '2026-10-01T00:00:00.999Z',
  '2026-10-01T00:00:01.000Z',
  '2026-10-31T23:59:59.999Z',
  '2026-11-01T00:00:00.000Z',
];

describe.each(['inclusive', 'exclusive', 'halfOpen'] as const)('%s bounds', (bounds) => {
  describe.each(['whole', 'instant'] as const)(
    'and coverage of their last second: %s',
    (lastSecond) => {
      it.each(['asc', 'desc', 'none'] as const)(
        'given records at month boundaries in order %s, when read, then each is sent exactly once',
        async (order) => {
          const layout = EDGES.map((created) => ({ created, count: 2 }));
          const navan = await simulator({ bookings: 0, layout, bounds, lastSecond, order });
          const read = await sync(navan, { mode: 'full_refresh' });
          expectRecords('bookings', read.records(), truth(navan));
        },
      );

      it('given records whose created is null, unreadable or has an offset, when read, then each is sent exactly once', async () => {
        const navan = await simulator({ bookings: 0, bounds, lastSecond });
        const forms = [null, 'soon', '2026-10-01T02:00:00+02:00', '2026-09-30T18:59:59.5-05:00'];
        for (const [index, at] of EDGES.entries()) {
          const rows = forms.map((created, form) => ({
            uuid: `${String(index)}-${String(form)}`,
            created,
            lastModified: at,
          }));
          navan.control.insert('bookings', rows, { at });
        }
        const read = await sync(navan, { mode: 'full_refresh' });
        expectIds(
          'bookings',
          read.ids(),
          truth(navan).map((text) => (JSON.parse(text) as { uuid: string }).uuid),
        );
      });
    },
  );
});

it('given a record created outside the requested window, when read, then it is sent and one warning says so', async () => {
  const navan = await simulator({ bookings: 0 });
  const rows = ['a', 'b'].map((uuid) => ({
    uuid,
    created: '2025-01-01T00:00:00Z',
    lastModified: '2026-10-10T00:00:00Z',
  }));
  navan.control.insert('bookings', rows, { at: '2026-10-10T00:00:00Z' });
  const read = await sync(navan, { mode: 'full_refresh' });
  expectIds('bookings', read.ids(), ['a', 'b']);
  expect(read.warnings('created outside the time window')).toHaveLength(1);
});

describe('a month that is split next to its neighbour', () => {
  it.each(['full_refresh', 'incremental'] as const)(
    'given a record in the second that both share, when one is split first (%s), then the other still sends it',
    async (mode) => {
      const layout = [
        { created: '2026-09-30T23:59:59.000Z', count: 1 },
        { created: '2026-10-05T00:00:00Z', count: 330, stepMs: 1_000_000 },
      ];
      const navan = await simulator({ bookings: 0, layout });
      const seconds = (text: string): number => Date.parse(text) / 1000;
      const october = {
        createdFrom: String(seconds('2026-10-01T00:00:00Z') - 1),
        createdTo: String(seconds('2026-11-01T00:00:00Z')),
      };
      const september = { createdTo: String(seconds('2026-10-01T00:00:00Z')) };
      navan.control.faults([
        {
          match: { path: '/v1/bookings', params: { ...october, page: '3' } },
          fault: { kind: 'status', status: 500 },
        },
        { match: { path: '/v1/bookings', params: september }, fault: { kind: 'delay', ms: 1200 } },
      ]);
      const read = await sync(navan, { mode, config: { start_date: '2026-09-01T00:00:00Z' } });
      expect(read.failedStreams).toEqual([]);
      expectRecords('bookings', read.records(), truth(navan));
    },
  );
});
