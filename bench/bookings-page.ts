/** Bookings as the API sends them: nested, with many nulls, about 2.5 kB each. */
export function bookingsPage(count: number): Readonly<Record<string, unknown>> {
  const data = Array.from({ length: count }, (_, index) => booking(index));
  const page = { totalPages: 1, currentPage: 0, pageSize: count, totalElements: count };
  return { data, page };
}

function booking(index: number): Readonly<Record<string, unknown>> {
  const person = personOf(index);
  return {
    uuid: uuid(index),
    created: '2026-03-18T21:22:46.477Z',
    lastModified: '2026-04-02T07:15:09.120Z',
    bookingId: `X${index}Q7`,
    bookingType: 'FLIGHT',
    bookingStatus: 'TICKETED',
    booker: person,
    passengers: [
      {
        travelerType: 'PASSENGER',
        status: 'ENABLED',
        person: {
          ...person,
          passport: { countryOfCitizenship: 'DE', countryOfIssue: 'DE', expiresOn: '2031-05-06' },
        },
      },
    ],
    segments: [segment('SFO', 'JFK'), segment('JFK', 'SFO')],
    origin: place('SFO'),
    destination: place('JFK'),
    cnr: { publishedPrice: null, cnrCodes: [] },
    customFields: [{ name: 'Project', value: 'Atlas – phase 2' }],
    departments: ['Engineering'],
    tripUuids: [uuid(index + 1)],
    ...Object.fromEntries(NULLS.map((name) => [name, null])),
    grandTotal: 412.37,
    usdGrandTotal: 412.37,
    tax: 31.2,
    bookingFee: 0,
    leadTimeInDays: 14,
    hotelLatitude: null,
    expensed: false,
    outOfPolicy: false,
    currency: 'USD',
    tripName: 'Customer visit in New York',
    vendor: 'United Airlines',
    cabin: 'ECONOMY',
    startDate: '2026-04-01',
    endDate: '2026-04-03',
  };
}

const NULLS = [
  'approverEmail',
  'approverReason',
  'cancellationReason',
  'cancelledAt',
  'carType',
  'corporateDiscountUsed',
  'eventName',
  'hotelChain',
  'hotelCode',
  'invitationType',
  'loggedAsUserName',
  'paymentSchedule',
  'projects',
  'resortFee',
  'statementDescription',
  'trainMiles',
];

function personOf(index: number): Readonly<Record<string, unknown>> {
  return {
    uuid: uuid(index + 7),
    name: 'Zoë Müller',
    email: `person.${index}@example.com`,
    employeedId: String(index),
    managerUuid: null,
    department: 'Engineering',
    costCenter: '4711',
    region: 'EMEA',
  };
}

function segment(from: string, to: string): Readonly<Record<string, unknown>> {
  return {
    startTimestamp: 1775030400,
    startLocalDateTime: '2026-04-01T08:00:00',
    providerName: 'United Airlines',
    flightNumber: 'UA 415',
    cabin: 'ECONOMY',
    departure: place(from),
    arrival: place(to),
  };
}

function place(airportCode: string): Readonly<Record<string, unknown>> {
  return { country: 'United States', state: 'California', city: 'San Francisco', airportCode };
}

function uuid(index: number): string {
  return `7d444840-9dc0-11d1-b245-${index.toString(16).padStart(12, '0')}`;
}
