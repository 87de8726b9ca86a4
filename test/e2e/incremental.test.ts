import type { JsonObject } from '../../src/config/json';
import type { Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import type { States } from '../support/connector-run';
import { expectIds, expectIdsAmong } from '../support/records';

const simulator = simulators();
const DAY = 86_400_000;

/** The same states with every cursor moved by `byMs`. */
function moved(states: States, byMs: number): States {
  const text = JSON.stringify([...states]);
  const later = text.replace(
    /"lastModified":"([^"]+)"/gu,
    (_, at: string) => `"lastModified":"${new Date(Date.parse(at) + byMs).toISOString()}"`,
  );
  return new Map(JSON.parse(later) as [string, JsonObject][]);
}

function changedSince(navan: Simulator, since: number): string[] {
  const rows = truth(navan).map(
    (text) => JSON.parse(text) as { uuid: string; lastModified: string },
  );
  return rows
    .filter(({ lastModified }) => Date.parse(lastModified) >= since)
    .map(({ uuid }) => uuid);
}

const monthsAsked = (navan: Simulator): number =>
  new Set(
    navan.control
      .requests()
      .filter(({ path, params }) => path === '/v1/bookings' && !('updatedFrom' in params))
      .map(({ params }) => JSON.stringify(params['createdFrom'])),
  ).size;

describe('an incremental read of bookings', () => {
  it('given changes to bookings of any age, when read from the state, then they are sent, with changes up to a day older', async () => {
    const navan = await simulator({ seed: 5, bookings: 1500 });
    const began = Date.now();
    const first = await sync(navan);
    expect(first.ids().length).toBe(1500);
    const changed = navan.control.change('bookings', 60, { fields: { bookingStatus: 'CANCELED' } });
    const second = await sync(navan, { state: first.states });
    expectIdsAmong('bookings', second.ids(), changed);
    expectIds('bookings', second.ids(), changedSince(navan, began - DAY - 2000));
  });

  it('given the same state twice, when read, then the same changes are sent again', async () => {
    const navan = await simulator({ seed: 6, bookings: 600 });
    const first = await sync(navan);
    navan.control.change('bookings', 20, { fields: { purpose: 'x' } });
    const one = await sync(navan, { state: first.states });
    const other = await sync(navan, { state: first.states });
    expectIds('bookings', other.ids(), one.ids());
  });

  it('given a booking without lastModified, when read again, then it is sent again', async () => {
    const navan = await simulator({ bookings: 0 });
    navan.control.insert('bookings', [
      { uuid: 'n', created: '2026-10-03T00:00:00Z', lastModified: null },
    ]);
    const first = await sync(navan);
    const second = await sync(navan, { state: moved(first.states, -3 * DAY) });
    expect(second.ids()).toEqual(['n']);
  });

  it('given the default recheck, when read within a day, then old months are skipped; after a day they are requested once', async () => {
    const navan = await simulator({ seed: 7, bookings: 500 });
    const config = { bookings_recheck_hours: 24 };
    const first = await sync(navan, { config });
    const all = monthsAsked(navan);
    navan.control.resetLog();
    const soon = await sync(navan, { config, state: first.states });
    expect(monthsAsked(navan)).toBeLessThanOrEqual(5);
    navan.control.resetLog();
    const later = await sync(navan, { config, state: moved(soon.states, -25 * 3_600_000) });
    expect(monthsAsked(navan)).toBe(all);
    navan.control.resetLog();
    await sync(navan, { config, state: later.states });
    expect(monthsAsked(navan)).toBeLessThanOrEqual(5);
    navan.control.resetLog();
    // A daily schedule that starts a few seconds early.
    await sync(navan, { config, state: moved(later.states, -DAY + 5000) });
    expect(monthsAsked(navan)).toBe(all);
  });

  it('given a month that is not in the state, when read, then it is read in full', async () => {
    const navan = await simulator({ seed: 8, bookings: 500 });
    const first = await sync(navan);
    const state = structuredClone(first.states.get('bookings')) as {
      states: { partition: { created_month: string } }[];
    };
    const month = '2026-03';
    state.states = state.states.filter(({ partition }) => partition.created_month !== month);
    const second = await sync(navan, {
      state: new Map([['bookings', state]]),
    });
    const of = truth(navan)
      .map((text) => JSON.parse(text) as { uuid: string; created: string })
      .filter(({ created }) => created.startsWith(month));
    expectIdsAmong(
      'bookings',
      second.ids(),
      of.map(({ uuid }) => uuid),
    );
  });

  it('given cursors in the far future, when read, then no record is sent, the cursors stay and a warning says so', async () => {
    const navan = await simulator({ seed: 9, bookings: 300 });
    const first = await sync(navan);
    const future = moved(first.states, 98 * 365 * DAY);
    const read = await sync(navan, { state: future });
    expect(read.records()).toEqual([]);
    expect(read.states.get('bookings')?.['states']).toEqual(future.get('bookings')?.['states']);
    expect(read.warnings('is in the future')).toHaveLength(1);
  });

  it('given a month with fewer bookings than last time, when read, then one warning says so', async () => {
    const navan = await simulator({
      bookings: 0,
      layout: [{ created: '2026-11-02T00:00:00Z', count: 5 }],
    });
    const first = await sync(navan);
    navan.control.remove('bookings', 1);
    const second = await sync(navan, { state: first.states });
    expect(second.warnings('fewer records than last time')).toHaveLength(1);
  });

  it.each([
    ["of Airbyte's own source", { lastModified: '2026-11-01T00:00:00Z' }, 'format not recognised'],
    [
      'with a cursor that is not a date',
      { states: [{ partition: { created_month: '2026-10' }, cursor: { lastModified: 'soon' } }] },
      'not a date-time',
    ],
    [
      'of a newer version',
      { states: [], source_navan: { version: 99, token: 'x' } },
      'newer version',
    ],
  ])(
    'given a state %s, when read, then everything is sent and a warning says why',
    async (_, state, warning) => {
      const navan = await simulator({ seed: 10, bookings: 200 });
      const read = await sync(navan, { state: new Map([['bookings', state]]) });
      expect(new Set(read.ids()).size).toBe(200);
      expect(read.warnings(warning)).toHaveLength(1);
    },
  );
});
