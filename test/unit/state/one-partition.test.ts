import { StreamState } from '../../../src/state/stream-state';
import { NOTHING } from './nothing';

const AT = '2026-10-05T00:00:00Z';
const MS = Date.parse(AT);

describe('a stream with a single partition', () => {
  const shape = { cursorField: 'modified', cursorFormat: '%Y-%m-%dT%H:%M:%SZ' };

  it("given its state in the form of Airbyte's runtime, when read and written again, then it is the same", () => {
    const state = new StreamState({ modified: AT }, shape);
    expect([state.cursor(''), [...state.problems]]).toEqual([MS, []]);
    expect(state.snapshot(undefined)).toEqual({ modified: AT, source_navan: NOTHING });
  });

  it('given a null after a removal, when read, then it has no cursor', () => {
    const state = new StreamState({ modified: null, source_navan: { version: 1 } }, shape);
    expect([state.cursor(''), [...state.problems]]).toEqual([undefined, []]);
  });

  it.each([
    [{ states: [] }, []],
    [{ other: AT }, ['no cursors']],
    [{ modified: 5 }, ['unreadable cursor']],
  ])('given the state %j, when read, then its oddities are %j', (raw, problems) => {
    expect([...new StreamState(raw, shape).problems]).toEqual(problems);
  });
});

describe('a stream without a cursor', () => {
  it('given any state, when read, then it is accepted and has no partitions', () => {
    const states = [{ partition: {}, cursor: { undefined: AT } }];
    const state = new StreamState({ states, state: {} }, {});
    expect([...state.problems]).toEqual([]);
    expect(state.cursor('')).toBeUndefined();
  });

  it('given what Airbyte stores for it, when read, then it is accepted', () => {
    const state = new StreamState({ __ab_no_cursor_state_message: true }, {});
    expect([...state.problems]).toEqual([]);
  });

  it('given a finished partition, when written, then its record count is stored and no cursor', () => {
    const state = new StreamState(undefined, {});
    state.finish('', MS, 3);
    expect(state.snapshot(undefined)).toEqual({
      states: [],
      source_navan: { ...NOTHING, rows: { '': 3 } },
    });
  });
});

describe('contents of the reserved key', () => {
  const shape = {
    partitionField: 'month',
    cursorField: 'modified',
    cursorFormat: '%Y-%m-%dT%H:%M:%SZ',
  };

  it('given nothing to store, when written, then all keys are present anyway', () => {
    const state = new StreamState(undefined, shape);
    expect(state.snapshot(undefined)).toEqual({ states: [], source_navan: NOTHING });
  });

  it('given only the reserved key, when read, then it is accepted', () => {
    const state = new StreamState({ source_navan: { version: 1 } }, shape);
    expect([...state.problems]).toEqual([]);
  });

  it('given a token and counts of other types, when read, then they are ignored', () => {
    const reserved = { version: 1, token: 5, rows: { a: '4', b: 4 } };
    const state = new StreamState({ states: [], source_navan: reserved }, shape);
    expect([state.token, state.recordCount('a'), state.recordCount('b')]).toEqual([
      undefined,
      undefined,
      4,
    ]);
  });

  it('given a token, when read and written, then it is returned and written as set', () => {
    const state = new StreamState({ states: [], source_navan: { version: 1, token: 't' } }, shape);
    expect(state.token).toBe('t');
    expect(state.snapshot('u')['source_navan']).toEqual({ ...NOTHING, token: 'u' });
  });

  it('given a partition whose pass has no start time, when finished, then only its record count is stored', () => {
    const state = new StreamState(undefined, shape);
    state.finish('2026-10', undefined, 2);
    expect(state.cursor('2026-10')).toBeUndefined();
    expect(state.recordCount('2026-10')).toBe(2);
    expect(state.snapshot(undefined)['states']).toEqual([]);
  });

  it('given a full refresh in progress, when another begins, then the partitions it read count as read', () => {
    const states = [{ partition: { month: '2026-10' }, cursor: { modified: AT } }];
    const reserved = { version: 1, full_refresh: true, full_refresh_since: AT };
    const state = new StreamState({ states, source_navan: reserved }, shape);
    state.startFullRefresh({ now: MS });
    expect([state.isFullRefreshUnderWay, state.cursor('2026-10')]).toEqual([true, MS]);
    state.endFullRefresh();
    state.startFullRefresh({ now: MS });
    expect([state.isFullRefreshUnderWay, state.cursor('2026-10')]).toEqual([true, undefined]);
  });
});
