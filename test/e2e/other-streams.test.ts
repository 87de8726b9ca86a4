import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';
import { TYPES } from '../support/transaction-types';
import { expectIdsAmong, expectRecords } from '../support/records';

const simulator = simulators();
const HOUR = 3_600_000;

/** A record of an expense type as it must be sent: with its type appended. */
const withSource = (text: string, type: string): string =>
  `${text.slice(0, -1)},"transaction_source":"${type}"}`;

describe('transactions', () => {
  it('given eight types, when read, then each record is sent once, unchanged except for its added type', async () => {
    const navan = await simulator({ seed: 2, bookings: 0, transactions: 120 });
    const read = await sync(navan, { streams: ['transactions'] });
    const expected = TYPES.flatMap((type) =>
      truth(navan, type).map((text) => withSource(text, type)),
    );
    expectRecords('transactions', read.records('transactions'), expected);
  });

  it.each([500, 501])(
    'given %i of one type, when read page by page, then all are sent',
    async (transactions) => {
      const navan = await simulator({ bookings: 0, transactions });
      const read = await sync(navan, {
        streams: ['transactions'],
        config: { transaction_types: ['fees'] },
      });
      expect(new Set(read.ids('transactions', 'id')).size).toBe(transactions);
      expect(read.records('transactions')).toHaveLength(transactions);
    },
  );

  it('given an earlier state, when fewer types are selected, then they resume and the other cursors stay', async () => {
    const navan = await simulator({ bookings: 0, transactions: 30 });
    const first = await sync(navan, { streams: ['transactions'] });
    const changed = navan.control.change('fees', 4, { fields: { policy: 'x' } });
    const second = await sync(navan, {
      streams: ['transactions'],
      state: first.states,
      config: { transaction_types: ['fees'] },
    });
    expectIdsAmong('transactions', second.ids('transactions', 'id'), changed);
    expect(second.cursor('disputes', 'transactions')).toBe(
      first.cursor('disputes', 'transactions'),
    );
  });

  it('given a record that already has the field, when read, then the field is replaced and appears once', async () => {
    const navan = await simulator({ bookings: 0 });
    const today = new Date().toISOString();
    navan.control.insert('fees', [
      `{"id":"1","transaction_source":"x","modified_timestamp":"${today}"}`,
    ]);
    const read = await sync(navan, { streams: ['transactions'] });
    expect(read.records('transactions')).toEqual([
      `{"id":"1","transaction_source":"fees","modified_timestamp":"${today}"}`,
    ]);
  });

  it('given a cursor before the floor, when read, then the sync continues and a warning names the possible gap', async () => {
    const navan = await simulator({ bookings: 0, transactions: 10 });
    const states = [
      {
        partition: { transaction_type: 'fees' },
        cursor: { modified_timestamp: '2026-01-05T00:00:00.000Z' },
      },
    ];
    const read = await sync(navan, {
      streams: ['transactions'],
      state: new Map([['transactions', { states }]]),
    });
    expect(read.failedStreams).toEqual([]);
    const [gap, ...others] = read.warnings('too long ago');
    expect(others).toEqual([]);
    expect(gap?.facts).toMatchObject({ partition: 'fees', from: '2026-01-05T00:00:00Z' });
  });

  it('given changes that become visible four hours late, when read twice a day, then the two reads have them all', async () => {
    const navan = await simulator({ bookings: 0, transactions: 40, lagSeconds: 4 * 3600 });
    const first = await sync(navan, { streams: ['transactions'] });
    navan.control.change('fees', 5, {
      lastModified: new Date(Date.now() - HOUR).toISOString(),
      fields: { policy: 'late' },
    });
    const during = await sync(navan, { streams: ['transactions'], state: first.states });
    navan.control.setNow(new Date(Date.now() + 4 * HOUR).toISOString());
    const after = await sync(navan, { streams: ['transactions'], state: during.states });
    const late = after.records('transactions').filter((text) => text.includes('"policy":"late"'));
    expect(late).toHaveLength(5);
  });
});

describe('the floor of the Expense API', () => {
  it.each([
    '2027-03-01T00:00:05Z',
    '2026-12-31T23:59:00Z',
    '2028-02-29T12:00:00Z',
    '2027-05-31T08:00:00Z',
  ])(
    'given that it is %s, when transactions and receipts are read, then all are sent and nothing before the floor is requested',
    async (now) => {
      const navan = await simulator({ seed: 5, bookings: 0, transactions: 60, now });
      const read = await sync(navan, { streams: ['transactions', 'transaction_receipts'] });
      expect(read.errors.map(({ message }) => message)).toEqual([]);
      const expected = TYPES.flatMap((type) =>
        truth(navan, type).map((text) => withSource(text, type)),
      );
      expectRecords('transactions', read.records('transactions'), expected);
      const refused = navan.control.requests().filter(({ status }) => status >= 400);
      // The earlier clock makes the first request of each path: eight types, each again and then without line items,
      // and receipts, plus some sent before the first response.
      expect(refused.length).toBeLessThanOrEqual(3 * 8 + 1 + 4);
      const real = Date.now;
      const offset = Date.parse(now) - real();
      jest.spyOn(Date, 'now').mockImplementation(() => real() + offset);
      navan.control.resetLog();
      const right = await sync(navan, { streams: ['transactions', 'transaction_receipts'] });
      jest.restoreAllMocks();
      expectRecords('transactions', right.records('transactions'), expected);
      expect(navan.control.requests().filter(({ status }) => status >= 400)).toEqual([]);
    },
  );
});

describe('users and receipts', () => {
  it.each([0, 1, 100, 250])('given %i users, when read, then each is sent once', async (users) => {
    const navan = await simulator({ bookings: 0, users });
    const read = await sync(navan, { streams: ['users'] });
    expectRecords('users', read.records('users'), truth(navan, 'users'));
    expect(read.checkpoints('users')).toHaveLength(1);
  });

  it('given receipts, when read, then those of seven days are sent, each once, with their primary key', async () => {
    const navan = await simulator({ bookings: 0, transactions: 150 });
    const read = await sync(navan, { streams: ['transaction_receipts'] });
    const ids = read.ids('transaction_receipts', 'transaction_id');
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    const [asked] = navan.control.requests().filter(({ path }) => path.endsWith('/receipts'));
    const day = (offset: number): string =>
      new Date(Date.now() + offset * 24 * HOUR).toISOString().slice(0, 10);
    expect(asked?.params).toMatchObject({
      'date_modified.from': day(-7),
      'date_modified.to': day(0),
    });
  });
});

describe('personal data', () => {
  const OFF = { personal_data: undefined };

  it('given the defaults, when read, then no passport is sent and no HR group is requested', async () => {
    const navan = await simulator({ seed: 2, bookings: 200, transactions: 20 });
    expect(truth(navan).join('')).toContain('passport');
    const read = await sync(navan, { streams: ['bookings', 'transactions'], config: OFF });
    expect(read.records('bookings')).toHaveLength(200);
    expect(read.records('bookings').join('')).not.toContain('passport');
    expect(read.records('transactions').join('')).not.toContain('traveler_department');
    expect(JSON.stringify(navan.control.requests())).not.toContain('TRAVELER_HR');
  });

  it('given the options, when read, then both are sent', async () => {
    const navan = await simulator({ seed: 2, bookings: 200, transactions: 20 });
    const read = await sync(navan, { streams: ['bookings', 'transactions'] });
    expect(read.records('bookings').join('')).toContain('"passport":{');
    expect(read.records('transactions').join('')).toContain('traveler_department');
  });
});
