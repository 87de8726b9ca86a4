import type { Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import { expectRecords } from '../support/records';

const simulator = simulators();
const DAY = 86_400_000;
const at = (ms: number): string => new Date(ms).toISOString();

/** Requests whose bounds are the wrong way round, which no API has to answer. */
const inverted = (navan: Simulator): number =>
  navan.control
    .requests()
    .filter(({ params }) => Number(params['createdFrom']) > Number(params['createdTo'])).length;

describe('a clock of this machine that is wrong', () => {
  it.each([
    ['behind by a hundred days', 100 * DAY],
    ['behind by two years', 730 * DAY],
    ['ahead by a hundred days', -100 * DAY],
    ['ahead by ten minutes', -600_000],
  ])(
    'given one that is %s, when read, then the months of the server are read and one warning says so',
    async (_, offset) => {
      const now = Date.now() + offset;
      const layout = [200, 130, 60, 10, 0.01].map((days) => ({
        created: at(now - days * DAY),
        count: 3,
      }));
      const navan = await simulator({ bookings: 0, layout, now: at(now) });
      const config = {
        start_date: at(Math.min(now, Date.now()) - 210 * DAY).slice(0, 10) + 'T00:00:00Z',
      };
      const read = await sync(navan, { mode: 'full_refresh', config });
      expect(read.failedStreams).toEqual([]);
      expectRecords('bookings', read.records(), truth(navan));
      expect(read.warnings('clock of this machine is wrong')).toHaveLength(1);
      expect(inverted(navan)).toBe(0);
      const newest = (
        read.states.get('bookings')?.['states'] as { cursor: { lastModified: string } }[]
      )
        .map(({ cursor }) => Date.parse(cursor.lastModified))
        .reduce((most, each) => Math.max(most, each), 0);
      expect(newest).toBeLessThanOrEqual(now);
      expect(newest).toBeGreaterThan(now - 10_000);
      const again = await sync(navan, { config, state: read.states });
      expect(again.failedStreams).toEqual([]);
    },
  );

  it('given a server before the turn of a month and a machine ahead of it, when read, then nothing is asked the wrong way round', async () => {
    const turn = new Date();
    turn.setUTCDate(1);
    turn.setUTCHours(0, 0, 0, 0);
    const layout = [{ created: at(turn.getTime() - DAY), count: 3 }];
    const navan = await simulator({ bookings: 0, layout, now: at(turn.getTime() - 5 * 60_000) });
    const config = { start_date: at(turn.getTime() - 40 * DAY).slice(0, 10) + 'T00:00:00Z' };
    const read = await sync(navan, { mode: 'full_refresh', config });
    expect(read.failedStreams).toEqual([]);
    expectRecords('bookings', read.records(), truth(navan));
    expect(inverted(navan)).toBe(0);
  });

  it.each([
    ['behind', 365 * DAY],
    ['ahead', -365 * DAY],
  ])(
    'given one that is %s by a year and a state of an hour ago, when read, then no cursor is said to be too old or in the future',
    async (_, offset) => {
      const now = Date.now() + offset;
      const layout = [{ created: at(now - DAY), count: 3 }];
      const navan = await simulator({ bookings: 0, layout, transactions: 3, now: at(now) });
      const config = { start_date: at(now - 20 * DAY).slice(0, 10) + 'T00:00:00Z' };
      const streams = ['bookings', 'transactions'];
      const first = await sync(navan, { streams, config });
      navan.control.setNow(at(now + 3_600_000));
      const second = await sync(navan, { streams, config, state: first.states });
      expect(second.output.lines.filter(({ level }) => level === 'WARN')).toHaveLength(1);
      expect(second.warnings('clock of this machine is wrong')).toHaveLength(1);
    },
  );

  it('given one that is right to five minutes, when read, then nothing is said', async () => {
    const navan = await simulator({ bookings: 0, now: at(Date.now() + 4 * 60_000) });
    const read = await sync(navan, { mode: 'full_refresh' });
    expect(read.warnings('clock')).toHaveLength(0);
  });

  it('given one that is behind by a year, when transactions are read, then they are those that the server still has', async () => {
    const navan = await simulator({
      bookings: 0,
      transactions: 20,
      now: at(Date.now() + 365 * DAY),
    });
    const read = await sync(navan, { streams: ['transactions', 'transaction_receipts'] });
    expect(read.failedStreams).toEqual([]);
    expect(new Set(read.ids('transactions', 'id')).size).toBe(truth(navan, 'transactions').length);
    expect(read.records('transaction_receipts').length).toBeGreaterThan(0);
  });
});
