import type { Switches } from '../../simulator';
import { closeAll, simulate } from './support/client';

afterEach(closeAll);

/** The fields of a booking as the API notes list them; misspellings are the API's own. */
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

type Booking = Readonly<Record<string, unknown>>;

type EmptyFields = Switches['emptyFields'];

/** Null where there is nothing, unless a test says otherwise: most of them look at every field. */
async function texts(bookings: number, emptyFields: EmptyFields = 'null'): Promise<string[]> {
  return [...(await simulate({ bookings, emptyFields })).simulator.control.truth('bookings')];
}

async function all(bookings: number, emptyFields?: EmptyFields): Promise<Booking[]> {
  return (await texts(bookings, emptyFields)).map((text) => JSON.parse(text) as Booking);
}

describe('a booking', () => {
  it('given that empty fields are null, has every field of the reference and no other', async () => {
    const expected = [...STRINGS, ...NUMBERS, ...BOOLEANS, ...ARRAYS, ...OBJECTS].sort();
    for (const booking of await all(50, 'null'))
      expect(Object.keys(booking).sort()).toEqual(expected);
  });

  it('given that empty fields are absent, has no null at its top', async () => {
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

  it('has lists, and "" where outOfPolicyViolationTypes has none', async () => {
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

  it('given the switch, has [] where outOfPolicyViolationTypes has none', async () => {
    const client = await simulate({ emptyViolationTypes: '[]' });
    const { data } = await client.bookings({ size: 100 });
    expect(data.every((booking) => Array.isArray(booking['outOfPolicyViolationTypes']))).toBe(true);
  });

  it('was changed at or after its creation, and not in the future', async () => {
    for (const booking of await all(300)) {
      const created = Date.parse(String(booking['created']));
      const modified = Date.parse(String(booking['lastModified']));
      expect(modified).toBeGreaterThanOrEqual(created);
      expect(modified).toBeLessThanOrEqual(Date.parse('2026-11-24T12:00:00Z'));
    }
  });

  it('has times with a fraction and without, and some were made at the same instant', async () => {
    const created = (await all(300)).map((booking) => String(booking['created']));
    expect(created.some((time) => /\.\d{3}Z$/u.test(time))).toBe(true);
    expect(created.some((time) => /:\d{2}Z$/u.test(time))).toBe(true);
    expect(new Set(created).size).toBeLessThan(created.length);
  });

  it('agrees with itself: flights fly, hotels stand somewhere, cancelled ones say when', async () => {
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
    const { passengers, segments, booker } = flight as {
      passengers: { travelerType: string; person: { passport: object; email: string } }[];
      segments: { startTimestamp: number; departure: object }[];
      booker: object;
    };
    expect(booker).toHaveProperty('employeedId');
    expect(passengers[0]).toMatchObject({ status: 'ENABLED' });
    expect(Object.keys(passengers[0]?.person.passport ?? {}).sort()).toEqual([
      'countryOfCitizenship',
      'countryOfIssue',
      'expiresOn',
      'issuedOn',
    ]);
    expect(passengers[0]?.person.email).toMatch(/@example\.com$/u);
    expect(Object.keys(segments[0]?.departure ?? {}).sort()).toEqual(
      ['address', 'airportCode', 'city', 'country', 'postalCode', 'state'].sort(),
    );
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

it('given a million bookings, the last page comes at once', async () => {
  const client = await simulate({ bookings: 1_000_000 });
  const { page, data } = await client.bookings({ size: 100, page: 9_999 });
  expect(page).toMatchObject({ totalElements: 1_000_000, totalPages: 10_000 });
  expect(data).toHaveLength(100);
});
