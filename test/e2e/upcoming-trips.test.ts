import type { Simulator } from '../../simulator';
import { READ_LINES } from '../../src/log/read-lines';
import type { ConnectorRun, States } from '../support/connector-run';
import { layout } from './support/changes-filters';
import { movableTime } from './support/movable-time';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();
const setTime = movableTime();
const START = Date.parse('2026-11-02T08:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { upcomingNotRead: NOT_READ } = READ_LINES;

interface Booking {
  readonly uuid: string;
  readonly created: string;
  readonly purpose?: string;
}

/** A company of which nothing but bookings of the last 90 days, and trips ahead, is read between rechecks. */
class Company {
  private states: States = new Map();
  private now = START;

  constructor(readonly navan: Simulator) {}

  async sync(hours: number, options: Parameters<typeof sync>[1] = {}): Promise<ConnectorRun> {
    this.now += hours * HOUR;
    setTime(this.navan, this.now);
    this.navan.control.resetLog();
    const config = { start_date: '2026-05-01T00:00:00Z', bookings_recheck_hours: 24 };
    const run = await sync(this.navan, {
      ...options,
      state: this.states,
      config: { ...config, changes_filter: 'off', ...options.config },
    });
    expect(run.failedStreams).toEqual([]);
    this.states = new Map([...this.states, ...run.states]);
    return run;
  }

  /** Half an hour before the next sync, an hour from now. `days`: to the trip, from now. */
  change(uuid: string, purpose: string, days: number): void {
    const day = (offset: number): string =>
      new Date(this.now + (days + offset) * DAY).toISOString().slice(0, 10);
    const lastModified = new Date(this.now + HOUR / 2).toISOString();
    const fields = { purpose, startDate: day(0), endDate: day(3) };
    this.navan.control.change('bookings', [uuid], { lastModified, fields });
  }

  booked(month: string): string {
    const all = truth(this.navan).map((text) => JSON.parse(text) as Booking);
    return all.find(({ created }) => created.startsWith(month))?.uuid ?? '';
  }

  get questions(): number {
    return this.navan.control.requests().filter(({ params }) => 'startDateFrom' in params).length;
  }

  get cursors(): unknown {
    return (this.states.get('bookings') as { states: unknown }).states;
  }

  /** What the state says of the filter for travel. */
  get known(): unknown {
    const state = this.states.get('bookings') as { source_navan: { upcoming?: unknown } };
    return state.source_navan.upcoming;
  }
}

/** After a first sync. Bookings of May are old; no trip is ahead. */
async function company(options: Parameters<typeof simulator>[0] = {}): Promise<Company> {
  const now = new Date(START).toISOString();
  const navan = await simulator({ bookings: 0, layout, now, ...options });
  const found = new Company(navan);
  await found.sync(0);
  return found;
}

function purposes(run: ConnectorRun): readonly (string | undefined)[] {
  return run.records('bookings').map((text) => (JSON.parse(text) as Booking).purpose);
}

it.each([
  ['ahead', 20],
  ['under way', -2],
])(
  'given a trip %s that was booked in a month that is not due, when it changes, then the next sync sends it and moves no cursor of the month',
  async (_, days) => {
    const navan = await company();
    await navan.sync(1);
    const may = (): unknown => (navan.cursors as unknown[])[0];
    const before = may();
    navan.change(navan.booked('2026-05'), 'changed', days);
    expect(purposes(await navan.sync(1))).toContain('changed');
    expect(may()).toEqual(before);
    expect(navan.questions).toBe(1);
  },
);

it('given a trip that is over, when it changes, then it waits for the recheck', async () => {
  const navan = await company();
  navan.change(navan.booked('2026-05'), 'changed', -60);
  expect(purposes(await navan.sync(1))).not.toContain('changed');
  expect(purposes(await navan.sync(24))).toContain('changed');
});

it('given a change that was sent, when two days of syncs with a recheck in between follow, then it is not sent for ever', async () => {
  const navan = await company();
  navan.change(navan.booked('2026-05'), 'changed', 20);
  await navan.sync(1);
  for (let hours = 0; hours < 48; hours += 12) await navan.sync(12);
  expect(purposes(await navan.sync(1))).not.toContain('changed');
});

it.each([
  ['a full refresh', { mode: 'full_refresh' }],
  ['a recheck at every sync', { config: { bookings_recheck_hours: 0 } }],
  ['a start date of the last 90 days', { config: { start_date: '2026-09-01T00:00:00Z' } }],
] as const)('given %s, when synced, then trips are not asked for', async (_, options) => {
  const navan = await company();
  await navan.sync(1, options);
  expect(navan.questions).toBe(0);
});

it.each([
  ['ignores the filter', { startDateTo: 'ignored' }, []],
  [
    'refuses it',
    {},
    [
      {
        match: { params: { startDateFrom: '/./' } },
        fault: { kind: 'status', status: 400 },
      },
    ],
  ],
  [
    'fails at it',
    {},
    [
      {
        match: { params: { startDateFrom: '/./' } },
        fault: { kind: 'status', status: 500 },
      },
    ],
  ],
] as const)(
  'given an API that %s, when synced, then it is warned of, sends nothing, and is not tried again for a week',
  async (_, switches, faults) => {
    const navan = await company(switches);
    navan.navan.control.faults([...faults]);
    navan.change(navan.booked('2026-05'), 'changed', -60);
    const run = await navan.sync(1);
    expect(run.warnings(NOT_READ.text)).toHaveLength(1);
    expect(purposes(run)).not.toContain('changed');
    expect(navan.known).toEqual({ failed_at: expect.any(String) as string });
    await navan.sync(7 * 24 - 2);
    await navan.sync(1);
    expect(navan.questions).toBe(0);
    await navan.sync(2);
    expect(navan.questions).toBeGreaterThan(0);
  },
);

it('given an API that ignores the filter, and bookings without a first day, when synced, then one page is all that is read', async () => {
  const navan = await company({ startDateTo: 'ignored' });
  const old = truth(navan.navan).map((text) => JSON.parse(text) as Booking);
  const ids = old.filter(({ created }) => created < '2026-08').map(({ uuid }) => uuid);
  navan.navan.control.change('bookings', ids, { fields: { startDate: null } });
  await navan.sync(1);
  expect(navan.questions).toBe(1);
  expect(navan.known).toEqual({ failed_at: expect.any(String) as string });
});
