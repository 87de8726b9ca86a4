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
  /** When the first sync is; the others follow a day apart, unless another number of hours is given. */
  readonly first: string;
  readonly everyHours?: number;
}

/** In each of 48 hours from the first sync on, at half past, another record is changed. Which hour, by id. */
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

/** The hours of the changes that the syncs of four days did not bring. */
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

describe('changes that show later than their time says, in daily syncs', () => {
  it.each([
    ['bookings', 4, NOON],
    ['bookings', 24, NOON],
    ['bookings', 24, NIGHT],
    ['fees', 4, NOON],
    ['fees', 24, NOON],
    ['fees', 24, NIGHT],
  ] as const)(
    'given %s %i hours late from %s on, when read each day, then nothing is lost: the look-back is one day',
    async (stream, lagHours, first) => {
      expect(await hoursLost({ stream, lagHours, first })).toEqual([]);
    },
  );

  it('given bookings 30 hours late, when read each day, then those are lost that a sync met between 24 and 30 hours old', async () => {
    // The sync of the third day asks for what changed since noon of the second and has not seen the six hours before it.
    expect(await hoursLost({ stream: 'bookings', lagHours: 30, first: NOON })).toEqual([
      18, 19, 20, 21, 22, 23, 42, 43, 44, 45, 46, 47,
    ]);
  });

  it('given bookings 30 hours late, when read every six hours, then each meets such a sync and is lost', async () => {
    const late = { stream: 'bookings', lagHours: 30, first: NOON, everyHours: 6 } as const;
    expect(await hoursLost(late)).toHaveLength(48);
  });

  it('given transactions 30 hours late, when read each day, then those of these are lost that lie on the day before', async () => {
    // At noon the six hours lie on the day that is asked for whole; at three in the morning half of them on the day before.
    expect(await hoursLost({ stream: 'fees', lagHours: 30, first: NOON })).toEqual([]);
    expect(await hoursLost({ stream: 'fees', lagHours: 30, first: NIGHT })).toEqual([
      18, 19, 20, 42, 43, 44,
    ]);
  });

  it('given a booking that was lost, when it changes again or all is read, then it comes', async () => {
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

describe('transactions that show four hours late', () => {
  it.each([
    ['within a day', '2026-11-20T09:30:00Z', '2026-11-20T10:00:00Z', '2026-11-20T20:00:00Z'],
    ['over midnight', '2026-11-19T23:40:00Z', '2026-11-19T23:50:00Z', '2026-11-20T03:41:00Z'],
    [
      'over the turn of a month',
      '2026-10-31T23:00:00Z',
      '2026-11-01T00:30:00Z',
      '2026-11-01T04:00:00Z',
    ],
    ['nearly a day apart', '2026-11-19T06:01:00Z', '2026-11-19T10:00:00Z', '2026-11-20T09:00:00Z'],
  ])(
    'given one %s, when read at two moments, then the later read has it',
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
