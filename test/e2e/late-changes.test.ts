import type { Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import type { States } from '../support/connector-run';

const simulator = simulators();
const HOUR = 3_600_000;
const start_date = '2026-09-01T00:00:00Z';
const bookings = { config: { start_date } };
const fees = { streams: ['transactions'], config: { transaction_types: ['fees'] } };

interface Late {
  readonly stream: 'bookings' | 'fees';
  readonly lagHours: number;
  /** Time of the first sync. The others follow at intervals of `everyHours`; default: a day. */
  readonly first: string;
  readonly everyHours?: number;
}

/** Changes another record at half past each of the 48 hours from the first sync on. Returns the hour by id. */
function changedHourly(navan: Simulator, { stream, first }: Late): ReadonlyMap<string, number> {
  const key = stream === 'bookings' ? 'uuid' : 'id';
  const ids = truth(navan, stream).map((text) =>
    String((JSON.parse(text) as Record<string, unknown>)[key]),
  );
  const hours = Array.from({ length: 48 }, (_, hour) => [ids[hour] ?? '', hour] as const);
  for (const [id, hour] of hours) {
    const lastModified = new Date(Date.parse(first) + (hour + 0.5) * HOUR).toISOString();
    navan.control.change(stream, [id], { lastModified });
  }
  return new Map(hours);
}

/** Hours of the changes that four days of syncs missed. */
async function hoursLost(late: Late): Promise<number[]> {
  const { stream, lagHours, first, everyHours = 24 } = late;
  const layout = [{ created: '2026-10-05T00:00:00Z', count: 60, stepMs: 10 * HOUR }];
  const options = { bookings: 0, layout, transactions: 60, now: first };
  const navan = await simulator({ ...options, lagSeconds: lagHours * 3600 });
  const changed = changedHourly(navan, late);
  const sent = new Set<string>();
  let state: States | undefined;
  for (let hour = 0; hour <= 96; hour += everyHours) {
    navan.control.setNow(new Date(Date.parse(first) + hour * HOUR).toISOString());
    const read = await sync(navan, {
      ...(stream === 'fees' ? fees : bookings),
      ...(state ? { state } : {}),
    });
    expect(read.failedStreams).toEqual([]);
    for (const text of read.records(stream === 'fees' ? 'transactions' : stream)) {
      const { uuid, id = uuid, ...record } = JSON.parse(text) as Record<string, string>;
      const modified = record['lastModified'] ?? record['modified_timestamp'] ?? '';
      if (Date.parse(modified) > Date.parse(first)) sent.add(String(id));
    }
    state = read.states;
  }
  return [...changed].filter(([id]) => !sent.has(id)).map(([, hour]) => hour);
}

const NOON = '2026-11-18T12:00:00Z';
const NIGHT = '2026-11-18T03:00:00Z';

describe('changes that become visible later than their timestamp, in daily syncs', () => {
  it.each([
    ['bookings', 4, NOON],
    ['bookings', 24, NOON],
    ['bookings', 24, NIGHT],
    ['fees', 4, NOON],
    ['fees', 24, NOON],
    ['fees', 24, NIGHT],
  ] as const)(
    'given %s %i hours late from %s on, when read daily, then no change is lost: the look-back is one day',
    async (stream, lagHours, first) => {
      expect(await hoursLost({ stream, lagHours, first })).toEqual([]);
    },
  );

  it('given bookings 30 hours late, when read daily, then changes that were 24 to 30 hours old during a sync are lost', async () => {
    // The third day's sync requests changes since noon of the second day; it missed those of the six hours before.
    expect(await hoursLost({ stream: 'bookings', lagHours: 30, first: NOON })).toEqual([
      18, 19, 20, 21, 22, 23, 42, 43, 44, 45, 46, 47,
    ]);
  });

  it('given bookings 30 hours late, when read every six hours, then every change is lost', async () => {
    const late = { stream: 'bookings', lagHours: 30, first: NOON, everyHours: 6 } as const;
    expect(await hoursLost(late)).toHaveLength(48);
  });

  it('given transactions 30 hours late, when read daily, then only late changes of the previous day are lost', async () => {
    // At noon, all six hours are on the day that is requested in full; at 3 a.m., half of them are
    // on the day before.
    expect(await hoursLost({ stream: 'fees', lagHours: 30, first: NOON })).toEqual([]);
    expect(await hoursLost({ stream: 'fees', lagHours: 30, first: NIGHT })).toEqual([
      18, 19, 20, 42, 43, 44,
    ]);
  });

  it('given a lost booking change, when the booking changes again or a full refresh runs, then it is sent', async () => {
    const layout = [{ created: '2026-10-05T00:00:00Z', count: 2 }];
    const navan = await simulator({ bookings: 0, layout, now: NOON, lagSeconds: 30 * 3600 });
    const [id = ''] = navan.control.change('bookings', 1, { fields: { purpose: 'late' } });
    const at = (hours: number): void => {
      navan.control.setNow(new Date(Date.parse(NOON) + hours * HOUR).toISOString());
    };
    at(27);
    const early = await sync(navan, bookings);
    at(31);
    const late = await sync(navan, { ...bookings, state: early.states });
    expect(late.ids()).not.toContain(id);
    const whole = await sync(navan, { ...bookings, mode: 'full_refresh' });
    expect(whole.records().join()).toContain('"late"');
    at(40);
    navan.control.change('bookings', [id], { fields: { reason: 'again' } });
    at(71);
    const again = await sync(navan, { ...bookings, state: late.states });
    expect(again.records().join()).toContain('"late"');
  });
});

describe('transactions that become visible four hours late', () => {
  it.each([
    ['within a day', '2026-11-20T09:30:00Z', '2026-11-20T10:00:00Z', '2026-11-20T20:00:00Z'],
    ['across midnight', '2026-11-19T23:40:00Z', '2026-11-19T23:50:00Z', '2026-11-20T03:41:00Z'],
    [
      'across a month boundary',
      '2026-10-31T23:00:00Z',
      '2026-11-01T00:30:00Z',
      '2026-11-01T04:00:00Z',
    ],
    ['nearly a day apart', '2026-11-19T06:01:00Z', '2026-11-19T10:00:00Z', '2026-11-20T09:00:00Z'],
  ])(
    'given one %s, when read at two times, then the later read has it',
    async (_, changed, first, second) => {
      const navan = await simulator({ bookings: 0, lagSeconds: 4 * 3600, now: first });
      navan.control.insert('fees', [{ id: 'late', modified_timestamp: changed }]);
      const one = await sync(navan, { ...fees });
      expect(one.ids('transactions', 'id')).toEqual([]);
      navan.control.setNow(second);
      const other = await sync(navan, { ...fees, state: one.states });
      expect(other.ids('transactions', 'id')).toEqual(['late']);
    },
  );
});
