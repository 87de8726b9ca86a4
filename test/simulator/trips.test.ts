import type { Switches } from '../../simulator';
import { closeAll, simulate } from './support/client';

afterEach(closeAll);

const SEEDS = [1, 2, 3];

interface Booking {
  readonly [name: string]: unknown;
  readonly uuid: string;
  readonly bookingId: string;
  readonly bookingType: string;
  readonly bookingStatus: string;
  readonly tripUuids: readonly string[] | null;
  readonly passengers: readonly { readonly person: { readonly uuid: string } }[];
  readonly credit: Readonly<Record<string, number | null>> | null;
}

async function trips(
  seed: number,
  switches: Partial<Switches> = {},
  bookings = 400,
): Promise<Booking[]> {
  const client = await simulate({
    seed,
    bookings,
    travel: 'trips',
    emptyFields: 'null',
    ...switches,
  });
  return [...client.simulator.control.truth('bookings')].map((one) => JSON.parse(one) as Booking);
}

function byTrip(bookings: readonly Booking[]): Booking[][] {
  const groups = new Map<string, Booking[]>();
  for (const booking of bookings)
    for (const trip of booking.tripUuids ?? [])
      groups.set(trip, [...(groups.get(trip) ?? []), booking]);
  return [...groups.values()];
}

const instant = (booking: Booking, name: string): number => Date.parse(String(booking[name]));
const mills = (value: unknown): number => Math.round(Number(value) * 1000);
const status = (name: string) => (booking: Booking) => booking.bookingStatus === name;
const amount = (name: string) => (booking: Booking) => booking[name] !== null;

describe.each(SEEDS)('given seed %i, trips', (seed) => {
  it('have flights, hotels and cars of several travellers', async () => {
    const groups = byTrip(await trips(seed));
    const types = (group: Booking[]): Set<string> => new Set(group.map((one) => one.bookingType));
    const people = (group: Booking[]): Set<unknown> =>
      new Set(group.flatMap((one) => one.passengers.map(({ person }) => person.uuid)));
    const full = groups.filter(
      (group) =>
        ['FLIGHT', 'HOTEL', 'CAR'].every((type) => types(group).has(type)) &&
        people(group).size > 1,
    );
    expect(full.length).toBeGreaterThan(10);
    const bookings = await trips(seed);
    expect(bookings.some(({ tripUuids }) => tripUuids === null)).toBe(true);
    expect(bookings.some(({ tripUuids }) => tripUuids?.length === 2)).toBe(true);
  });

  it('have one name, one destination and the same days, and were booked before them', async () => {
    const bookings = await trips(seed);
    for (const group of byTrip(bookings)) {
      const alone = group.filter(({ tripUuids }) => tripUuids?.length === 1);
      const values = (name: string): Set<string> =>
        new Set(alone.map((one) => JSON.stringify(one[name])));
      for (const name of ['tripName', 'destination', 'startDate'])
        expect(values(name).size).toBe(1);
    }
    for (const one of bookings) {
      expect(instant(one, 'created')).toBeLessThan(instant(one, 'startDate'));
      expect(instant(one, 'startDate')).toBeLessThanOrEqual(instant(one, 'endDate'));
      expect(instant(one, 'created')).toBeLessThanOrEqual(instant(one, 'lastModified'));
      expect(instant(one, 'lastModified')).toBeLessThanOrEqual(Date.parse('2026-11-24T12:00:00Z'));
    }
  });

  it('add up as other bookings do, cancelled ones say when', async () => {
    const bookings = await trips(seed);
    for (const one of bookings) {
      const fees = mills(one['bookingFee']) + mills(one['tripFee'] ?? 0);
      const total = mills(one['basePrice']) + mills(one['tax']) + fees;
      if (one['tripFee'] !== null) expect(mills(one['grandTotal'])).toBe(total);
      const isOff = ['CANCELED', 'VOIDED'].includes(one.bookingStatus);
      expect(one['cancelledAt'] === null).toBe(!isOff);
    }
    expect(bookings.filter(status('CANCELED')).length).toBeGreaterThan(10);
    expect(bookings.filter(status('VOIDED')).length).toBeGreaterThan(3);
  });

  it('have exchanged flights: the new booking has the locator and the difference of the old', async () => {
    const bookings = await trips(seed);
    const exchanges = bookings.filter(amount('exchangeAmount'));
    expect(exchanges.length).toBeGreaterThan(3);
    for (const one of exchanges) {
      const old = bookings.find(
        (other) =>
          other.bookingId === one.bookingId &&
          other.uuid !== one.uuid &&
          other.tripUuids?.[0] === one.tripUuids?.[0],
      );
      expect(old?.bookingStatus).toBe('CANCELED');
      expect(one.bookingStatus).toBe('TICKETED');
      const price = (booking: Booking): number =>
        mills(booking['basePrice']) + mills(booking['tax']);
      expect(mills(one['exchangeAmount'])).toBe(old && price(one) - price(old));
      expect(old && instant(old, 'lastModified') >= instant(one, 'created')).toBe(true);
    }
  });

  it('have credits: what a later flight uses is no longer available', async () => {
    const bookings = await trips(seed);
    const users = bookings.filter(({ credit }) => typeof credit?.['creditUsed'] === 'number');
    expect(users.length).toBeGreaterThan(3);
    for (const { credit, passengers, currency, created } of users) {
      const earlier = bookings.filter(
        (one) =>
          one.bookingType === 'FLIGHT' &&
          one.bookingStatus === 'CANCELED' &&
          one['currency'] === currency &&
          one.passengers[0]?.person.uuid === passengers[0]?.person.uuid &&
          String(one['created']) <= String(created) &&
          mills(one['basePrice']) ===
            mills(credit?.['creditUsed']) + mills(credit?.['residualCredit']),
      );
      expect(earlier.map((one) => mills(one.credit?.['creditAvailable']))).toEqual([
        mills(credit?.['residualCredit']),
      ]);
    }
    expect(bookings.filter(status('VOIDED')).some(({ credit }) => credit !== null)).toBe(false);
  });

  it('have emissions in metric tons for flights and trains, not for all', async () => {
    const bookings = await trips(seed);
    for (const type of ['FLIGHT', 'RAIL']) {
      const of = bookings.filter(({ bookingType }) => bookingType === type);
      const known = of.filter(amount('carbonEmissions'));
      expect(known.length > 0 && known.length < of.length).toBe(true);
      for (const one of known) {
        const miles = Number(one['flightMiles'] ?? one['trainMiles']);
        const perMile = type === 'FLIGHT' ? 0.000187 : 0.000041;
        expect(Number(one['carbonEmissions'])).toBeCloseTo(miles * perMile, 5);
      }
    }
    expect(
      bookings.some((one) => one.bookingType === 'HOTEL' && one['carbonEmissions'] !== null),
    ).toBe(false);
  });
});

describe('the switch for exchanges', () => {
  const exchangedStatus = async (exchanges: Switches['exchanges']): Promise<Set<string>> => {
    const replaced = await trips(1);
    const uuids = new Set(
      replaced
        .filter(amount('exchangeAmount'))
        .map((one) => replaced.find((other) => other.bookingId === one.bookingId)?.uuid),
    );
    const found = (await trips(1, { exchanges })).filter(({ uuid }) => uuids.has(uuid));
    return new Set(found.map((one) => `${one.bookingStatus} ${String(one['exchangeFee'])}`));
  };

  it.each([
    ['replaced', 'CANCELED null'],
    ['kept', 'TICKETED null'],
    ['inPlace', 'TICKETED 25'],
  ] as const)('given %s, leaves the old booking as %s', async (exchanges, expected) => {
    expect([...(await exchangedStatus(exchanges))]).toEqual([expected]);
  });
});

it.each([1, 7, 8, 13])(
  'given %i bookings, all can be read, also those of an incomplete block',
  async (count) => {
    const bookings = await trips(5, {}, count);
    expect(new Set(bookings.map(({ uuid }) => uuid)).size).toBe(count);
    const client = await simulate({
      seed: 5,
      bookings: count,
      travel: 'trips',
      emptyFields: 'null',
    });
    expect((await client.bookings({ size: 100 })).data).toEqual(bookings);
  },
);

it('the filters by type, status and last day agree with the records', async () => {
  const client = await simulate({ bookings: 96, travel: 'trips' });
  const all = [...client.simulator.control.truth('bookings')].map(
    (one) => JSON.parse(one) as Booking,
  );
  for (const [name, value] of [
    ['bookingType', 'CAR'],
    ['bookingStatus', 'VOIDED'],
  ] as const) {
    const { data } = await client.bookings({ size: 100, [name]: value });
    expect(data).toEqual(all.filter((one) => one[name] === value));
  }
  const end = '2026-06-30';
  const { data } = await client.bookings({ size: 100, startDateTo: Date.parse(end) / 1000 });
  expect(data).toEqual(all.filter((one) => String(one['endDate']) <= end));
});

it('sums of trips are the records added up, by type, month, currency and status', async () => {
  const client = await simulate({ bookings: 300, travel: 'trips' });
  const { control } = client.simulator;
  const all = [...control.truth('bookings')].map((one) => JSON.parse(one) as Booking);
  const by = ['bookingType', 'created:month', 'startDate:month', 'currency', 'bookingStatus'];
  const groups = control.sums('bookings', { by });
  expect(groups.length).toBeGreaterThan(100);
  for (const group of groups) {
    const own = all.filter((one) =>
      by.every((name) => {
        const [field = '', part] = name.split(':');
        const value = String(one[field]);
        return (part === undefined ? value : value.slice(0, 7)) === group.by[name];
      }),
    );
    expect(own).toHaveLength(group.records);
    for (const name of ['grandTotal', 'usdGrandTotal'])
      expect(mills(group.sums[name])).toBe(own.reduce((sum, one) => sum + mills(one[name]), 0));
  }
});
