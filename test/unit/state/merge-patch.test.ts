import fc from 'fast-check';
import type { JsonObject } from '../../../src/config/json';
import { withoutNulls } from '../../../src/state/merge-patch';
import { StreamState } from '../../../src/state/stream-state';
import { merged } from '../../support/merge-patch';
import { NOTHING } from './nothing';

const shape = {
  partitionField: 'created_month',
  cursorField: 'lastModified',
  cursorFormat: '%Y-%m-%dT%H:%M:%S.%_msZ',
};
const AT = Date.parse('2026-10-05T00:00:00Z');

describe('given a platform that applies states as JSON merge patches', () => {
  const step = fc.record({
    what: fc.constantFrom('finish', 'forget', 'begin', 'end', 'note', 'unnote'),
    month: fc.constantFrom('2026-08', '2026-09', '2026-10'),
  });
  const take = (state: StreamState, { what, month }: { what: string; month: string }): void => {
    if (what === 'finish') state.finish(month, AT, 3);
    else if (what === 'forget') state.forget(month);
    else if (what === 'begin') state.startFullRefresh({ now: AT });
    else if (what === 'end') state.endFullRefresh();
    else state.setCoverageStart(month, what === 'note' ? AT : undefined);
  };

  it('when any series of states is sent over several syncs, then it always stores what a replacing platform stores', () => {
    fc.assert(
      fc.property(fc.array(fc.array(step), { minLength: 1 }), (syncs) => {
        let kept: JsonObject = {
          lastModified: 'old',
          source_navan: { version: 1, rows: { '2020-01': 4 }, token: 'old', later: { a: 1 } },
        };
        for (const [index, steps] of syncs.entries()) {
          const state = new StreamState(kept, shape);
          if (index === 0) state.forget('2020-01');
          for (const each of steps) {
            take(state, each);
            const out = state.snapshot(index % 2 === 0 ? undefined : 'token');
            kept = merged(kept, out) as JsonObject;
            expect(kept).toEqual(withoutNulls(out));
          }
        }
      }),
    );
  });

  it('when keys of an earlier state are gone, then they are sent as null, inside rows and from too', () => {
    const source_navan = {
      ...NOTHING,
      rows: { '2026-08': 1, '2026-09': 2 },
      from: { '2026-08': '2026-08-02T00:00:00Z' },
      full_refresh: true,
      token: 'sealed',
      later: 1,
    };
    const state = new StreamState({ states: [], source_navan, other: 1 }, shape);
    state.forget('2026-08');
    state.endFullRefresh();
    expect(state.snapshot(undefined)).toEqual({
      states: [],
      other: null,
      source_navan: {
        ...NOTHING,
        rows: { '2026-08': null, '2026-09': 2 },
        from: { '2026-08': null },
        later: null,
      },
    });
  });

  it('when the nulls of an earlier state come back, then they are not sent again', () => {
    const source_navan = { ...NOTHING, rows: { '2026-08': null } };
    const state = new StreamState({ states: [], source_navan, other: null }, shape);
    expect(state.snapshot(undefined)).toEqual({ states: [], source_navan: NOTHING });
  });
});

describe('given a full-refresh mark', () => {
  const HOUR = 3_600_000;
  const since = '2026-10-05T00:00:00Z';
  const cursor = { lastModified: since };
  const goesOn = (mark: JsonObject, now: number, generationId?: number): boolean => {
    const state = new StreamState(
      {
        states: [{ partition: { created_month: '2026-09' }, cursor }],
        source_navan: { ...NOTHING, full_refresh: true, ...mark },
      },
      shape,
    );
    state.startFullRefresh({ now, generationId });
    return state.cursor('2026-09') !== undefined;
  };

  it.each([
    ['the same generation, a week later', { full_refresh_since: since, generation_id: 7 }, 168, 7],
    ['the generation 0', { full_refresh_since: since, generation_id: 0 }, 1, 0],
    ['no generation, within a day', { full_refresh_since: since }, 23, undefined],
    [
      'a generation in the mark alone',
      { full_refresh_since: since, generation_id: 7 },
      1,
      undefined,
    ],
    ['a clock that is an hour behind', { full_refresh_since: since }, -1, undefined],
  ])('of %s, when another begins, then it resumes', (_, mark, hours, generation) => {
    expect(goesOn(mark, AT + hours * HOUR, generation)).toBe(true);
  });

  it.each([
    ['another generation', { full_refresh_since: since, generation_id: 6 }, 1, 7],
    ['a generation in the catalog alone', { full_refresh_since: since }, 1, 7],
    ['no generation, a day later', { full_refresh_since: since }, 24, undefined],
    ['no time, as 0.1.0 wrote it', {}, 0, undefined],
    ['no time, though of the same generation', { generation_id: 7 }, 0, 7],
    ['a time that is none', { full_refresh_since: 'soon' }, 0, undefined],
    ['a time far ahead', { full_refresh_since: since }, -25, undefined],
  ])('of %s, when another begins, then it starts over', (_, mark, hours, generation) => {
    expect(goesOn(mark, AT + hours * HOUR, generation)).toBe(false);
  });

  it('when it resumes, then its time and generation stay; when it starts over, they are new; when it has ended, they are null', () => {
    const state = new StreamState(undefined, shape);
    const mark = (): unknown => {
      const { full_refresh, full_refresh_since, generation_id } = state.snapshot(undefined)[
        'source_navan'
      ] as JsonObject;
      return [full_refresh, full_refresh_since, generation_id];
    };
    state.startFullRefresh({ now: AT, generationId: 7 });
    state.startFullRefresh({ now: AT + HOUR, generationId: 7 });
    expect(mark()).toEqual([true, since, 7]);
    state.startFullRefresh({ now: AT + HOUR, generationId: 8 });
    expect(mark()).toEqual([true, '2026-10-05T01:00:00Z', 8]);
    state.endFullRefresh();
    expect(mark()).toEqual([false, null, null]);
  });
});
