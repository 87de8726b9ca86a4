import type { Switches } from '../../simulator';
import { closeAll, simulate } from './support/client';

afterEach(closeAll);

/** A booking's fields as in the API notes; misspellings are the API's own. */
const STRINGS =
  'airlineRoute approvalStatus approverEmail approverReason billToClient bookingId bookingMethod bookingStatus bookingType cabin cabinPurchased cancellationReason carType companyOffice companyPaymentMethod confirmationNumber corporateDiscountUsed currency domestic eventName fareBasisCode fareClass flight flownCabinClass hotelChain hotelCode inventory inventorySource invitationType inviteConnectionMethod invoice invoiceNumber loggedAsUserName nameOnCreditCard outOfPolicyDescription outOfPolicyViolations paymentCreditCardTypeName paymentMethod paymentMethodUsed paymentSchedule pcc pdf policyLevel preferredVendor projects purpose reason routeType statementDescription tripDescription tripLength tripName uuid vendor created lastModified cancelledAt approvalChangedAt startDate endDate'.split(
    ' ',
  );
const NUMBERS =
  'airlineCreditCardSurcharge basePrice bookingDuration bookingFee carbonEmissions carbonOffsetCost currencyExhangeRateFromUsd exchangeAmount exchangeFee extrasFees flightMiles grandTotal gst handlingFees hotelLatitude hotelLongitude hst invoiceCollectionFees leadTimeInDays maxCancellationLoss maxPricePolicy netCharge numberOfPassengers optimalPrice ppbPointsBurned priceBenchmark qst resortFee saving savingMissed seatsFee tax trainMiles transactionFees travelAgentRequestFee travelSpend tripBucksEarned tripBucksEarnedUsd tripFee unitaryPrice usdGrandTotal vat vipFee'.split(
    ' ',
  );
const BOOLEANS = 'expensed gsaRate navanPro outOfPolicy'.split(' ');
const ARRAYS =
  'billableEntities costCenters departments etickets outOfPolicyViolationTypes regions seats subsidiaries tripUuids customFields passengers segments'.split(
    ' ',
  );
const OBJECTS = 'booker cnr credit destination origin reshopping'.split(' ');

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/u;

type Booking = Readonly<Record<string, unknown>>;

type EmptyFields = Switches['emptyFields'];

const PERSON =
  'uuid name email employeedId managerUuid managerName managerEmail department costCenter region subsidiary billableEntity';

/** The keys of all objects among these values. */
function keysWithin(values: readonly unknown[]): string[] {
  return [...new Set(values.flatMap((value) => Object.keys(value ?? {})))].sort();
}

/** Empty fields are null unless a test says otherwise: most tests inspect every field. */
async function texts(bookings: number, emptyFields: EmptyFields = 'null'): Promise<string[]> {
  return [...(await simulate({ bookings, emptyFields })).simulator.control.truth('bookings')];
}

async function all(bookings: number, emptyFields?: EmptyFields): Promise<Booking[]> {
  return (await texts(bookings, emptyFields)).map((text) => JSON.parse(text) as Booking);
}

describe('a booking', () => {
  it('given null for empty fields, has exactly the fields of the reference', async () => {
    const expected = [...STRINGS, ...NUMBERS, ...BOOLEANS, ...ARRAYS, ...OBJECTS].sort();
    for (const booking of await all(50, 'null'))
      expect(Object.keys(booking).sort()).toEqual(expected);
  });

  it('given absent empty fields, has no null at its top level', async () => {
    for (const booking of await all(50, 'absent'))
      expect(Object.values(booking)).not.toContain(null);
  });

  it('given neither, is of one or the other kind, with the same values', async () => {
    const mixed = await texts(100, 'mixed');
    const [full, sparse] = [await texts(100, 'null'), await texts(100, 'absent')];
    expect(mixed.every((text, n) => text === full[n] || text === sparse[n])).toBe(true);
    expect(mixed.some((text, n) => text === full[n])).toBe(true);
    expect(mixed.some((text, n) => text === sparse[n])).toBe(true);
  });

  it.each([
    ['string', STRINGS],
    ['number', NUMBERS],
    ['boolean', BOOLEANS],
    ['object', OBJECTS],
  ] as const)('its fields of type %s are that or null', async (type, names) => {
    const wrong = (await all(200)).flatMap((booking) =>
      names.filter((name) => booking[name] !== null && typeof booking[name] !== type),
    );
    expect(new Set(wrong)).toEqual(new Set());
  });

  it('has lists, and "" if outOfPolicyViolationTypes is empty', async () => {
    const bookings = await all(200);
    const types = bookings.map((booking) => booking['outOfPolicyViolationTypes']);
    expect(types).toContain('');
    expect(types.some(Array.isArray)).toBe(true);
    const others = ARRAYS.filter((name) => name !== 'outOfPolicyViolationTypes');
    for (const booking of bookings) {
      for (const name of others)
        expect(booking[name] === null || Array.isArray(booking[name])).toBe(true);
    }
  });

  it.each(['[]', 'null'] as const)(
    'given the switch, has %s if outOfPolicyViolationTypes is empty',
    async (emptyViolationTypes) => {
      const client = await simulate({ emptyViolationTypes, emptyFields: 'null' });
      const types = (await client.bookings({ size: 100 })).data.map(
        (booking) => booking['outOfPolicyViolationTypes'],
      );
      expect(types).toContainEqual(JSON.parse(emptyViolationTypes));
      expect(types).not.toContain('');
    },
  );

  it('was changed at or after its creation, and not in the future', async () => {
    for (const booking of await all(300)) {
      const created = Date.parse(String(booking['created']));
      const modified = Date.parse(String(booking['lastModified']));
      expect(modified).toBeGreaterThanOrEqual(created);
      expect(modified).toBeLessThanOrEqual(Date.parse('2026-11-24T12:00:00Z'));
    }
  });

  it('may change months after its creation, and keeps its creation time', async () => {
    const month = 30 * 86_400_000;
    const late = (await all(300)).filter(
      (booking) =>
        Date.parse(String(booking['lastModified'])) - Date.parse(String(booking['created'])) >
        2 * month,
    );
    expect(late.length).toBeGreaterThan(10);
    const { control } = (await simulate({ bookings: 1 })).simulator;
    const created = (): unknown =>
      [...control.truth('bookings')].map((text) => (JSON.parse(text) as Booking)['created']);
    const before = created();
    control.change('bookings', 1, { fields: { bookingStatus: 'CANCELED' } });
    expect(created()).toEqual(before);
  });

  it('is identified by uuid only: two may share a bookingId', async () => {
    const bookings = await all(200);
    const different = (name: string): number => new Set(bookings.map((each) => each[name])).size;
    expect(different('uuid')).toBe(200);
    expect(different('bookingId')).toBeLessThan(200);
  });

  it('has no delete marker: a cancelled one stays, with its status', async () => {
    const bookings = await all(200);
    const statuses = new Set(bookings.map((booking) => booking['bookingStatus']));
    expect([...statuses]).toEqual(expect.arrayContaining(['CANCELED', 'VOIDED']));
    expect(JSON.stringify(bookings)).not.toMatch(/"(?:is_?)?deleted/iu);
  });

  it.each([
    ['created', INSTANT],
    ['lastModified', INSTANT],
    ['cancelledAt', INSTANT],
    ['approvalChangedAt', INSTANT],
    ['startDate', /^\d{4}-\d{2}-\d{2}$/u],
    ['endDate', /^\d{4}-\d{2}-\d{2}$/u],
    ['companyPaymentMethod', /^true$/u],
    ['corporateDiscountUsed', /^[YN]$/u],
    ['preferredVendor', /^[YN]$/u],
    ['flight', /^(?:Round-Trip|One-Way)$/u],
    ['tripLength', /^(?:Long|Short) haul$/u],
  ])('writes %s as recorded from the API', async (name, form) => {
    const values = (await all(200)).map((booking) => booking[name]).filter((it) => it !== null);
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(value).toMatch(form);
  });

  it('has times with and without a fraction, and some with the same creation time', async () => {
    const created = (await all(300)).map((booking) => String(booking['created']));
    expect(created.some((time) => /\.\d{3}Z$/u.test(time))).toBe(true);
    expect(created.some((time) => /:\d{2}Z$/u.test(time))).toBe(true);
    expect(new Set(created).size).toBeLessThan(created.length);
  });

  it('is consistent: flights fly, hotels have a place, cancelled ones have a time', async () => {
    for (const booking of await all(200)) {
      const type = booking['bookingType'];
      expect(booking['fareClass'] !== null).toBe(type === 'FLIGHT');
      expect(booking['hotelLatitude'] !== null).toBe(type === 'HOTEL');
      const cancelled = ['CANCELED', 'VOIDED'].includes(String(booking['bookingStatus']));
      expect(booking['cancelledAt'] !== null).toBe(cancelled);
      expect(String(booking['endDate']) >= String(booking['startDate'])).toBe(true);
    }
  });

  it('names people and places in the API’s words', async () => {
    const flight = (await all(100)).find((booking) => booking['bookingType'] === 'FLIGHT');
    const { passengers, booker } = flight as {
      passengers: { travelerType: string; person: { passport: object; email: string } }[];
      booker: object;
    };
    expect(booker).toHaveProperty('employeedId');
    expect(passengers[0]?.travelerType).toMatch(/^(?:PASSENGER|GUEST)$/u);
    expect(Object.keys(passengers[0]?.person.passport ?? {}).sort()).toEqual([
      'countryOfCitizenship',
      'countryOfIssue',
      'expiresOn',
      'issuedOn',
    ]);
    expect(passengers[0]?.person.email).toMatch(/@example\.com$/u);
  });

  it.each([
    ['booker', PERSON],
    ['origin', 'country state city airportCode'],
    ['destination', 'country state city airportCode'],
    ['cnr', 'publishedPrice cnrCodes'],
    ['reshopping', 'reshoppingIsRebooked reshoppingNewPrice reshoppingOriginalPrice'],
    [
      'credit',
      'creditAvailable creditAvailableUsd creditExchangeFeeUsd creditUsed creditUsedUsd residualCredit',
    ],
  ])('has in %s exactly the members of the reference', async (name, members) => {
    expect(keysWithin((await all(300)).map((booking) => booking[name]))).toEqual(
      members.split(' ').sort(),
    );
  });

  it.each([
    ['passengers', 'travelerType status person passport'],
    ['customFields', 'name value'],
    [
      'segments',
      'startTimestamp endTimestamp startLocalDateTime endLocalDateTime providerCode providerName flightNumber airlineAlliance hotelChain cabin cabinPurchased fareClass departure arrival',
    ],
  ])('has in each of %s exactly the members of the reference', async (name, members) => {
    const items = (await all(300)).flatMap((booking) => booking[name] ?? []);
    expect(keysWithin(items)).toEqual(members.split(' ').sort());
  });

  it.each(['departure', 'arrival'])(
    'has in the %s of segments the members of a place',
    async (name) => {
      const segments = (await all(300)).flatMap((booking) => booking['segments'] as Booking[]);
      expect(keysWithin(segments.map((segment) => segment[name]))).toEqual([
        'address',
        'airportCode',
        'city',
        'country',
        'postalCode',
        'state',
      ]);
    },
  );

  it.each([
    ['unitaryPrice', { basePrice: 1, tax: 1 }],
    ['grandTotal', { unitaryPrice: 1, bookingFee: 1, tripFee: 1 }],
    ['netCharge', { grandTotal: 1, tripFee: -1 }],
    ['travelSpend', { grandTotal: 1, tripFee: -1 }],
    ['savingMissed', { unitaryPrice: 1, optimalPrice: -1 }],
  ])('has a %s that is the sum %j, as in the one recorded', async (name, parts) => {
    const complete = (await all(300)).filter((booking) =>
      [name, ...Object.keys(parts)].every((each) => booking[each] !== null),
    );
    expect(complete.length).toBeGreaterThan(10);
    for (const booking of complete) {
      const sum = Object.entries(parts).reduce(
        (before, [part, sign]) => before + sign * Number(booking[part]),
        0,
      );
      expect(booking[name]).toBeCloseTo(sum, 6);
    }
  });

  it('has a total in US dollars by its rate, and prices that are not rounded to cents', async () => {
    const foreign = (await all(300)).filter(
      ({ currencyExhangeRateFromUsd: rate }) => rate !== null,
    );
    for (const { currencyExhangeRateFromUsd: rate, grandTotal, usdGrandTotal } of foreign)
      expect(usdGrandTotal).toBeCloseTo(Number(grandTotal) / Number(rate), 2);
    expect((await texts(50)).join('\n')).toMatch(/"tax":\d+\.\d{3},/u);
  });

  it('always has a saving', async () => {
    expect((await all(100)).map(({ saving }) => saving)).not.toContain(null);
  });

  it('emits 0.187 kg a mile in metric tons, offset at 12.23 a ton, over the whole trip', async () => {
    const flights = (await all(300)).filter(({ carbonEmissions }) => carbonEmissions !== null);
    expect(flights.length).toBeGreaterThan(10);
    for (const flight of flights) {
      const { carbonEmissions, carbonOffsetCost, flightMiles } = flight as Record<string, number>;
      expect((carbonEmissions ?? 0) / (flightMiles ?? 0)).toBeCloseTo(0.000_187, 6);
      expect((carbonOffsetCost ?? 0) / (carbonEmissions ?? 0)).toBeCloseTo(12.23, 2);
    }
  });

  it('has a lead time that is not the difference of its dates', async () => {
    const days = (value: unknown): number => Math.floor(Date.parse(String(value)) / 86_400_000);
    const off = (await all(50)).map(
      (b) => days(b['startDate']) - days(b['created']) - Number(b['leadTimeInDays']),
    );
    expect(new Set(off).size).toBeGreaterThan(1);
  });

  it.each([
    ['positive', (total: number) => total > 0],
    ['negative', (total: number) => total < 0],
    ['zero', (total: number) => total === 0],
    ['null', (total: number | null) => total === null],
  ] as const)('given the switch, has a %s total if it is cancelled', async (cancelledTotal, is) => {
    const client = await simulate({ bookings: 100, cancelledTotal, emptyFields: 'null' });
    const { data } = await client.bookings({ bookingStatus: 'CANCELED', size: 100 });
    expect(data.map(({ grandTotal }) => is(grandTotal as number))).not.toContain(false);
    expect(data.map(({ usdGrandTotal }) => is(usdGrandTotal as number))).not.toContain(false);
    const { data: others } = await client.bookings({ bookingStatus: 'TICKETED' });
    expect(others.every(({ grandTotal }) => Number(grandTotal) > 0)).toBe(true);
  });

  it('has a realistic size: 2,000 to 3,500 bytes on average', async () => {
    const sizes = (await texts(300, 'mixed')).map((text) => Buffer.byteLength(text));
    const average = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    expect(average).toBeGreaterThan(2000);
    expect(average).toBeLessThan(3500);
  });

  it('has passengers with disabilities, and guests', async () => {
    const passengers = (await all(300)).flatMap((booking) => booking['passengers'] as Booking[]);
    const values = (name: string): unknown[] => [...new Set(passengers.map((it) => it[name]))];
    expect(values('status').sort()).toEqual(['DISABLED', 'ENABLED']);
    expect(values('travelerType').sort()).toEqual(['GUEST', 'PASSENGER']);
    const people = passengers.map(({ person }) => person);
    expect(keysWithin(people)).toEqual([...PERSON.split(' '), 'passport'].sort());
  });

  it('has numbers and characters that a parser and a printer would change', async () => {
    const joined = (await texts(400)).join('\n');
    for (const spelling of [':1e2,', ':0.10,', ':9007199254740993,', '\u2028', '\u0085'])
      expect(joined).toContain(spelling);
  });

  it('is a function of the seed', async () => {
    expect(await texts(5)).toEqual(await texts(5));
    const other = await simulate({ bookings: 5, seed: 2 });
    expect([...other.simulator.control.truth('bookings')]).not.toEqual(await texts(5));
  });
});

it('given a million bookings, returns the last page at once', async () => {
  const client = await simulate({ bookings: 1_000_000 });
  const { page, data } = await client.bookings({ size: 100, page: 9_999 });
  expect(page).toMatchObject({ totalElements: 1_000_000, totalPages: 10_000 });
  expect(data).toHaveLength(100);
});
