import fc from 'fast-check';
import { decimalOf, decimalText, plus } from '../../simulator/data/decimal';
import { closeAll, simulate } from './support/client';

afterEach(closeAll);

const money = fc
  .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(4))
  .map(([units, scale]) => ({ units: BigInt(units), scale }));

describe('a decimal', () => {
  it('given any two, adds them exactly, whatever their decimals', () => {
    fc.assert(
      fc.property(money, money, (a, b) => {
        const sum = decimalOf(decimalText(plus(a, b)));
        const scale = 10n ** 8n;
        const at = ({ units, scale: digits }: typeof a): bigint =>
          (units * scale) / 10n ** BigInt(digits);
        expect(sum && at(sum)).toBe(at(a) + at(b));
      }),
    );
  });

  it.each([
    ['1.50', '1.50'],
    ['-0.05', '-0.05'],
    ['1e2', '100'],
    ['1E-2', '0.01'],
    ['9007199254740993', '9007199254740993'],
    ['12.5e1', '125'],
    ['x', undefined],
    ['', undefined],
    ['1,5', undefined],
  ])('reads %j as %s', (text, expected) => {
    const decimal = decimalOf(text);
    expect(decimal && decimalText(decimal)).toBe(expected);
  });
});

describe('sums', () => {
  it('add exactly what a double would round, by the requested fields', async () => {
    const client = await simulate({ bookings: 0, transactions: 0 });
    const { control } = client.simulator;
    const fee = (
      id: string,
      posted_amount: string,
      posted_currency: string,
      day: string,
    ): object => ({
      ...{ id, posted_amount, posted_currency, posted_date: day },
      modified_timestamp: '2026-11-01T00:00:00Z',
    });
    control.insert('fees', [
      fee('a', '0.1', 'USD', '2026-10-31'),
      fee('b', '0.2', 'USD', '2026-10-01'),
      fee('c', '9007199254740993.001', 'KWD', '2026-11-01'),
      fee('d', '-1', 'KWD', '2026-11-01'),
    ] as Record<string, unknown>[]);
    const found = control.sums('fees', { by: ['posted_date:month', 'posted_currency'] });
    expect(found.map(({ by, records, sums }) => [by, records, sums['posted_amount']])).toEqual([
      [{ 'posted_date:month': '2026-10', posted_currency: 'USD' }, 2, '0.3'],
      [{ 'posted_date:month': '2026-11', posted_currency: 'KWD' }, 2, '9007199254740992.001'],
    ]);
  });

  it('tell an empty value from zero, and never add amounts of several currencies', async () => {
    const { control } = (await simulate({ bookings: 60, emptyFields: 'null' })).simulator;
    const [whole] = control.sums('bookings');
    expect(whole?.records).toBe(60);
    expect(whole?.sums).not.toHaveProperty('grandTotal');
    const groups = control.sums('bookings', { by: ['currency', 'bookingType'] });
    const cars = groups.find(({ by }) => by['bookingType'] === 'CAR');
    expect(cars).toMatchObject({ sums: { carbonEmissions: null }, counts: { carbonEmissions: 0 } });
    const records = groups.reduce((sum, group) => sum + group.records, 0);
    expect(records).toBe(60);
  });

  it('count nights from the first to the last day of hotels', async () => {
    const { control } = (await simulate({ bookings: 0 })).simulator;
    const booking = (uuid: string, bookingType: string): object => ({
      ...{ uuid, bookingType, startDate: '2026-02-27', endDate: '2026-03-02' },
      created: '2026-01-01T00:00:00Z',
    });
    control.insert('bookings', [booking('a', 'HOTEL'), booking('b', 'CAR')] as Record<
      string,
      unknown
    >[]);
    const [sum] = control.sums('bookings');
    expect([sum?.sums['nights'], sum?.counts['nights']]).toEqual(['3', 1]);
  });

  it('over HTTP are the same, and refuse what is misspelt', async () => {
    const client = await simulate();
    const { control, url } = client.simulator;
    const get = (query: string): Promise<Response> => fetch(`${url}/_control/sums?${query}`);
    const answer = await get('stream=transactions&by=_type,posted_currency&type=fees');
    expect(await answer.json()).toEqual(
      control.sums('transactions', { type: 'fees', by: ['_type', 'posted_currency'] }),
    );
    expect((await get('stream=transactions&by=posted_date:year')).status).toBe(400);
    expect((await get('stream=users')).status).toBe(400);
    expect((await get('by=_type')).status).toBe(400);
  });

  it('given history, include expense records before the floor of the API', async () => {
    const { control } = (await simulate({ transactions: 0 })).simulator;
    control.insert('fees', [{ id: 'old', modified_timestamp: '2026-08-31T23:59:59Z' }]);
    expect(control.sums('fees')).toEqual([]);
    expect(control.sums('fees', { history: true })[0]?.records).toBe(1);
    expect([...control.truth('fees', { history: true })]).toHaveLength(1);
  });
});
