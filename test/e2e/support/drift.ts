import type { Simulator, SimulatorOptions } from '../../../simulator';
import { asSent } from './simulated';
import { sync } from './sync';
import { expectIds, expectIdsAmong, expectRecords } from '../../support/records';

type Start = (options: Partial<SimulatorOptions>) => Promise<Simulator>;

const SINCE = Date.parse('2026-09-01T00:00:00Z');
const SPAN = 60 * 86_400_000;
/** A change waits for at most this many requests, so that some changes happen during the first sync and some after. */
const MOST_REQUESTS_BEFORE = 14;
const config = { start_date: '2026-09-01T00:00:00Z', bookings_recheck_hours: 0 };

/** Numbers from 0 up to `below`, the same for the same seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const uuidOf = (text: string): string => (JSON.parse(text) as { uuid: string }).uuid;

/** By id, the last record wins: what a deduplicating destination stores. */
const byId = (records: Iterable<string>): ReadonlyMap<string, string> =>
  new Map([...records].map((text) => [uuidOf(text), text]));

/**
 * Syncs of bookings that change while they are read, and either grow or shrink: counts cannot show
 * a record removed and another added between the same two pages. The seed decides both.
 */
export async function drift(seed: number, start: Start): Promise<void> {
  const random = randomOf(seed);
  const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T;
  const count = 20 + random(300);
  const navan = await start({
    seed,
    bookings: 0,
    layout: [{ created: new Date(SINCE).toISOString(), count, stepMs: Math.floor(SPAN / count) }],
    order: pick(['asc', 'desc', 'none'] as const),
    bounds: pick(['inclusive', 'exclusive', 'halfOpen'] as const),
    lastSecond: pick(['whole', 'instant'] as const),
  });
  const before = byId(navan.control.truth('bookings'));
  const ids = [...before.keys()];
  const grows = random(2) === 0;
  const gone = new Set<string>();
  for (let index = 0; index < 1 + random(12); index++) {
    const when = { afterRequests: 1 + random(MOST_REQUESTS_BEFORE) };
    navan.control.change(
      'bookings',
      [pick(ids)],
      { fields: { purpose: `moved ${String(index)}` } },
      when,
    );
    if (grows) {
      const created = new Date(SINCE + random(SPAN)).toISOString();
      const row = { uuid: `new-${String(index)}`, created, lastModified: new Date().toISOString() };
      navan.control.insert('bookings', [row], when);
    } else {
      const id = pick(ids);
      gone.add(id);
      navan.control.remove('bookings', [id], when);
    }
  }
  const first = await sync(navan, { mode: 'full_refresh', config });
  expect(first.failedStreams).toEqual([]);
  const got = byId(first.records());
  expectIds('bookings', first.ids(), got.keys());
  const stays = ids.filter((id) => !gone.has(id));
  expectIdsAmong('bookings', got.keys(), stays);

  const sent = [...first.records()];
  let last = first;
  for (let isSettled = false; !isSettled;) {
    isSettled = navan.control.stats().requests > MOST_REQUESTS_BEFORE;
    last = await sync(navan, { config, state: last.states });
    expect(last.failedStreams).toEqual([]);
    sent.push(...last.records());
  }
  const kept = byId(sent);
  const there = [...navan.control.truth('bookings')];
  const latest = there.flatMap((text) => kept.get(uuidOf(text)) ?? []);
  expectRecords('bookings', latest, there.map(asSent));
}
