import type { JsonObject } from '../../src/config/json';
import type { Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import type { ConnectorRun, States } from '../support/connector-run';

const simulator = simulators();

/** One booking a day from 1 September, none changed since. */
async function world(): Promise<Simulator> {
  const navan = await simulator({ bookings: 0 });
  const rows = Array.from({ length: 50 }, (_, day) => {
    const created = new Date(Date.UTC(2026, 8, 1 + day, 12)).toISOString();
    return { uuid: `day-${String(day)}`, created, lastModified: created };
  });
  navan.control.insert('bookings', rows);
  return navan;
}

const from = (start_date: string, state?: States): Parameters<typeof sync>[1] => ({
  config: { start_date, bookings_recheck_hours: 0 },
  ...(state ? { state } : {}),
});

/** The creation days of the records sent. */
const days = (read: ConnectorRun): readonly string[] => dayTexts(read.records());
const daysThatAre = (navan: Simulator): readonly string[] => dayTexts(truth(navan));

function dayTexts(records: readonly string[]): readonly string[] {
  return records
    .map((text) => (JSON.parse(text) as { created: string }).created.slice(0, 10))
    .sort();
}

const fromTexts = (read: ConnectorRun): unknown =>
  (read.states.get('bookings')?.['source_navan'] as JsonObject)['from'];

describe('a start date that moves', () => {
  it('given an earlier one in the same month, when read, then that month is read in full, once', async () => {
    const navan = await world();
    const first = await sync(navan, from('2026-09-20T00:00:00Z'));
    expect(days(first)[0]).toBe('2026-09-20');
    expect(fromTexts(first)).toEqual({ '2026-09': '2026-09-19T23:59:59Z' });

    const second = await sync(navan, from('2026-09-05T00:00:00Z', first.states));
    expect(days(second)).toEqual(
      daysThatAre(navan).filter((day) => day >= '2026-09-05' && day < '2026-10-01'),
    );
    const third = await sync(navan, from('2026-09-05T00:00:00Z', second.states));
    expect(days(third)).toEqual([]);
  });

  it('given an earlier one in an earlier month, when read, then the former first month is read in full too', async () => {
    const navan = await world();
    const first = await sync(navan, from('2026-10-05T00:00:00Z'));
    const second = await sync(navan, from('2026-09-25T00:00:00Z', first.states));
    expect(days(second)).toEqual(daysThatAre(navan).filter((day) => day >= '2026-09-25'));
    const cutOff = { '2026-09': '2026-09-24T23:59:59Z', '2026-10': null };
    expect(fromTexts(second)).toEqual(cutOff);
  });

  it('given a later one, when read, then no record is sent again and none seems deleted', async () => {
    const navan = await world();
    const first = await sync(navan, from('2026-09-05T00:00:00Z'));
    const second = await sync(navan, from('2026-09-20T00:00:00Z', first.states));
    const third = await sync(navan, from('2026-10-05T00:00:00Z', second.states));
    for (const read of [second, third]) {
      expect(days(read)).toEqual([]);
      expect(read.warnings('fewer records')).toEqual([]);
    }
  });

  it("given a state without the start of a month, when read, then only the month's changes are sent", async () => {
    const navan = await world();
    const first = await sync(navan, from('2026-09-20T00:00:00Z'));
    const { states } = first.states.get('bookings') as JsonObject;
    const old = new Map([['bookings', { states: states ?? [] }]]);
    const second = await sync(navan, from('2026-09-05T00:00:00Z', old));
    expect(days(second)).toEqual([]);
  });
});
