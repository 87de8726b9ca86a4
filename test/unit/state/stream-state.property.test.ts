import fc from 'fast-check';
import { StreamState } from '../../../src/state/stream-state';
import { NOTHING } from './nothing';

const shape = {
  partitionField: 'created_month',
  cursorField: 'lastModified',
  cursorFormat: '%Y-%m-%dT%H:%M:%S.%_msZ',
};
const month = fc.constantFrom('2026-08', '2026-09', '2026-10');
const moment = fc.integer({ min: 0, max: 4_000_000_000_000 });

describe('the state of a stream', () => {
  it('given any progress, when written and read, then it is the same', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(month, moment, fc.nat())), fc.boolean(), (steps, full) => {
        const state = new StreamState(undefined, shape);
        if (full) state.startFullRefresh({ now: 5000 });
        for (const [partition, cursor, rows] of steps) state.finish(partition, cursor, rows);
        const text = JSON.stringify(state.snapshot('sealed'));
        const again = new StreamState(JSON.parse(text) as never, shape);
        expect(JSON.stringify(again.snapshot('sealed'))).toBe(text);
        expect(again.isFullRefreshUnderWay).toBe(full);
        expect(again.token).toBe('sealed');
        expect([...again.problems]).toEqual([]);
      }),
    );
  });

  it('given any progress, when a partition is finished again, then its cursor never goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(month, moment), { minLength: 1 }), (steps) => {
        const state = new StreamState(undefined, shape);
        const newest = new Map<string, number>();
        for (const [partition, cursor] of steps) {
          state.finish(partition, cursor, 0);
          newest.set(partition, Math.max(newest.get(partition) ?? 0, cursor));
          expect(state.cursor(partition)).toBe(newest.get(partition));
        }
      }),
    );
  });

  it('given what Airbyte adds to a state, when read and written, then only the cursors stay', () => {
    const cursor = { lastModified: '2026-10-05T00:00:00Z' };
    const raw = {
      use_global_cursor: false,
      lookback_window: 1,
      state: cursor,
      parent_state: {},
      states: [{ partition: { created_month: '2026-10' }, cursor }],
    };
    const state = new StreamState(raw, shape);
    expect(state.snapshot(undefined)).toEqual({
      states: [{ partition: { created_month: '2026-10' }, cursor }],
      source_navan: NOTHING,
    });
    expect(state.cursor('2026-09')).toBeUndefined();
  });

  it('given a full refresh in progress, when it begins again, then what was read stays; otherwise it is forgotten', () => {
    const finished = new StreamState(undefined, shape);
    finished.finish('2026-10', 5, 1);
    finished.startFullRefresh({ now: 5000 });
    expect(finished.cursor('2026-10')).toBeUndefined();
    finished.finish('2026-10', 6, 1);
    finished.startFullRefresh({ now: 5000 });
    expect(finished.cursor('2026-10')).toBe(6);
  });
});
