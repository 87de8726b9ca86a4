import { StreamState } from '../../../src/state/stream-state';
import { NOTHING } from './nothing';

const shape = {
  partitionField: 'created_month',
  cursorField: 'lastModified',
  cursorFormat: '%Y-%m-%dT%H:%M:%S.%_msZ',
};
const entry = (month: unknown, cursor: unknown): object => ({
  partition: { created_month: month },
  cursor: { lastModified: cursor },
});

describe('incoming states', () => {
  it.each([
    ['nothing', {}, []],
    ['no partition read yet', { states: [] }, []],
    ['a cursor alone', { lastModified: '2026-10-01T00:00:00Z' }, ['no cursors']],
    ['states that are no list', { states: { a: 1 } }, ['no cursors']],
    ['a cursor that is no date', { states: [entry('2026-10', 'soon')] }, ['unreadable cursor']],
    ['a cursor that is a number', { states: [entry('2026-10', 5)] }, ['unreadable cursor']],
    [
      'a cursor on a day that is none',
      { states: [entry('2026-10', '2026-02-30T00:00:00Z')] },
      ['unreadable cursor'],
    ],
    [
      'a partition of another stream',
      { states: [entry(undefined, '2026-10-01T00:00:00Z')] },
      ['no cursors'],
    ],
    ['entries that are no objects', { states: [null, 1, 'x', []] }, ['no cursors']],
    [
      'one cursor for the whole stream',
      { states: [], state: { lastModified: '1700000000' }, use_global_cursor: true },
      ['no cursors'],
    ],
    ["Airbyte's runtime before its first cursor", { states: [], state: {} }, []],
    ['no version', { states: [], source_navan: { full_refresh: true } }, []],
    ['a newer version', { states: [], source_navan: { version: 2 } }, ['newer version']],
    ['a reserved key that is no object', { states: [], source_navan: 'x' }, []],
  ])(
    'given %s, when read, then it does not become a cursor and is reported',
    (_, raw, oddities) => {
      const state = new StreamState(raw as never, shape);
      expect([...state.problems]).toEqual(oddities);
      expect(state.cursor('2026-10')).toBeUndefined();
      expect(state.snapshot(undefined)['states']).toEqual([]);
    },
  );

  it('given a cursor in another spelling, when written again, then it is the same text', () => {
    const state = new StreamState(
      { states: [entry('2026-10', '2026-10-05T00:00:00+00:00')] } as never,
      shape,
    );
    expect(state.cursor('2026-10')).toBe(Date.parse('2026-10-05T00:00:00Z'));
    state.finish('2026-10', Date.parse('2026-10-04T00:00:00Z'), 1);
    expect(state.snapshot(undefined)['states']).toEqual([
      entry('2026-10', '2026-10-05T00:00:00+00:00'),
    ]);
  });

  it("given months and a cursor for the whole stream, as Airbyte's runtime writes them, when read, then the months count", () => {
    const state = new StreamState(
      {
        states: [entry('2026-10', '2026-10-05T00:00:00Z')],
        state: { lastModified: '2026-10-05T00:00:00Z' },
        use_global_cursor: false,
      } as never,
      shape,
    );
    expect([...state.problems]).toEqual([]);
    expect(state.cursor('2026-10')).toBe(Date.parse('2026-10-05T00:00:00Z'));
  });

  it('given a newer version, when read, then its cursors count, and its token and marks do not', () => {
    const state = new StreamState(
      {
        states: [entry('2026-10', '2026-10-05T00:00:00Z')],
        source_navan: { version: 2, token: 't', full_refresh: true, rows: { '2026-10': 4 } },
      } as never,
      shape,
    );
    expect(state.cursor('2026-10')).toBeDefined();
    expect([state.token, state.isFullRefreshUnderWay, state.recordCount('2026-10')]).toEqual([
      undefined,
      false,
      undefined,
    ]);
  });

  it("given a stream without a cursor, when Airbyte's runtime left a mark, then it is accepted", () => {
    const state = new StreamState({ __ab_no_cursor_state_message: true }, {});
    expect([...state.problems]).toEqual([]);
    expect(state.snapshot(undefined)).toEqual({
      states: [],
      source_navan: NOTHING,
      __ab_no_cursor_state_message: null,
    });
  });
});

describe('a finished partition', () => {
  it('given no server time, when finished, then there is no cursor and its record count is stored', () => {
    const state = new StreamState(undefined, shape);
    state.finish('2026-10', undefined, 12);
    expect(state.cursor('2026-10')).toBeUndefined();
    expect(state.recordCount('2026-10')).toBe(12);
  });

  it('given a snapshot, when the state changes, then the snapshot stays the same', () => {
    const state = new StreamState(undefined, shape);
    state.finish('2026-10', 5, 1);
    const snapshot = state.snapshot('sealed');
    const text = JSON.stringify(snapshot);
    state.finish('2026-10', 6, 2);
    state.finish('2026-11', 6, 2);
    expect(JSON.stringify(snapshot)).toBe(text);
  });
});

describe("the start of a partition's pass", () => {
  const begin = Date.parse('2026-10-11T23:59:59Z');

  it('given a start, when written and read, then it is the same', () => {
    const state = new StreamState(undefined, shape);
    state.setCoverageStart('2026-10', begin);
    const snapshot = state.snapshot(undefined);
    expect(snapshot['source_navan']).toEqual({
      ...NOTHING,
      from: { '2026-10': '2026-10-11T23:59:59Z' },
    });
    expect(new StreamState(snapshot, shape).coverageStart('2026-10')).toBe(begin);
  });

  it('given a start, when the partition is no longer cut off, then it is written as null', () => {
    const state = new StreamState(undefined, shape);
    state.setCoverageStart('2026-10', begin);
    state.setCoverageStart('2026-10', undefined);
    expect(state.snapshot(undefined)['source_navan']).toEqual(NOTHING);
    state.setCoverageStart('2026-10', begin);
    state.snapshot(undefined);
    state.setCoverageStart('2026-10', undefined);
    const from = { '2026-10': null };
    expect(state.snapshot(undefined)['source_navan']).toEqual({ ...NOTHING, from });
  });

  it.each([['soon'], [5], [null]])(
    'given %j instead, when read, then the start is unknown',
    (text) => {
      const raw = { states: [], source_navan: { version: 1, from: { '2026-10': text } } };
      expect(new StreamState(raw, shape).coverageStart('2026-10')).toBeUndefined();
    },
  );

  it('given a partition, when forgotten, then it is removed and the others stay', () => {
    const state = new StreamState(undefined, shape);
    for (const month of ['2026-10', '2026-11']) {
      state.finish(month, 5, 1);
      state.setCoverageStart(month, begin);
    }
    state.forget('2026-10');
    const known = (month: string): unknown[] => [
      state.cursor(month),
      state.recordCount(month),
      state.coverageStart(month),
    ];
    expect(known('2026-10')).toEqual([undefined, undefined, undefined]);
    expect(known('2026-11')).toEqual([5, 1, begin]);
  });
});
