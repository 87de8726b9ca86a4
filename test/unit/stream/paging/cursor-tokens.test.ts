import { UnusableBody, type Send } from '../../../../src/client/http';
import { codeOf, factsOf, ids, modelOf, reading, withPages } from '../reading/reading';
import { answerTo, responseOf, serverError } from '../reading/travel-api';

interface Page {
  readonly ids: readonly string[];
  readonly next?: unknown;
  readonly hasNext?: boolean;
}

/** Pages by the token that requests them; the first page's token is the empty string. */
function series(pages: (token: string, turn: number) => Page): {
  send: Send;
  asked: URLSearchParams[];
} {
  const asked: URLSearchParams[] = [];
  const send: Send = async (request) => {
    await Promise.resolve();
    const { searchParams } = new URL(request.url);
    const turn = asked.push(searchParams) - 1;
    const page = pages(searchParams.get('cursor') ?? '', turn);
    const content = page.ids.map((id) => ({ id, modified_timestamp: '2026-10-20T00:00:00Z' }));
    const { next = null, hasNext: has_next } = page;
    const response = responseOf(JSON.stringify({ content, next_cursor: next, has_next }));
    return answerTo(request, response);
  };
  return { send, asked };
}

const model = withPages('transactions', 2);
const read = (send: Send) => reading(send, { model, value: 'fees' });

it('given responses that name the next page, when read, then each page is requested once until there is none', async () => {
  const next: Record<string, Page> = {
    '': { ids: ['1', '2'], next: 'b' },
    b: { ids: ['3'], next: 'c' },
    c: { ids: ['4'] },
  };
  const { send, asked } = series((token) => next[token] ?? { ids: [] });
  const outcome = await read(send);
  expect(ids(outcome, 'id')).toEqual(['1', '2', '3', '4']);
  expect(ids(outcome, 'transaction_source')).toEqual(['fees', 'fees', 'fees', 'fees']);
  expect(asked.map((parameters) => parameters.get('cursor'))).toEqual([null, 'b', 'c']);
  expect(asked.map((parameters) => parameters.get('page_size'))).toEqual(['2', '2', '2']);
  expect(asked.map((parameters) => parameters.get('date_modified.from'))).toEqual([
    '2026-09-01',
    '2026-09-01',
    '2026-09-01',
  ]);
});

it('given an answer that states more records and names no next page, when read, then it fails and says so', async () => {
  const send: Send = async (request) => {
    await Promise.resolve();
    const page = { data: [{ code: '1' }, { code: '2' }], page: { totalElements: 120 } };
    return answerTo(request, responseOf(JSON.stringify(page)));
  };
  const outcome = await reading(send, { model: modelOf('gl_codes') });
  expect(outcome.sent).toHaveLength(2);
  expect(codeOf(outcome)).toBe('pages-unnamed');
  expect(factsOf(outcome).found).toContain('2 of 120 records');
});

const pageOf = (text: string) => ({
  send: (async (request) => {
    await Promise.resolve();
    return answerTo(request, responseOf(text));
  }) as Send,
  model: modelOf('gl_codes'),
});

it.each([
  ['{"content":[{"code":"1"}],"totalElements":7,"last":false}', 'does not name it'],
  ['{"content":[{"code":"1"}],"totalElements":"7"}', '1 of 7 records'],
  ['{"content":[{"code":"1"}],"total":7}', '1 of 7 records'],
  ['{"content":[{"code":"1"}],"page":{"totalElements":"7"}}', '1 of 7 records'],
  ['{"content":[{"code":"1"}],"last":false}', 'does not name it'],
])('given %s, when read, then it does not count as the last page', async (text, found) => {
  const { send, model } = pageOf(text);
  const { error } = await reading(send, { model });
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toContain(found);
});

it.each([
  ['a bare list', (rows: string) => `[${rows}]`, [500]],
  ['an envelope', (rows: string) => `{"data":[${rows}]}`, [500]],
  ['a count of pages', (rows: string) => `{"data":[${rows}],"total":3}`, [500]],
  ['a next page of null', (rows: string) => `{"data":[${rows}],"next_cursor":null}`, []],
  ['a flag', (rows: string) => `{"data":[${rows}],"last":true}`, []],
  ['a count', (rows: string) => `{"data":[${rows}],"total":500}`, []],
])(
  'given a full page with %s, when read, then a warning follows unless it is the last',
  async (_, page, told) => {
    const rows = Array.from({ length: 500 }, (_row, index) => `{"code":"${String(index)}"}`);
    const { send, model } = pageOf(page(rows.join(',')));
    const outcome = await reading(send, { model });
    expect(outcome.sent).toHaveLength(500);
    expect(outcome.told.fullPages).toEqual(told);
  },
);

it('given a page of the default size that says nothing of a next one, when read, then a warning follows', async () => {
  const rows = Array.from({ length: 100 }, (_row, index) => `{"code":"${String(index)}"}`);
  const { send, model } = pageOf(`{"data":[${rows.join(',')}]}`);
  expect((await reading(send, { model })).told.fullPages).toEqual([100]);
});

it('given a total on the first page only, when the last page ends too early, then it fails', async () => {
  const send: Send = async (request) => {
    await Promise.resolve();
    const isFirst = !new URL(request.url).searchParams.has('cursor');
    const first = '{"content":[{"code":"1"}],"next_cursor":"2","totalElements":3}';
    const text = isFirst ? first : '{"content":[{"code":"2"}],"next_cursor":null}';
    return answerTo(request, responseOf(text));
  };
  const outcome = await reading(send, { model: modelOf('gl_codes') });
  expect(factsOf(outcome).found).toContain('2 of 3 records');
});

it('given a last page that says so with another total, when read, then a warning names both', async () => {
  const { send, model } = pageOf('{"content":[{"code":"1"}],"has_next":false,"total":1500}');
  const outcome = await reading(send, { model });
  expect(outcome.error).toBeUndefined();
  expect(outcome.told.wrongTotals).toMatchObject([{ stated: 1500, counted: 1 }]);
});

it.each([
  '{"content":[{"a":1}],"has_next":true}',
  '{"data":[{"a":1}],"page":{"totalElements":300}}',
])('given the settings as %s, when read, then more than one page fails', async (text) => {
  const { send } = pageOf(text);
  const outcome = await reading(send, { model: modelOf('gl_code_settings') });
  expect(codeOf(outcome)).toBe('pages-unnamed');
});

it('given equal records without a key under ever new next pages, when read, then twenty of them end a window', async () => {
  let turn = 0;
  const send: Send = async (request) => {
    await Promise.resolve();
    const page = `{"content":[{"amount":"1"}],"next_cursor":"${String(turn++)}"}`;
    return answerTo(request, responseOf(page));
  };
  const outcome = await reading(send, { model: modelOf('statement_payments') });
  expect(factsOf(outcome).found).toMatch(/20 pages in a row without a new record/u);
});

it.each([[''], [null], [false], [0]])(
  'given %p as the next page, when read, then the series ends',
  async (next) => {
    const { send, asked } = series(() => ({ ids: ['1'], next }));
    await read(send);
    expect(asked).toHaveLength(1);
  },
);

it.each([[''], [null], [false], [{}], [['x']], [true], [undefined]])(
  'given %p as the next page of a response that says there is one, when read, then the attempt fails',
  async (next) => {
    const { send, asked } = series(() => ({ ids: ['1'], next, hasNext: true }));
    const outcome = await read(send);
    expect(asked).toHaveLength(1);
    expect(outcome.sent).toEqual([]);
    expect(outcome.error).toBeInstanceOf(UnusableBody);
  },
);

it.each([[['x']], [true]])(
  'given %p as the next page, when read, then the attempt fails',
  async (next) => {
    const { send } = series(() => ({ ids: ['1'], next }));
    expect((await read(send)).error).toBeInstanceOf(UnusableBody);
  },
);

it('given a response that names a next page but says there is none, when read, then that page is requested', async () => {
  const { send, asked } = series((token) => ({
    ids: [token === '' ? '1' : '2'],
    next: token === '' ? 'b' : null,
    hasNext: false,
  }));
  expect(ids(await read(send), 'id')).toEqual(['1', '2']);
  expect(asked).toHaveLength(2);
});

it('given 0 as the next page of a response that says there is one, when read, then that page is requested', async () => {
  const { send, asked } = series((token) =>
    token === '' ? { ids: ['1'], next: 0, hasNext: true } : { ids: ['2'], hasNext: false },
  );
  expect(ids(await read(send), 'id')).toEqual(['1', '2']);
  expect(asked.map((parameters) => parameters.get('cursor'))).toEqual([null, '0']);
});

it('given a number past 2^53 as the next page, when read, then it is sent digit by digit', async () => {
  const asked: (string | null)[] = [];
  const send: Send = async (request) => {
    await Promise.resolve();
    const cursor = new URL(request.url).searchParams.get('cursor');
    asked.push(cursor);
    const next = cursor === null ? '9007199254740993' : 'null';
    const response = responseOf(`{"content":[{"id":"${String(cursor)}"}],"next_cursor":${next}}`);
    return answerTo(request, response);
  };
  await read(send);
  expect(asked).toEqual([null, '9007199254740993']);
});

it('given a number as the next page, when read, then it is sent unchanged', async () => {
  const { send, asked } = series((token) =>
    token === '' ? { ids: ['1'], next: 7 } : { ids: ['2'] },
  );
  await read(send);
  expect(asked[1]?.get('cursor')).toBe('7');
});

it('given a page that names itself as the next, when read, then every window ends at once and the error says so', async () => {
  const { send, asked } = series((token) => ({ ids: token === '' ? ['1'] : ['2'], next: 'again' }));
  const outcome = await read(send);
  expect(codeOf(outcome)).toBe('windows-unread');
  expect(factsOf(outcome).found).toMatch(/already requested/u);
  expect(new Set(ids(outcome, 'id'))).toEqual(new Set(['1', '2']));
  expect(ids(outcome, 'id')).toHaveLength(2);
  // Two requests per window, from the whole range in halves down to two days.
  expect(asked.length).toBeLessThan(400);
});

it('given new next pages without new records, when read, then twenty of them end a window', async () => {
  const { send, asked } = series((_token, turn) => ({ ids: ['1'], next: `n${String(turn)}` }));
  const outcome = await read(send);
  expect(factsOf(outcome).found).toMatch(/20 pages in a row without a new record/u);
  expect(asked.findIndex((parameters, n) => n > 0 && !parameters.has('cursor'))).toBe(21);
});

it('given nineteen pages without new records, when the next has some, then the series continues', async () => {
  const { send } = series((_token, turn) => ({
    ids: turn === 0 || turn === 20 ? [`row ${String(turn)}`] : [],
    ...(turn < 20 ? { next: `n${String(turn)}` } : {}),
  }));
  const outcome = await read(send);
  expect(outcome.error).toBeUndefined();
  expect(outcome.sent).toHaveLength(2);
});

it('given a whole range that cannot be read, when its halves can, then every record is sent once', async () => {
  const { send, asked } = series((_token, turn) => {
    if (turn === 0 || turn === 2) throw serverError('transactions fees, page 1');
    return { ids: ['1', '2'] };
  });
  const outcome = await read(send);
  expect(ids(outcome, 'id')).toEqual(['1', '2']);
  expect(outcome.result?.records).toBe(2);
  const bounds = asked.map((parameters) =>
    ['date_modified.from', 'date_modified.to'].map((name) => parameters.get(name)),
  );
  expect(bounds).toEqual([
    ['2026-09-01', '2026-11-01'],
    // To check whether the endpoint fails for every range.
    ['2026-09-01', '2026-09-02'],
    // It does not; it may only have been down.
    ['2026-09-01', '2026-11-01'],
    ['2026-09-01', '2026-09-02'],
    ['2026-09-01', '2026-10-02'],
    ['2026-10-01', '2026-11-01'],
  ]);
});

it('given a first page with records and a second that fails, when the halves are read, then those records are not sent again', async () => {
  const { send } = series((token, turn) => {
    if (turn === 0) return { ids: ['1', '2'], next: 'b' };
    if (turn === 1) throw serverError('transactions fees, page 2');
    return { ids: token === '' ? ['1', '2', '3'] : [] };
  });
  expect(ids(await read(send), 'id')).toEqual(['1', '2', '3']);
});
