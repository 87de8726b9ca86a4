import type { Simulator } from '../../simulator';
import { simulators, truth } from '../e2e/support/simulated';
import { sync } from '../e2e/support/sync';
import { expectIds, expectIdsAmong, expectRecords } from '../support/records';

/** Changes at random requests of a read. They depend on a seed, so that a failure can be reproduced. */

const SEEDS = Array.from({ length: 50 }, (_, index) => index + 1);
const ORDERS = ['asc', 'desc', 'none'] as const;
const PAGES = 5;
const now = new Date();
const MONTH = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
const layout = [{ created: MONTH.toISOString(), count: 450, stepMs: 5_000_000 }];
const config = { start_date: MONTH.toISOString().slice(0, 19) + 'Z', bookings_recheck_hours: 0 };
const match = {
  path: '/v1/bookings',
  params: { createdFrom: String(MONTH.getTime() / 1000 - 1) },
};

const simulator = simulators();

type Random = (below: number) => number;

function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const idOf = (text: string): string => (JSON.parse(text) as { uuid: string }).uuid;
const idsOf = (navan: Simulator): readonly string[] => truth(navan).map(idOf);

/**
 * Records are either added or removed, not both: no count can show one removed and one added
 * between the same two pages.
 */
function disturb(navan: Simulator, random: Random, ids: readonly string[]): ReadonlySet<string> {
  const goes = random(2) === 0;
  const gone = new Set<string>();
  for (let change = 0; change <= random(4); change++) {
    const when = { afterRequests: 1 + random(2 * PAGES), match };
    const id = ids[random(ids.length)] ?? '';
    if (goes) {
      gone.add(id);
      navan.control.remove('bookings', [id], when);
    } else {
      const created = new Date(MONTH.getTime() + random(450) * 5_000_000).toISOString();
      const lastModified = new Date().toISOString();
      const uuid = `new-${String(change)}`;
      navan.control.insert('bookings', [{ uuid, created, lastModified }], when);
    }
    const changed = ids.filter(() => random(100) === 0 && !goes);
    navan.control.change('bookings', changed, { fields: { purpose: 'moved' } }, when);
  }
  return gone;
}

it.each(SEEDS)(
  'given the changes of seed %i, when read, then remaining records are sent once, and the next reads send the rest',
  async (seed) => {
    const random = seeded(seed);
    const order = ORDERS[random(ORDERS.length)] ?? 'asc';
    const navan = await simulator({ seed, bookings: 0, layout, order });
    const before = idsOf(navan);
    const gone = disturb(navan, random, before);

    const full = await sync(navan, { mode: 'full_refresh', config });
    expect(full.failedStreams).toEqual([]);
    expectIds('bookings', full.ids(), new Set(full.ids()));
    const stays = before.filter((id) => !gone.has(id));
    expectIdsAmong('bookings', full.ids(), stays);

    const next = await sync(navan, { config, state: full.states });
    // What changed during that read.
    const last = await sync(navan, { config, state: next.states });
    const all = [full, next, last].flatMap((read) => read.records());
    const latest = new Map(all.map((text) => [idOf(text), text]));
    const there = truth(navan);
    const kept = there.flatMap((text) => latest.get(idOf(text)) ?? []);
    expectRecords('bookings', kept, there);
  },
);
