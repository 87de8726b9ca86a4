import type { JsonObject } from '../../src/config/json';
import { merged } from '../support/merge-patch';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import type { ConnectorRun, States } from '../support/connector-run';
import { expectRecords } from '../support/records';

const simulator = simulators();
const config = { start_date: '2026-05-01T00:00:00Z' };

/** What a platform stores after a sync if it applies each state as a JSON merge patch. */
function keptAfter(before: States, read: ConnectorRun): States {
  const kept = read
    .checkpoints()
    .reduce<JsonObject>(
      (before, { state }) => merged(before, state) as JsonObject,
      before.get('bookings') ?? {},
    );
  return new Map([['bookings', kept]]);
}

describe('given a platform that applies states as JSON merge patches', () => {
  it('when full refreshes follow each other, then each sends every booking', async () => {
    const navan = await simulator({ seed: 31, bookings: 40, since: '2026-05-01T00:00:00Z' });
    let state: States = new Map();
    for (let turn = 0; turn < 3; turn++) {
      const read = await sync(navan, { mode: 'full_refresh', config, state });
      expectRecords('bookings', read.records(), truth(navan));
      state = keptAfter(state, read);
    }
  });

  it('when an incremental sync follows an interrupted full refresh, then the next full refresh sends every booking', async () => {
    const navan = await simulator({ seed: 32, bookings: 40, since: '2026-05-01T00:00:00Z' });
    const none: States = new Map();
    const broken = await sync(navan, { mode: 'full_refresh', config, stopAfterStates: 3 });
    const between = keptAfter(none, broken);
    const changes = await sync(navan, { config, state: between });
    const state = keptAfter(between, changes);
    const full = await sync(navan, { mode: 'full_refresh', config, state });
    expectRecords('bookings', full.records(), truth(navan));
  });

  it('when the start date moves back and forth, then the stored state matches the one sent', async () => {
    const navan = await simulator({ seed: 33, bookings: 60, since: '2026-05-01T00:00:00Z' });
    const starts = ['2026-06-15T00:00:00Z', '2026-06-01T00:00:00Z', '2026-06-15T00:00:00Z'];
    let state: States = new Map();
    for (const start_date of starts) {
      const read = await sync(navan, { config: { start_date }, state });
      const replaced = read.states.get('bookings');
      state = keptAfter(state, read);
      expect(state.get('bookings')).toEqual(merged({}, replaced as JsonObject));
    }
  });
});

describe('given an interrupted full refresh', () => {
  const brokenOff = async (): Promise<[Awaited<ReturnType<typeof simulator>>, States]> => {
    const navan = await simulator({ seed: 34, bookings: 100, since: '2026-05-01T00:00:00Z' });
    const options = { mode: 'full_refresh' as const, config, generationId: 4, stopAfterStates: 4 };
    return [navan, (await sync(navan, options)).states];
  };

  it('when it resumes in the same generation, then only the remaining records are sent', async () => {
    const [navan, state] = await brokenOff();
    const rest = await sync(navan, { mode: 'full_refresh', config, generationId: 4, state });
    expect(rest.ids().length).toBeLessThan(100);
    expect(rest.failedStreams).toEqual([]);
  });

  it('when the next generation begins, then everything is sent', async () => {
    const [navan, state] = await brokenOff();
    const next = await sync(navan, { mode: 'full_refresh', config, generationId: 5, state });
    expectRecords('bookings', next.records(), truth(navan));
  });
});
