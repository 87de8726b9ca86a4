import type { SimulatorOptions } from '../../simulator';
import type { Fault } from '../../simulator/faults/fault';
import { READ_LINES } from '../../src/log/read-lines';
import { ChangingCompany } from './support/changing-company';
import { COMPANY } from './support/changes-filters';
import type { HealthRow } from '../../src/report/health/columns';
import { movableTime } from './support/movable-time';
import { shortLimits } from '../support/short-limits';
import { simulators, truth } from './support/simulated';

const { changesFilterFailed: CAUGHT } = READ_LINES;
const simulator = simulators();
const setTime = movableTime();
const START = Date.parse('2026-11-02T08:00:00Z');
const HOUR = 3_600_000;
const WEEK_HOURS = 168;
const MAY = [Date.UTC(2026, 4, 2) / 1000, Date.UTC(2026, 4, 30) / 1000] as const;

async function company(options: Partial<SimulatorOptions> = {}): Promise<ChangingCompany> {
  const navan = await simulator({ ...COMPANY, updatedFrom: 'seconds', ...options });
  return new ChangingCompany(navan, setTime, START);
}

/** With a state that says that the filter is proven. */
async function proven(options: Partial<SimulatorOptions> = {}): Promise<ChangingCompany> {
  const found = await company(options);
  await found.sync({ hours: 0 });
  found.known = { ...found.known, answer: 'proven' };
  return found;
}

describe('a state that knows nothing of the filter', () => {
  it.each([
    ['seconds', 'watched'],
    ['millis', 'watched'],
    ['iso', 'watched'],
    ['ignored', 'ignored'],
    ['refused', 'refused'],
    ['badRequest', 'refused'],
  ] as const)(
    'given an API that takes %s, when synced, then it says %s',
    async (updatedFrom, answer) => {
      const navan = await company({ updatedFrom });
      await navan.sync();
      expect(navan.known?.answer).toBe(answer);
      expect(navan.missing()).toEqual([]);
    },
  );

  it('given a filter that hides what changed, when synced, then it is not used', async () => {
    const navan = await company({ updatedHides: ['all'] });
    await navan.sync();
    expect(navan.known?.answer).toBe('empty');
  });

  it('given nothing that changed in the last day, when synced, then nothing is asked yet', async () => {
    const navan = await company();
    await navan.sync({ changes: 0 });
    expect(navan.known).toBeUndefined();
    expect(navan.requests.filter(({ updatedFrom }) => updatedFrom !== undefined)).toEqual([]);
  });

  it.each([
    ['changes_filter', { changes_filter: 'off' }],
    ['a recheck at every sync', { bookings_recheck_hours: 0 }],
  ])('given %s, when synced, then nothing is asked', async (_, config) => {
    const navan = await company();
    await navan.sync({ config });
    expect(navan.known).toBeUndefined();
    expect(navan.requests.filter(({ updatedFrom }) => updatedFrom !== undefined)).toEqual([]);
  });

  it('given a full refresh, when synced, then nothing is asked, and what is known stays', async () => {
    const navan = await company();
    await navan.sync({ mode: 'full_refresh' });
    expect(navan.known).toBeUndefined();
    await navan.sync();
    const { known } = navan;
    await navan.sync({ mode: 'full_refresh' });
    expect(navan.known).toEqual(known);
    expect(navan.requests.filter(({ updatedFrom }) => updatedFrom !== undefined)).toEqual([]);
  });

  it('given a refusal, when 30 days have passed, then it asks again', async () => {
    const navan = await company({ updatedFrom: 'badRequest' });
    await navan.sync();
    navan.navan.control.set({ updatedFrom: 'seconds' });
    await navan.sync({ hours: 29 * 24 });
    expect(navan.known?.answer).toBe('refused');
    await navan.sync({ hours: 25 });
    expect(navan.known?.answer).toBe('watched');
  });
});

describe('a filter that shows every change', () => {
  it('given a week of syncs that compared it, when it has shown enough, then syncs ask for changes only', async () => {
    const navan = await company();
    const answers = [];
    const monthsRead = [];
    for (let day = 0; day < 9; day++) {
      await navan.sync();
      answers.push(navan.known?.answer);
      monthsRead.push(navan.monthsRead.length);
      expect([day, navan.missing()]).toEqual([day, []]);
    }
    // After a week to the millisecond it may be either.
    expect(answers.filter((_, day) => day !== 7)).toEqual([
      ...Array<string>(7).fill('watched'),
      'proven',
    ]);
    await navan.sync();
    expect(navan.missing()).toEqual([]);
    expect(navan.monthsRead.length).toBeLessThan(monthsRead[6] ?? 0);
  }, 120_000);

  it('given fewer changes than the proof needs, when a week has passed, then it is still watched', async () => {
    const navan = await company();
    for (let day = 0; day < 9; day++) await navan.sync({ changes: 5 });
    expect(navan.known?.answer).toBe('watched');
  }, 120_000);

  it('given a proven one, when synced every eight hours, then each month is read once a week, not all at once', async () => {
    const navan = await proven();
    const reads: string[] = [];
    const most: number[] = [];
    for (let hour = 0; hour < WEEK_HOURS; hour += 8) {
      await navan.sync({ hours: 8, changes: 3 });
      expect(navan.missing()).toEqual([]);
      reads.push(...navan.monthsRead);
      most.push(navan.monthsRead.length);
    }
    expect(reads.sort()).toEqual([
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
      '2026-11',
    ]);
    expect(Math.max(...most)).toBeLessThan(4);
  }, 120_000);

  it('given a proven one, when no month is due, then no cursor of a month moves', async () => {
    const navan = await proven();
    const before = navan.states.get('bookings')?.['states'];
    await navan.sync({ hours: 1 });
    expect(navan.monthsRead).toEqual([]);
    expect(navan.states.get('bookings')?.['states']).toEqual(before);
    expect(navan.missing()).toEqual([]);
  });

  it('given bookings from before the start date, when they change, then they are not sent', async () => {
    const navan = await proven();
    navan.navan.control.insert('bookings', [
      { uuid: 'before', created: '2026-04-30T23:59:58Z', lastModified: '2026-11-02T08:30:00.000Z' },
      { uuid: 'after', created: '2026-05-01T00:00:00Z', lastModified: '2026-11-02T08:30:00.000Z' },
    ]);
    const run = await navan.sync({ hours: 1, changes: 0 });
    const ids = run.records().map((text) => (JSON.parse(text) as { uuid: string }).uuid);
    expect(ids).toContain('after');
    expect(ids).not.toContain('before');
  });

  it('given a pause that is longer than a week, when synced, then every month is read', async () => {
    const navan = await proven();
    await navan.sync({ hours: WEEK_HOURS + 1, changes: 100 });
    expect(navan.monthsRead).toHaveLength(7);
    expect(navan.missing()).toEqual([]);
    expect(navan.known?.answer).toBe('proven');
  });
});

describe('a filter that misses a change', () => {
  it('given a proven one, when a month has a change that it did not show, then one warning names the month, and all is read at once', async () => {
    const navan = await proven();
    navan.navan.control.set({ updatedHides: ['all'] });
    let run = await navan.sync({ hours: 48, changes: 60 });
    for (let day = 0; day < 9 && navan.known?.answer === 'proven'; day++)
      run = await navan.sync({ changes: 0 });
    expect(navan.known?.answer).toBe('lied');
    expect(navan.missing()).toEqual([]);
    const warnings = run.warnings(CAUGHT.text);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.facts).toMatchObject({ stream: 'bookings' });
    expect(navan.monthsRead).toContain(warnings[0]?.facts['partition']);
    const health = run.records('sync_health').map((text) => JSON.parse(text) as HealthRow);
    for (const { updated_filter, alerts } of health)
      expect([updated_filter, alerts]).toEqual(['lied', ['changes-filter-failed']]);
    expect(health).toHaveLength(2);
  }, 60_000);

  it('given a lie, when 30 days have passed, then it is not asked again until its entry is removed', async () => {
    const navan = await company();
    await navan.sync();
    navan.known = { answer: 'lied', at: new Date(START).toISOString() };
    await navan.sync({ hours: 40 * 24 });
    expect(navan.known).toMatchObject({ answer: 'lied' });
    expect(navan.requests.filter(({ updatedFrom }) => updatedFrom !== undefined)).toEqual([]);
    navan.known = undefined;
    await navan.sync();
    expect(navan.known).toMatchObject({ answer: 'watched' });
  });

  it('given a change that is younger than a day, when it is not shown yet, then that is no lie', async () => {
    const navan = await company({ updatedLagSeconds: 20 * 3600 });
    await navan.sync({ changes: 100 });
    expect(navan.known?.answer).toBe('watched');
    for (let sync = 0; sync < 4; sync++) await navan.sync({ hours: 30 });
    expect(navan.known?.answer).toBe('watched');
  });
});

describe('a filter that fails', () => {
  const only = { params: { updatedFrom: '/./' } };
  const fault = (status: number, more: object = {}): Fault => ({
    match: { ...only, ...more },
    fault: { kind: 'status', status },
  });

  it('given a proven one, when it is ignored, then the months are read in the same sync', async () => {
    const navan = await proven();
    navan.navan.control.set({ updatedFrom: 'ignored' });
    await navan.sync();
    expect(navan.known?.answer).toBe('ignored');
    expect(navan.missing()).toEqual([]);
  });

  it.each([
    ['400', fault(400)],
    ['401', fault(401)],
    ['403', fault(403)],
    ['404', fault(404)],
    ['500', fault(500)],
    ['503 after its first page', fault(503, { from: 2 })],
  ])(
    'given a proven one, when it answers %s in three syncs in a row, then the months are read each time, and it is given up',
    async (_, one) => {
      const navan = await proven();
      navan.navan.control.faults([one]);
      const answers = [];
      for (let day = 0; day < 3; day++) {
        const { failedStreams } = await navan.sync();
        expect([failedStreams, navan.missing()]).toEqual([[], []]);
        answers.push(navan.known?.answer);
      }
      expect(answers).toEqual(['proven', 'proven', 'refused']);
    },
    60_000,
  );

  it('given one that fails when it is asked for the first time, when synced again, then it is not asked again', async () => {
    const navan = await company();
    navan.navan.control.faults([fault(504)]);
    await navan.sync();
    await navan.sync();
    expect(navan.known?.answer).toBe('refused');
    expect(navan.requests.filter(({ updatedFrom }) => updatedFrom !== undefined)).toEqual([]);
  });

  it('given an outage of the whole API, when three syncs fail, then it is not given up', async () => {
    const navan = await proven();
    navan.navan.control.faults([
      { match: { path: '/v1/bookings' }, fault: { kind: 'status', status: 500 } },
    ]);
    for (let day = 0; day < 3; day++)
      await navan.sync({ options: { limits: { ...shortLimits, checkpointEveryMs: 20 } } });
    navan.navan.control.faults([]);
    await navan.sync();
    expect(navan.known?.answer).toBe('proven');
    expect(navan.missing()).toEqual([]);
  }, 60_000);

  it('given one that cannot page through a bulk update, when synced, then the months are read', async () => {
    const navan = await proven({ maxPageDepth: 3 });
    const at = new Date(navan.now + 1000).toISOString();
    navan.navan.control.change('bookings', 240, { lastModified: at });
    navan.navan.control.insert(
      'bookings',
      Array.from({ length: 200 }, (_, n) => ({
        uuid: `bulk ${String(n)}`,
        created: at,
        lastModified: at,
      })),
    );
    const { failedStreams } = await navan.sync({ hours: 1, changes: 0 });
    expect([failedStreams, navan.missing()]).toEqual([[], []]);
  }, 60_000);
});

describe('a proven filter that does not show everything for other reasons', () => {
  it('given one that shows changes a day and a half late, when synced every six hours, then they arrive when it shows them', async () => {
    const navan = await proven({ updatedLagSeconds: 36 * 3600 });
    for (let sync = 0; sync < 9; sync++) {
      await navan.sync({ hours: 6, changes: 10 });
      expect(navan.missing(36 + 6)).toEqual([]);
    }
  }, 60_000);

  it('given a start date that moves forward and back, when synced, then the changes of the time between arrive', async () => {
    const navan = await proven();
    const later = { config: { start_date: '2026-08-01T00:00:00Z' } };
    for (let day = 0; day < 2; day++) await navan.sync(later);
    await navan.sync({ hours: 12 });
    expect(navan.missing()).toEqual([]);
  });

  it('given a time in which it was switched off, when one month fails in the next sync, then the changes of that time arrive', async () => {
    const navan = await proven();
    navan.navan.control.faults([
      { match: { touches: MAY, from: 1 }, fault: { kind: 'status', status: 500 } },
    ]);
    for (let sync = 0; sync < 3; sync++)
      await navan.sync({ hours: 72, config: { changes_filter: 'off' } });
    await navan.sync();
    navan.navan.control.faults([]);
    await navan.sync({ hours: 25 });
    expect(navan.missing()).toEqual([]);
  }, 60_000);

  it('given a position in the future, when synced, then the months are read and it is put right', async () => {
    const navan = await proven();
    navan.known = { ...navan.known, until: '2036-01-01T00:00:00.000Z' };
    await navan.sync({ hours: 72 });
    expect(navan.missing()).toEqual([]);
    expect(Date.parse(navan.known.until ?? '')).toBeLessThanOrEqual(navan.now);
  });

  it('given one booking with a time of tomorrow, when synced, then the filter is still proven', async () => {
    const navan = await proven();
    const lastModified = new Date(navan.now + 36 * HOUR).toISOString();
    navan.navan.control.change('bookings', 1, { lastModified });
    await navan.sync({ hours: 1 });
    expect(navan.known?.answer).toBe('proven');
  });
});

it('given a state without the answer, as the version before writes it, when synced, then every month is read that it would read', async () => {
  const navan = await proven();
  await navan.sync({ hours: 12 });
  navan.known = undefined;
  await navan.sync({ hours: 24 });
  expect(navan.missing()).toEqual([]);
  expect(truth(navan.navan)).not.toHaveLength(0);
});
