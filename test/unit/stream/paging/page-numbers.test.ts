import { codeOf, factsOf, ids, modelOf, reading, withPages } from '../reading/reading';
import { named, rows } from '../reading/records';
import type { Answer, Asked } from '../reading/travel-api';
import { TravelApi, serverError } from '../reading/travel-api';

const september = {
  from: Date.parse('2026-09-01T00:00:00Z') / 1000 - 1,
  to: Date.parse('2026-10-01T00:00:00Z') / 1000,
};
const isWhole = ({ from, to }: Asked) => from === september.from && to === september.to;
const nothing = (total: unknown): Answer => ({ rows: [], total });

describe('a month with consistent pages', () => {
  it('given seven records and pages of three, when read, then three pages are requested and every record is sent once', async () => {
    const api = new TravelApi(rows(7));
    const outcome = await reading(api.send);
    expect(ids(outcome)).toEqual(named(api.rows));
    expect(api.asked.map(({ page, size }) => [page, size])).toEqual([
      [0, 3],
      [1, 3],
      [2, 3],
    ]);
    expect(api.asked.every(isWhole)).toBe(true);
    expect(api.asked.map(({ label }) => label)).toEqual([
      'bookings 2026-09, page 1',
      'bookings 2026-09, page 2',
      'bookings 2026-09, page 3',
    ]);
    expect(outcome.told).toMatchObject({
      misplaced: [],
      wrongTotals: [],
      rows: [7],
      pagesLookedAt: 3,
    });
    expect(outcome.result?.records).toBe(7);
  });

  it.each([
    [0, 1],
    [2, 1],
    [5, 2],
    // A full page is never assumed to be the last.
    [6, 3],
  ])(
    'given %i records and pages of three, when read, then exactly %i pages are requested',
    async (count, pages) => {
      const api = new TravelApi(rows(count));
      const { sent } = await reading(api.send);
      expect([sent.length, api.asked.length]).toEqual([count, pages]);
    },
  );

  it('given a first response with a count, when the rest is read, then requests in flight never exceed the slots', async () => {
    let underWay = 0;
    let most = 0;
    const api = new TravelApi(rows(59));
    await reading(async (request, signal) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      const response = await api.send(request, signal);
      underWay -= 1;
      return response;
    });
    expect(api.asked).toHaveLength(20);
    expect(most).toBe(4);
  });

  it('given an empty response, when read, then absent members are not inspected', async () => {
    const { told } = await reading(new TravelApi([]).send);
    expect(told).toMatchObject({ misplaced: [], wrongTotals: [], rows: [0], pagesLookedAt: 0 });
  });
});

describe('an API without a count', () => {
  const silent = (_asked: Asked, { rows: found }: Answer): Answer => ({ rows: found });

  it('given full pages, when read, then an empty page ends them', async () => {
    const api = new TravelApi(rows(7), silent);
    const outcome = await reading(api.send);
    expect(ids(outcome)).toEqual(named(api.rows));
    expect(outcome.told.rows).toEqual([]);
    expect(api.asked.map(({ page }) => page)).toEqual([0, 1, 2, 3]);
  });

  it('given a count as text, when read, then it counts', async () => {
    const api = new TravelApi(rows(7), (_asked, { rows: found }) => ({ rows: found, total: '7' }));
    const outcome = await reading(api.send);
    expect(ids(outcome)).toEqual(named(api.rows));
    expect(outcome.told.rows).toEqual([7]);
    expect(api.asked).toHaveLength(3);
  });

  it.each([-1, 1.5, '7.5', '-7', '', null, 2 ** 60])(
    'given a count of %p, when read, then it is ignored and every record is sent',
    async (total) => {
      const api = new TravelApi(rows(7), (_asked, { rows: found }) => ({ rows: found, total }));
      const outcome = await reading(api.send);
      expect(ids(outcome)).toEqual(named(api.rows));
      expect(outcome.told.rows).toEqual([]);
      expect(api.asked).toHaveLength(4);
    },
  );

  it('given a response with neither records nor a count, when read, then another one must confirm it', async () => {
    const api = new TravelApi([], silent);
    const outcome = await reading(api.send);
    expect(api.asked).toHaveLength(2);
    expect(outcome.told.wrongTotals).toEqual([
      {
        window: expect.stringContaining('2026-08-31T23:59:59Z to') as string,
        stated: undefined,
        counted: 0,
      },
    ]);
  });

  it('given a response with neither, followed by one with records, when read, then the records are sent', async () => {
    const api = new TravelApi(rows(2), (_asked, honest, turn) =>
      turn === 0 ? { rows: [] } : honest,
    );
    expect(ids(await reading(api.send))).toEqual(named(api.rows));
  });
});

describe('a wrong count', () => {
  it('given a count that is too small, when pages are full, then reading continues past it', async () => {
    const api = new TravelApi(rows(8), (_asked, { rows: found }) => ({ rows: found, total: 3 }));
    const outcome = await reading(api.send);
    expect(ids(outcome)).toEqual(named(api.rows));
    expect(outcome.told.wrongTotals).toEqual([
      { window: '2026-08-31T23:59:59Z to 2026-10-01T00:00:00Z', stated: 3, counted: 8 },
    ]);
  });

  it('given pages that are smaller than the first, when the count is higher, then further pages are requested too', async () => {
    const all = rows(8);
    const api = new TravelApi(all, ({ page }, { total }) => ({
      rows: page === 0 ? all.slice(0, 3) : all.slice(page + 2, page + 3),
      total,
    }));
    const outcome = await reading(api.send);
    expect(ids(outcome)).toEqual(named(all));
    expect(outcome.told.wrongTotals).toEqual([]);
  });

  it('given a count that is too large, when empty pages follow, then smaller windows are tried before it is rejected', async () => {
    const api = new TravelApi(rows(2), (_asked, { rows: found }) => ({ rows: found, total: 5 }));
    const outcome = await reading(api.send);
    expect(ids(outcome)).toEqual(named(api.rows));
    expect(outcome.error).toBeUndefined();
    expect(outcome.told.wrongTotals[0]).toMatchObject({ stated: 5 });
    expect(api.asked.length).toBeGreaterThan(10);
    expect(api.asked.length).toBeLessThan(60);
  });

  it('given a count of millions, when pages have no new records, then twenty in a row end the read', async () => {
    const some = rows(2);
    const lying = new TravelApi([], ({ page }) =>
      page === 0 ? { rows: some, total: 9_000_000 } : nothing(9_000_000),
    );
    const model = { ...withPages('users', 2), primaryKey: 'uuid' };
    const outcome = await reading(lying.send, { model });
    expect(outcome.sent).toHaveLength(2);
    expect(lying.asked.length).toBeGreaterThan(20);
    expect(lying.asked.length).toBeLessThan(150);
  });
});

describe('a page that keeps failing', () => {
  it('given it in the whole month, when read, then both halves are read and every record is sent once', async () => {
    const all = rows(40, '2026-09-01T00:00:00Z', 60_000);
    const api = new TravelApi(all, (asked, honest) => {
      if (isWhole(asked) && asked.page === 2) throw serverError(asked.label);
      return honest;
    });
    const outcome = await reading(api.send);
    expect(ids(outcome).sort()).toEqual(named(all).sort());
    expect(outcome.result?.records).toBe(40);
    expect(outcome.told.rows).toEqual([40]);
    const halves = api.asked.filter((asked) => !isWhole(asked));
    expect(new Set(halves.map(({ from, to }) => `${String(from)} ${String(to)}`)).size).toBe(2);
    expect(halves[0]?.label).toMatch(/^bookings 2026-09, .*T.* to .*T.*, page 1$/u);
  });

  it('given one second that cannot be read, when read, then the error names it and the rest is sent', async () => {
    const all = rows(20, '2026-09-01T00:00:00Z', 120_000);
    const bad = Date.parse(all[7]?.created ?? '') / 1000;
    const api = new TravelApi(all, (asked, honest) => {
      if (asked.from <= bad && asked.to >= bad) throw serverError(asked.label);
      return honest;
    });
    const outcome = await reading(api.send);
    expect(codeOf(outcome)).toBe('windows-unread');
    expect(factsOf(outcome).where).toBe('bookings 2026-09');
    const [, from = '', to = ''] =
      /^(\S+) to (\S+?)[;:] /u.exec(factsOf(outcome).found ?? '') ?? [];
    expect(Date.parse(from) / 1000).toBeGreaterThanOrEqual(bad - 2);
    expect(Date.parse(to) / 1000).toBeLessThanOrEqual(bad + 2);
    expect(ids(outcome).sort()).toEqual(named(all.filter((_, n) => n !== 7)).sort());
  });

  it('given a failure that no smaller window avoids, when read, then it is thrown at once', async () => {
    const api = new TravelApi(rows(3), () => {
      throw new TypeError('a bug');
    });
    const outcome = await reading(api.send);
    expect(outcome.error).toBeInstanceOf(TypeError);
    expect(api.asked).toHaveLength(1);
  });

  it('given a stream without time windows, when it fails, then the error names its path', async () => {
    const api = new TravelApi([], (asked) => {
      throw serverError(asked.label);
    });
    const outcome = await reading(api.send, { model: modelOf('users') });
    expect(factsOf(outcome)).toMatchObject({ where: 'users, /v1/users' });
    expect(factsOf(outcome).found).toContain('users page 1');
  });
});

describe('a window with too many records', () => {
  const crowded = { ...modelOf('bookings').extension.window, maxRows: 10 } as never;
  const base = withPages('bookings', 3);
  const model = { ...base, extension: { ...base.extension, window: crowded } };

  it('given more than the limit, when its first response arrives, then it is split before any record is sent', async () => {
    const all = rows(25, '2026-09-01T00:00:00Z', 90_000);
    const api = new TravelApi(all);
    const outcome = await reading(api.send, { model });
    expect(ids(outcome).sort()).toEqual(named(all).sort());
    expect(api.asked.filter(isWhole)).toHaveLength(1);
    expect(outcome.told.rows).toEqual([25]);
  });

  it('given a depth limit and all records on one day, when read, then windows are split until each is small enough', async () => {
    const all = rows(25, '2026-09-25T00:00:00Z', 3000);
    const api = new TravelApi(all, (asked, honest) =>
      asked.page >= 4 ? nothing(honest.total) : honest,
    );
    const outcome = await reading(api.send, { model });
    expect(ids(outcome).sort()).toEqual(named(all).sort());
    expect(outcome.told.wrongTotals).toEqual([]);
  });

  it('given exactly the limit, when read, then it is not split', async () => {
    const api = new TravelApi(rows(10));
    await reading(api.send, { model });
    expect(api.asked.every(isWhole)).toBe(true);
  });

  it('given an API that returns the same count for every window, when read, then it is not split down to seconds', async () => {
    const all = rows(6, '2026-09-01T00:00:00Z', 300_000);
    const api = new TravelApi(all, (_asked, { rows: found }) => ({ rows: found, total: 11 }));
    const outcome = await reading(api.send, { model });
    expect(ids(outcome).sort()).toEqual(named(all).sort());
    expect(api.asked.length).toBeLessThan(1000);
    expect(outcome.told.wrongTotals.length).toBeGreaterThan(0);
  });
});

describe('data that changes during the read', () => {
  it('given a record inserted between two pages, when the count differs, then the month is re-read without duplicates', async () => {
    const before = rows(6);
    const added = { uuid: 'new', created: '2026-09-04T00:00:00Z' };
    const api: TravelApi = new TravelApi(before, (asked, honest) => {
      if (asked.page === 1 && !api.rows.includes(added)) {
        api.rows = [added, ...before];
        return { rows: api.rows.slice(3, 6), total: 7 };
      }
      return honest;
    });
    const outcome = await reading(api.send);
    expect(ids(outcome).sort()).toEqual([...named(before), 'new'].sort());
    expect(outcome.result?.records).toBe(7);
    expect(outcome.told.wrongTotals).toEqual([]);
  });

  it('given a month that keeps changing, when read four times, then it is split', async () => {
    const all = rows(12, '2026-09-01T00:00:00Z', 200_000);
    let total = 100;
    const api = new TravelApi(all, (asked, honest) =>
      isWhole(asked)
        ? { rows: honest.rows.slice(asked.page === 0 ? total % 3 : 0), total: total++ }
        : honest,
    );
    const outcome = await reading(api.send);
    expect(ids(outcome).sort()).toEqual(named(all).sort());
    const firsts = api.asked.filter((asked) => isWhole(asked) && asked.page === 0);
    expect(firsts).toHaveLength(4);
  });

  it('given a stream without time windows that keeps changing, when read, then the error says so', async () => {
    const lively = new TravelApi([], (_asked, _honest, at) => ({
      rows: [{ uuid: `u${String(at)}`, created: '' }],
      total: 10 + at,
    }));
    const outcome = await reading(lively.send, { model: modelOf('users') });
    expect(codeOf(outcome)).toBe('windows-unread');
    expect(factsOf(outcome).found).toMatch(/changed during every read/u);
  });
});

describe('empty pages', () => {
  it('given one in the middle, when it stays empty, then the month is split and every record is sent', async () => {
    const all = rows(12, '2026-09-01T00:00:00Z', 200_000);
    const api = new TravelApi(all, (asked, honest) =>
      isWhole(asked) && asked.page === 1 ? nothing(honest.total) : honest,
    );
    const outcome = await reading(api.send);
    expect(ids(outcome).sort()).toEqual(named(all).sort());
    expect(outcome.told.wrongTotals).toEqual([]);
  });

  it('given a depth limit, when the last pages are empty, then smaller windows return the rest', async () => {
    const all = rows(12, '2026-09-01T00:00:00Z', 200_000);
    const api = new TravelApi(all, (asked, honest) =>
      asked.page >= 2 ? nothing(honest.total) : honest,
    );
    const outcome = await reading(api.send);
    expect(ids(outcome).sort()).toEqual(named(all).sort());
    expect(outcome.error).toBeUndefined();
  });

  it('given one that was empty once, when the second pass has its records, then the window is not split', async () => {
    const all = rows(8);
    let isFirst = true;
    const api = new TravelApi(all, (asked, honest) => {
      if (asked.page !== 1 || !isFirst) return honest;
      isFirst = false;
      return nothing(honest.total);
    });
    const outcome = await reading(api.send);
    expect(ids(outcome).sort()).toEqual(named(all).sort());
    expect(api.asked.every(isWhole)).toBe(true);
    expect(api.asked.filter(({ page }) => page === 0)).toHaveLength(2);
  });

  const users = { ...withPages('users', 3), primaryKey: 'uuid' };
  const page = (from: number, to: number, total: number): Answer => ({
    rows: rows(to).slice(from),
    total,
  });

  it('given one in the middle and no time windows, when it stays empty, then the error says so', async () => {
    const api = new TravelApi([], ({ page: number }) =>
      number === 1 || number > 2 ? nothing(9) : page(3 * number, 3 * number + 3, 9),
    );
    const outcome = await reading(api.send, { model: users });
    expect(ids(outcome).sort()).toEqual(['a0', 'a1', 'a2', 'a6', 'a7', 'a8']);
    expect(codeOf(outcome)).toBe('windows-unread');
    expect(factsOf(outcome).found).toMatch(/^all of it: .*empty/u);
  });

  it('given one before a page of known records, when read, then records are missing and the error says so', async () => {
    const api = new TravelApi([], ({ page: number }) =>
      number === 1 ? nothing(9) : page(0, 3, 9),
    );
    const outcome = await reading(api.send, { model: users });
    expect(ids(outcome)).toEqual(['a0', 'a1', 'a2']);
    expect(codeOf(outcome)).toBe('windows-unread');
    expect(factsOf(outcome).found).toMatch(/^all of it: .*repeated records across pages/u);
    expect(outcome.told.wrongTotals).toEqual([]);
  });
});
