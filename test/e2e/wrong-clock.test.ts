import type { Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import type { ConnectorRun } from '../support/connector-run';
import { expectRecords } from '../support/records';

const simulator = simulators();
const DAY = 86_400_000;
const at = (ms: number): string => new Date(ms).toISOString();

/** Requests whose bounds are reversed, which no API has to accept. */
const inverted = (navan: Simulator): number =>
  navan.control
    .requests()
    .filter(({ params }) => Number(params['createdFrom']) > Number(params['createdTo'])).length;

describe('a wrong clock of this machine', () => {
  it.each([
    ['a hundred days behind', 100 * DAY],
    ['two years behind', 730 * DAY],
    ['a hundred days ahead', -100 * DAY],
    ['ten minutes ahead', -600_000],
  ])(
    "given one that is %s, when read, then the server's months are read, cursors use the earlier clock and one warning says so",
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
      expect(read.warnings("clock and the API's differ")).toHaveLength(1);
      expect(inverted(navan)).toBe(0);
      const newest = (
        read.states.get('bookings')?.['states'] as { cursor: { lastModified: string } }[]
      )
        .map(({ cursor }) => Date.parse(cursor.lastModified))
        .reduce((most, each) => Math.max(most, each), 0);
      expect(newest).toBeLessThanOrEqual(Math.min(now + 10_000, Date.now()));
      expect(newest).toBeGreaterThan(Math.min(now, Date.now()) - 10_000);
      const again = await sync(navan, { config, state: read.states });
      expect(again.failedStreams).toEqual([]);
    },
  );

  it('given a server before a month boundary and a machine ahead of it, when read, then no request has reversed bounds', async () => {
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
    'given one that is %s by a year and a state from an hour ago, when read, then no cursor is reported as too old or in the future',
    async (_, offset) => {
      const now = Date.now() + offset;
      const layout = [{ created: at(now - DAY), count: 3 }];
      const navan = await simulator({ bookings: 0, layout, transactions: 3, now: at(now) });
      const config = {
        start_date: at(Math.min(now, Date.now()) - 20 * DAY).slice(0, 10) + 'T00:00:00Z',
      };
      const streams = ['bookings', 'transactions'];
      const first = await sync(navan, { streams, config });
      navan.control.setNow(at(now + 3_600_000));
      const second = await sync(navan, { streams, config, state: first.states });
      const others = second.warnings().filter(({ facts }) => facts['alert'] === undefined);
      expect(others).toHaveLength(1);
      expect(second.lines.map(({ facts }) => facts['alert'])).not.toContain('bookings-stale');
      expect(second.warnings("clock and the API's differ")).toHaveLength(1);
    },
  );

  it('given one that is right within five minutes, when read, then there is no warning', async () => {
    const navan = await simulator({ bookings: 0, now: at(Date.now() + 4 * 60_000) });
    const read = await sync(navan, { mode: 'full_refresh' });
    expect(read.warnings('clock')).toHaveLength(0);
  });

  it('given one that is a year behind, when transactions are read, then those the server still has are sent', async () => {
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

describe('an API with wrong times in its responses', () => {
  const dated = (
    offset: number,
    match: object = {},
  ): Parameters<Simulator['control']['faults']>[0] => [
    {
      match,
      fault: { kind: 'headers', headers: { Date: new Date(Date.now() + offset).toUTCString() } },
    },
  ];
  const layout = [60, 20, 5, 0.01].map((days) => ({
    created: at(Date.now() - days * DAY),
    count: 3,
  }));
  const config = { start_date: at(Date.now() - 80 * DAY).slice(0, 10) + 'T00:00:00Z' };
  const streams = ['bookings', 'transactions', 'transaction_receipts'];
  const expectAll = (navan: Simulator, read: ConnectorRun): void => {
    expect(read.failedStreams).toEqual([]);
    expectRecords('bookings', read.records(), truth(navan));
    const ids = new Set(read.ids('transactions', 'id'));
    expect(ids.size).toBe(truth(navan, 'transactions').length);
    expect(read.records('transaction_receipts').length).toBeGreaterThan(0);
  };

  it.each([
    ['three days ahead', 3 * DAY],
    ['a year ahead', 365 * DAY],
    ['ten days behind', -10 * DAY],
    ['forty days behind', -40 * DAY],
    ['in 1970', -Date.now()],
  ])(
    'given a whole sync %s, when read, then everything is sent and later changes arrive with the next sync',
    async (_, offset) => {
      const navan = await simulator({ bookings: 0, layout, transactions: 5 });
      navan.control.faults(dated(offset));
      const first = await sync(navan, { streams, config });
      if (offset < 300 * DAY) expectAll(navan, first);
      const [changed] = navan.control.change('bookings', 1, { fields: { purpose: 'later' } });
      navan.control.faults([]);
      const second = await sync(navan, { config, state: first.states });
      expect(second.ids()).toContain(changed);
      expect(Date.parse(first.cursor(at(Date.now()).slice(0, 7)) ?? '')).toBeLessThanOrEqual(
        Date.now(),
      );
    },
  );

  it("given a machine ten days behind, before a month boundary, when transactions are read, then they are read from the API's floor", async () => {
    jest.spyOn(Date, 'now').mockImplementation(() => Date.parse('2026-11-25T12:00:00Z'));
    const navan = await simulator({ bookings: 0, transactions: 9, now: '2026-12-05T12:00:00Z' });
    const read = await sync(navan, { streams, config: { start_date: '2026-01-01T00:00:00Z' } });
    jest.restoreAllMocks();
    expect(read.failedStreams).toEqual([]);
    const from = '2026-10-01T00:00:00Z';
    expect(new Set(read.ids('transactions', 'id')).size).toBe(
      [...navan.control.truth('transactions', { from })].length,
    );
  });

  it.each([
    ["the token's", { path: '/ta-auth/oauth/token' }],
    ['the first bookings response', { path: '/v1/bookings', nth: 1 }],
    ['the last bookings response', { path: '/v1/bookings', nth: 3 }],
  ])(
    'given one response, %s, ten days behind or three ahead, when read, then it is ignored and reported once',
    async (_, match) => {
      for (const offset of [-10 * DAY, 3 * DAY]) {
        const navan = await simulator({ bookings: 0, layout, transactions: 5 });
        navan.control.faults(dated(offset, match));
        const read = await sync(navan, { streams, config });
        expectAll(navan, read);
        expect(read.warnings('The time of a response contradicts')).toHaveLength(1);
        expect(read.warnings("clock and the API's differ")).toHaveLength(0);
        const cursor = Date.parse(read.cursor(at(Date.now()).slice(0, 7)) ?? '');
        expect(cursor).toBeLessThanOrEqual(Date.now());
        expect(cursor).toBeGreaterThan(Date.now() - 60_000);
      }
    },
  );

  it("given a machine two days ahead and one response a month behind, when read, then no cursor is later than the server's time", async () => {
    const navan = await simulator({ bookings: 0, layout });
    const Date2 = (days: number): string => new Date(Date.now() - days * DAY).toUTCString();
    navan.control.faults([
      {
        match: { path: '/v1/bookings', nth: 3 },
        fault: { kind: 'headers', headers: { Date: Date2(30) } },
      },
      { fault: { kind: 'headers', headers: { Date: Date2(2) } } },
    ]);
    const read = await sync(navan, { config });
    const states = read.states.get('bookings')?.['states'] as {
      cursor: { lastModified: string };
    }[];
    for (const { cursor } of states)
      expect(Date.parse(cursor.lastModified)).toBeLessThanOrEqual(Date.now() - 2 * DAY + 1000);
  });

  it('given a token of an earlier sync and a machine with a wrong clock, when read, then the first response is confirmed before records are sent', async () => {
    const now = Date.now() + 100 * DAY;
    const rows = [{ created: at(now - 0.5 * DAY), count: 3 }];
    const navan = await simulator({ bookings: 0, layout: rows, now: at(now) });
    const first = await sync(navan, { config });
    navan.control.resetLog();
    navan.control.insert('bookings', [
      { uuid: 'new', created: at(now - 60_000), lastModified: at(now - 60_000) },
    ]);
    const second = await sync(navan, { config, state: first.states });
    expect(second.failedStreams).toEqual([]);
    expect(second.ids()).toContain('new');
    expect(navan.control.requests().filter(({ path }) => path.includes('token'))).toEqual([]);
  });
});
