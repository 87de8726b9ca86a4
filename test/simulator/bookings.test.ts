import { ALL, closeAll, NOW, type Page, type Query, seconds, simulate } from './support/client';

afterEach(closeAll);

const PATH = '/v1/bookings';

/** One booking at each of these instants. */
const at = (
  ...instants: string[]
): { bookings: number; layout: { created: string; count: number }[] } => ({
  bookings: 0,
  layout: instants.map((created) => ({ created, count: 1 })),
});

describe('pages of bookings', () => {
  it('count from 0, the last is totalPages - 1, and size defaults to 10', async () => {
    const client = await simulate({ bookings: 25 });
    const first = await client.bookings();
    expect(first.page).toEqual({ totalPages: 3, currentPage: 0, pageSize: 10, totalElements: 25 });
    expect(first.data).toHaveLength(10);
    expect((await client.bookings({ page: 2 })).data).toHaveLength(5);
    expect((await client.bookings({ page: 3 })).data).toHaveLength(0);
  });

  it('together have every booking once, by ascending creation', async () => {
    const client = await simulate({ bookings: 230 });
    const rows = [];
    for (let page = 0; page < 3; page += 1)
      rows.push(...(await client.bookings({ page, size: 100 })).data);
    expect(new Set(rows.map((row) => row['uuid'])).size).toBe(230);
    const created = rows.map((row) => Date.parse(String(row['created'])));
    expect(created).toEqual([...created].sort((a, b) => a - b));
  });

  it.each(['desc', 'none'] as const)(
    'in the order %s also have every booking once',
    async (order) => {
      const client = await simulate({ bookings: 57, order });
      const uuids = [];
      for (let page = 0; page < 6; page += 1)
        uuids.push(...(await client.bookings({ page })).data.map((row) => row['uuid']));
      const asc = [...client.simulator.control.truth('bookings')].map(
        (text) => (JSON.parse(text) as { uuid: string }).uuid,
      );
      expect([...uuids].sort()).toEqual([...asc].sort());
      expect(uuids).not.toEqual(asc);
      if (order === 'desc') expect(uuids).toEqual(asc.reverse());
    },
  );

  it('have at most 100: more is an error, or reduced', async () => {
    const client = await simulate({ bookings: 150 });
    expect(await client.status(PATH, { ...ALL, size: 101 })).toBe(500);
    client.simulator.control.set({ oversize: 'clamp' });
    expect((await client.bookings({ size: 1000 })).data).toHaveLength(100);
  });

  it('past a depth limit return 500, a body that is not JSON, or none', async () => {
    const client = await simulate({ maxPageDepth: 2 });
    expect((await client.bookings({ page: 1 })).data).toHaveLength(10);
    const deep = await client.get(PATH, { ...ALL, page: 2 });
    expect([deep.status, await deep.json()]).toMatchObject([500, { status: 500, path: PATH }]);
    client.simulator.control.set({ pastDepth: 'html' });
    const html = await client.get(PATH, { ...ALL, page: 2 });
    expect([html.status, await html.text()]).toEqual([200, expect.stringMatching(/^<html>/u)]);
    client.simulator.control.set({ pastDepth: 'empty' });
    const empty = await client.bookings({ page: 2 });
    expect([empty.data, empty.page.totalElements]).toEqual([[], 30]);
  });

  it('are the same bytes when prepared, and change when the data does', async () => {
    const client = await simulate();
    const plain = await (await client.get(PATH, ALL)).text();
    client.simulator.control.set({ prepare: true });
    expect(await (await client.get(PATH, ALL)).text()).toBe(plain);
    expect(await (await client.get(PATH, ALL)).text()).toBe(plain);
    client.simulator.control.remove('bookings', 1);
    expect((await client.bookings()).page.totalElements).toBe(29);
  });
});

describe('the creation range', () => {
  it.each(['createdFrom', 'createdTo'])(
    'given only %s, returns 400: both are required',
    async (name) => {
      expect(await (await simulate()).status(PATH, { [name]: 0 })).toBe(400);
    },
  );

  it.each<[Query]>([[{}], [{ updatedTo: 9 }], [{ bookingUuid: 'x' }]])(
    'given only %j, returns 400, which names the ranges',
    async (query) => {
      const answer = await (await simulate()).get(PATH, query);
      expect([answer.status, await answer.json()]).toEqual([
        400,
        {
          timestamp: NOW,
          status: 400,
          error: 'Bad Request',
          message:
            'At least one complete date range is required: createdFrom/createdTo, startDateFrom/startDateTo, updatedFrom/updatedTo',
          path: PATH,
        },
      ]);
    },
  );

  it.each(['startDate', 'updated'])(
    'may be absent next to %s, if that range is accepted',
    async (name) => {
      const client = await simulate();
      const query = { [`${name}From`]: 0, [`${name}To`]: 9_999_999_999 };
      const answer = (await (await client.get(PATH, query)).json()) as Page;
      expect(answer.page.totalElements).toBe(30);
      client.simulator.control.set({ dateRanges: ['created'] });
      const refusal = await client.get(PATH, query);
      expect([refusal.status, await refusal.json()]).toMatchObject([
        400,
        { message: 'At least one complete date range is required: createdFrom/createdTo' },
      ]);
    },
  );

  it('may be absent if the switch says so', async () => {
    const client = await simulate({ withoutDates: 'served' });
    expect(((await (await client.get(PATH)).json()) as Page).page.totalElements).toBe(30);
    client.simulator.control.set({ withoutDates: 'unnamed' });
    expect(await (await client.get(PATH)).text()).not.toContain('createdFrom');
  });

  it.each([
    ['honoured', 1],
    ['ignored', 30],
  ] as const)('may be absent next to a bookingUuid that is %s', async (bookingUuid, count) => {
    const client = await simulate({ bookingUuid });
    const { uuid } = (await client.bookings()).data[3] ?? {};
    const answer = await client.get(PATH, { bookingUuid: String(uuid) });
    expect(((await answer.json()) as Page).page.totalElements).toBe(count);
  });

  it.each([
    [
      'counts',
      { data: [], page: { totalPages: 0, currentPage: 0, pageSize: 10, totalElements: 0 } },
    ],
    ['null', { data: [], page: null }],
    ['absent', { data: [] }],
  ] as const)('without bookings has %s for a page', async (emptyPage, answer) => {
    const client = await simulate({ emptyPage });
    expect(await client.bookings({ createdTo: 1 })).toEqual(answer);
    expect((await client.bookings()).page.totalElements).toBe(30);
  });

  it.each(['2026-01-01', '2026-01-01T00:00:00Z', 'x', '1.5'])(
    'given %s, returns a bare 500',
    async (text) => {
      const answer = await (await simulate()).get(PATH, { createdFrom: text, createdTo: 9e9 });
      expect(answer.status).toBe(500);
      expect(await answer.text()).toBe('');
    },
  );

  const EDGES = [
    '09:59:59.999',
    '10:00:00.000',
    '10:00:00.477',
    '10:59:59.999',
    '11:00:00.000',
    '11:00:00.999',
    '11:00:01.000',
  ];

  it.each([
    ['inclusive', 'whole', EDGES.slice(1, 6)],
    ['inclusive', 'instant', EDGES.slice(1, 5)],
    ['halfOpen', 'whole', EDGES.slice(1, 4)],
    ['halfOpen', 'instant', EDGES.slice(1, 4)],
    ['exclusive', 'whole', EDGES.slice(3, 4)],
    ['exclusive', 'instant', EDGES.slice(2, 4)],
  ] as const)(
    'given bounds that are %s and a last second that is %s, contains what lies inside',
    async (bounds, lastSecond, inside) => {
      const client = await simulate({
        ...at(...EDGES.map((time) => `2026-10-01T${time}Z`)),
        bounds,
        lastSecond,
      });
      const { data } = await client.bookings({
        createdFrom: seconds('2026-10-01T10:00:00Z'),
        createdTo: seconds('2026-10-01T11:00:00Z'),
      });
      expect(
        data.map((row) => new Date(String(row['created'])).toISOString().slice(11, 23)),
      ).toEqual(inside);
    },
  );

  it('given a layout, contains exactly its counts', async () => {
    const client = await simulate({
      layout: [
        { created: '2026-10-01T00:00:00.000Z', count: 101 },
        { created: '2026-09-01T00:00:00.000Z', count: 20, stepMs: 1000 },
      ],
    });
    const day = seconds('2026-10-01T00:00:00Z');
    expect((await client.bookings({ createdFrom: day, createdTo: day })).page.totalElements).toBe(
      101,
    );
    const september = seconds('2026-09-01T00:00:00Z');
    expect(
      (await client.bookings({ createdFrom: september, createdTo: september + 9 })).page
        .totalElements,
    ).toBe(10);
  });
});

describe('filters of bookings', () => {
  it('without bookingType return all six types, with it one', async () => {
    const client = await simulate({ bookings: 100 });
    const types = new Set(
      (await client.bookings({ size: 100 })).data.map((row) => row['bookingType']),
    );
    expect([...types].sort()).toEqual([
      'BLACK_CAR',
      'CAR',
      'FLIGHT',
      'HOTEL',
      'RAIL',
      'TRANSPORTATION',
    ]);
    const hotels = await client.bookings({ bookingType: 'HOTEL', size: 100 });
    expect(hotels.page.totalElements).toBeGreaterThan(0);
    expect(new Set(hotels.data.map((row) => row['bookingType']))).toEqual(new Set(['HOTEL']));
  });

  it('bookingStatus and the travel start narrow the result', async () => {
    const client = await simulate({ bookings: 100 });
    const all = (await client.bookings({ size: 100 })).data;
    const cancelled = await client.bookings({ bookingStatus: 'CANCELED', size: 100 });
    expect(cancelled.data).toEqual(all.filter((row) => row['bookingStatus'] === 'CANCELED'));
    const from = '2026-01-01';
    const later = await client.bookings({ startDateFrom: seconds(from), size: 100 });
    expect(later.data).toEqual(all.filter((row) => String(row['startDate']) >= from));
    expect(later.data.length).toBeLessThan(all.length);
    const sooner = await client.bookings({ startDateTo: seconds(from), size: 100 });
    expect(sooner.data).toEqual(all.filter((row) => String(row['startDate']) <= from));
    expect(sooner.data.length + later.data.length).toBeGreaterThanOrEqual(all.length);
  });

  it.each([
    ['end', ['a']],
    ['start', ['a', 'b']],
    ['ignored', ['a', 'b', 'c']],
  ] as const)('startDateTo bounds the travel %s', async (startDateTo, uuids) => {
    const client = await simulate({ bookings: 0, startDateTo });
    const created = '2026-10-01T00:00:00Z';
    const trip = (uuid: string, startDate: string, endDate: string): object => ({
      uuid,
      created,
      startDate,
      endDate,
    });
    client.simulator.control.insert('bookings', [
      JSON.stringify(trip('a', '2026-10-02', '2026-10-03')),
      JSON.stringify(trip('b', '2026-10-02', '2026-10-09')),
      JSON.stringify(trip('c', '2026-10-08', '2026-10-09')),
    ]);
    const { data } = await client.bookings({ startDateTo: seconds('2026-10-05') });
    expect(data.map(({ uuid }) => uuid)).toEqual(uuids);
  });

  it('given an unknown status or type, return a bare 500', async () => {
    const client = await simulate();
    expect(await client.status(PATH, { ...ALL, bookingStatus: 'LOST' })).toBe(500);
    expect(await client.status(PATH, { ...ALL, bookingType: 'BOAT' })).toBe(500);
  });

  it.each([
    ['seconds', seconds('2026-11-24T11:00:00Z')],
    ['millis', seconds('2026-11-24T11:00:00Z') * 1000],
    ['iso', '2026-11-24T11:00:00Z'],
  ] as const)(
    'updatedFrom in the form %s bounds lastModified, unless it is ignored',
    async (form, value) => {
      const client = await simulate({ now: '2026-11-24T11:00:00Z' });
      client.simulator.control.setNow('2026-11-24T12:00:00Z');
      client.simulator.control.change('bookings', 3);
      expect((await client.bookings({ updatedFrom: value })).page.totalElements).toBe(30);
      client.simulator.control.set({ updatedFrom: form });
      expect((await client.bookings({ updatedFrom: value })).page.totalElements).toBe(3);
      expect((await client.bookings({ updatedTo: value })).page.totalElements).toBe(27);
      client.simulator.control.set({ updatedFrom: 'refused' });
      expect(await client.status(PATH, { ...ALL, updatedFrom: value })).toBe(500);
      client.simulator.control.set({ updatedFrom: 'badRequest' });
      expect(await client.status(PATH, { ...ALL, updatedFrom: value })).toBe(400);
    },
  );

  it.each([
    ['inclusive', 2],
    ['halfOpen', 1],
    ['exclusive', 0],
  ] as const)('updatedFrom bounds are %s like those of creation', async (bounds, count) => {
    const client = await simulate({ bookings: 0, updatedFrom: 'seconds', bounds });
    const created = '2026-10-01T00:00:00Z';
    client.simulator.control.insert('bookings', [
      { uuid: 'a', created, lastModified: '2026-11-01T10:00:00Z' },
      { uuid: 'b', created, lastModified: '2026-11-01T11:00:00Z' },
    ]);
    const { page } = await client.bookings({
      updatedFrom: seconds('2026-11-01T10:00:00Z'),
      updatedTo: seconds('2026-11-01T11:00:00Z'),
    });
    expect(page.totalElements).toBe(count);
  });

  it('includeTransactions adds transactions, which are absent otherwise', async () => {
    const client = await simulate();
    expect((await client.bookings()).data[0]).not.toHaveProperty('transactions');
    expect((await client.bookings({ includeTransactions: 'true' })).data[0]).toHaveProperty(
      'transactions',
    );
  });
});

describe('users', () => {
  it('are returned in the same pages, and without a filter', async () => {
    const client = await simulate();
    const answer = await client.get('/v1/users', { size: 5, page: 2 });
    expect(await answer.json()).toMatchObject({
      data: [{ policyLevel: expect.any(String) as string }, {}],
      page: { totalPages: 3, currentPage: 2, pageSize: 5, totalElements: 12 },
    });
  });

  it('have every field of the reference', async () => {
    const [user] = [...(await simulate()).simulator.control.truth('users')].map(
      (text) => JSON.parse(text) as object,
    );
    const fields =
      'id userName name employeeId phoneNumber department costCentre region subsidiary approver approverName managerName managerEmail active emails legalEntityName companyOffice policyLevel policyName dateOfBirth birthDate birthday gender';
    expect(Object.keys(user ?? {}).sort()).toEqual(fields.split(' ').sort());
  });

  it('have a name of two parts, addresses with their kind, and a policy level of four', async () => {
    const users = [...(await simulate()).simulator.control.truth('users')].map(
      (text) => JSON.parse(text) as Record<string, unknown>,
    );
    for (const { name, emails, active } of users) {
      expect(Object.keys(name as object).sort()).toEqual(['familyName', 'givenName']);
      const [email] = emails as object[];
      expect(Object.keys(email ?? {}).sort()).toEqual(['emailType', 'primary', 'value']);
      expect(typeof active).toBe('boolean');
    }
    const levels = new Set(users.map(({ policyLevel }) => policyLevel));
    expect([...levels].sort()).toEqual(['CUSTOM', 'DEFAULT', 'DIRECTOR', 'EXECUTIVE']);
  });

  it('have a birth date and a gender, some twice, or in their name', async () => {
    const client = await simulate();
    const users = (): readonly Record<string, unknown>[] =>
      [...client.simulator.control.truth('users')].map(
        (text) => JSON.parse(text) as Record<string, unknown>,
      );
    for (const { dateOfBirth, birthDate, birthday, gender } of users()) {
      expect(dateOfBirth).toMatch(/^(?:19[6-9]\d)-\d\d-\d\d$/u);
      expect(['FEMALE', 'MALE', 'UNDISCLOSED']).toContain(gender);
      expect([dateOfBirth, null]).toEqual(expect.arrayContaining([birthDate, birthday]));
    }
    expect(users().some(({ birthDate }) => birthDate !== null)).toBe(true);
    client.simulator.control.set({ birthDate: 'name' });
    for (const { dateOfBirth, name } of users()) {
      expect(dateOfBirth).toBeNull();
      expect(Object.keys(name as object)).toEqual([
        'familyName',
        'givenName',
        'dateOfBirth',
        'gender',
      ]);
    }
  });
});
