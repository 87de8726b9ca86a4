import type { JsonObject } from '../../src/config/json';
import type { Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import type { ConnectorRun, States } from '../support/connector-run';
import { LIMITS } from '../../src/client/limits';
import { expectIdsAmong, expectRecords } from '../support/records';
import { shortLimits } from '../support/short-limits';

const simulator = simulators();
const config = { start_date: '2026-05-01T00:00:00Z', bookings_recheck_hours: 0 };
const only = (state: JsonObject | undefined): States => new Map([['bookings', state ?? {}]]);
const progress = (state: JsonObject | undefined): unknown =>
  (state?.['source_navan'] as JsonObject | undefined)?.['full_refresh'];

const monthsAsked = (navan: Simulator): number =>
  new Set(
    navan.control
      .requests()
      .filter(({ path }) => path === '/v1/bookings')
      .map(({ params }) => String(params['createdFrom'])),
  ).size;

/** Each checkpoint of a sync with the records sent before it. */
function checkpoints(
  read: ConnectorRun,
): readonly { state: JsonObject; before: readonly string[] }[] {
  const all = read.records();
  return read.checkpoints().map(({ state, records }) => ({ state, before: all.slice(0, records) }));
}

describe('a sync that is killed after a checkpoint', () => {
  it.each(['full_refresh', 'incremental'] as const)(
    'given a first %s, when the next sync resumes from any of its checkpoints, then both together have every booking',
    async (mode) => {
      const navan = await simulator({ seed: 21, bookings: 100, since: '2026-05-01T00:00:00Z' });
      const read = await sync(navan, { mode, config });
      const all = checkpoints(read);
      expect(all.length).toBeGreaterThanOrEqual(7);
      for (const { state, before } of all.slice(0, -1)) {
        const rest = await sync(navan, { mode, config, state: only(state) });
        expectRecords('bookings', new Set([...before, ...rest.records()]), truth(navan));
      }
    },
  );

  it('given changes, when an incremental sync is killed and resumed from any of its checkpoints, then every change arrives', async () => {
    const navan = await simulator({ seed: 22, bookings: 100, since: '2026-05-01T00:00:00Z' });
    const first = await sync(navan, { config });
    const changed = navan.control.change('bookings', 30, { fields: { purpose: 'later' } });
    const second = await sync(navan, { config, state: first.states });
    for (const { state, before } of checkpoints(second)) {
      const rest = await sync(navan, { config, state: only(state) });
      const later = [...before, ...rest.records()].filter((text) => text.includes('"later"'));
      expect(new Set(later).size).toBe(changed.length);
    }
  });
});

describe('a stream that neither sends nor finishes anything for long', () => {
  it('given slow responses, when read, then checkpoints are sent again and again, and none loses a change', async () => {
    const navan = await simulator({ bookings: 200 });
    const earlier = await sync(navan, { config });
    navan.control.change('bookings', 40);
    navan.control.faults([{ match: { path: '/v1/bookings' }, fault: { kind: 'delay', ms: 300 } }]);
    const often = { ...shortLimits, checkpointEveryMs: 40 };
    const read = await sync(navan, { config, state: earlier.states, limits: often });
    const silent = read.checkpoints().filter(({ records }) => records === 0);
    expect(silent.length).toBeGreaterThan(4);
    navan.control.faults([]);
    for (const { state } of [silent[0], silent.at(-1)].flatMap((each) => each ?? [])) {
      const again = await sync(navan, { config, state: only(state) });
      const changed = new Set(read.ids());
      expect(again.ids().filter((id) => changed.has(id)).length).toBe(changed.size);
    }
  });

  it('when its limit is compared with what the platform grants, then it is at most 30 minutes', () => {
    expect(LIMITS.checkpointEveryMs).toBeLessThanOrEqual(30 * 60_000);
  });
});

describe('a sync that a signal stops', () => {
  it('given two streams, when stopped after the first checkpoint, then each interrupted stream logs it once, before its INCOMPLETE', async () => {
    const navan = await simulator({ seed: 29, bookings: 200, users: 900 });
    const streams = ['bookings', 'users'];
    const read = await sync(navan, { streams, config, stopAfterStates: 1 });
    expect([...read.failedStreams].sort()).toEqual(streams);
    expect(read.errors.map(({ stream }) => stream).sort()).toEqual(streams);
    for (const { code } of read.errors) expect(code).toBe('interrupted');
    for (const name of streams) expect(read.statuses(name).at(-1)).toBe('INCOMPLETE');
    const order = read.told.filter((what) => /^(error|INCOMPLETE) users$/.test(what));
    expect(order).toEqual(['error users', 'INCOMPLETE users']);
  });
});

describe('a full refresh', () => {
  it('given an interrupted one, when resumed, then only months without a checkpoint are requested', async () => {
    const navan = await simulator({ seed: 23, bookings: 200, since: '2026-05-01T00:00:00Z' });
    const broken = await sync(navan, { mode: 'full_refresh', config, stopAfterStates: 4 });
    const done = (broken.states.get('bookings')?.['states'] as unknown[]).length;
    expect(progress(broken.states.get('bookings'))).toBe(true);
    navan.control.resetLog();
    const resumed = await sync(navan, { mode: 'full_refresh', config, state: broken.states });
    expect(resumed.statuses('bookings').at(-1)).toBe('COMPLETE');
    const months = (resumed.states.get('bookings')?.['states'] as unknown[]).length;
    expect(monthsAsked(navan)).toBe(months - done);
    expect(progress(resumed.states.get('bookings'))).toBe(false);
  });

  it('given a complete one, when read twice from its state, then both reads have every booking', async () => {
    const navan = await simulator({ seed: 24, bookings: 150, since: '2026-05-01T00:00:00Z' });
    const first = await sync(navan, { mode: 'full_refresh', config });
    const second = await sync(navan, { mode: 'full_refresh', config, state: first.states });
    const third = await sync(navan, { mode: 'full_refresh', config, state: second.states });
    expectRecords('bookings', second.records(), truth(navan));
    expectRecords('bookings', third.records(), second.records());
  });

  it('given the state of an incremental sync, when read, then every booking arrives', async () => {
    const navan = await simulator({ seed: 25, bookings: 150, since: '2026-05-01T00:00:00Z' });
    const incremental = await sync(navan, { config });
    const full = await sync(navan, { mode: 'full_refresh', config, state: incremental.states });
    expectRecords('bookings', full.records(), truth(navan));
  });

  it('given an interrupted one followed by an incremental sync, when read again, then every booking arrives', async () => {
    const navan = await simulator({ seed: 26, bookings: 150, since: '2026-05-01T00:00:00Z' });
    const broken = await sync(navan, { mode: 'full_refresh', config, stopAfterStates: 3 });
    const between = await sync(navan, { config, state: broken.states, stopAfterStates: 2 });
    expect(progress(between.states.get('bookings'))).toBe(false);
    const full = await sync(navan, { mode: 'full_refresh', config, state: between.states });
    expectRecords('bookings', full.records(), truth(navan));
  });

  it('given one month that failed, when retried, then only that month is requested', async () => {
    const navan = await simulator({ seed: 27, bookings: 150, since: '2026-05-01T00:00:00Z' });
    navan.control.faults([
      {
        match: {
          path: '/v1/bookings',
          params: { createdFrom: `/^${String(Date.parse('2026-07-01T00:00:00Z') / 1000 - 1)}$/` },
        },
        fault: { kind: 'status', status: 404 },
      },
    ]);
    const failed = await sync(navan, { mode: 'full_refresh', config });
    expect(failed.failedStreams).toEqual(['bookings']);
    navan.control.faults([]);
    navan.control.resetLog();
    const again = await sync(navan, { mode: 'full_refresh', config, state: failed.states });
    expect(again.failedStreams).toEqual([]);
    expect(monthsAsked(navan)).toBe(1);
    expectRecords('bookings', [...failed.records(), ...again.records()], truth(navan));
  });
});

describe('a server without a Date header', () => {
  it('given no Date header, when read and read again after changes, then cursors are the newest change and no record is lost', async () => {
    const navan = await simulator({ seed: 28, bookings: 150, since: '2026-05-01T00:00:00Z' });
    navan.control.faults([{ fault: { kind: 'headers', headers: { Date: null } } }]);
    const first = await sync(navan, { config });
    expectRecords('bookings', first.records(), truth(navan));
    const newest = truth(navan)
      .map((text) => JSON.parse(text) as { created: string; lastModified: string })
      .filter(({ created }) => created.startsWith('2026-07'))
      .map(({ lastModified }) => Date.parse(lastModified));
    expect(Date.parse(first.cursor('2026-07') ?? '')).toBe(Math.max(...newest));
    const changed = navan.control.change('bookings', 20, { fields: { purpose: 'later' } });
    const second = await sync(navan, { config, state: first.states });
    expectIdsAmong('bookings', second.ids(), changed);
  });
});
