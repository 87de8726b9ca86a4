import type { Send } from '../../../../src/client/http';
import type { StreamModel } from '../../../../src/manifest/model';
import { ids, modelOf, reading, withPages } from '../reading/reading';
import { rows } from '../reading/records';
import { answerTo, responseOf } from '../reading/travel-api';

/**
 * Responses from `ignoredFrom` on, counted from 0, are refusals that the manifest ignores: the
 * client returns them without content.
 */
function series(pages: readonly object[], ignoredFrom: number): { send: Send; asked: string[] } {
  const asked: string[] = [];
  const send: Send = async (request) => {
    await Promise.resolve();
    const turn = asked.push(request.url) - 1;
    if (turn >= ignoredFrom) return { ...responseOf('{"error":"no such page"}'), status: 404 };
    return answerTo(request, responseOf(JSON.stringify(pages[turn])));
  };
  return { send, asked };
}

const bookings = withPages('bookings', 3);
const counted = (count: number, from: number, to: number) => ({
  data: rows(count).slice(from, to),
  page: { totalElements: count },
});
const tokens = (next: string) => ({ content: [{ id: '1' }], next_cursor: next, has_next: true });

it.each<[string, StreamModel]>([
  ['counted pages', bookings],
  ['tokens', modelOf('transactions')],
  ['a single page', { ...modelOf('users'), paginator: { kind: 'none' } }],
])(
  'given %s, when the first response is ignored, then the window is empty',
  async (_what, model) => {
    const { send, asked } = series([], 0);
    const outcome = await reading(send, { model });
    expect(outcome).toMatchObject({ sent: [], result: { records: 0 } });
    expect(outcome.told).toMatchObject({
      misplaced: [],
      wrongTotals: [],
      rows: [],
      pagesLookedAt: 0,
    });
    expect(asked).toHaveLength(1);
  },
);

it('given counted pages, when the one past the end is ignored, then it is the end', async () => {
  const { send, asked } = series([counted(3, 0, 3)], 1);
  const outcome = await reading(send, { model: bookings });
  expect(ids(outcome)).toEqual(['a0', 'a1', 'a2']);
  expect(outcome.told.wrongTotals).toEqual([]);
  expect(asked).toHaveLength(2);
});

it('given tokens, when the second page is ignored, then it has no next page', async () => {
  const { send, asked } = series([tokens('b')], 1);
  const outcome = await reading(send, { model: modelOf('transactions') });
  expect(ids(outcome, 'id')).toEqual(['1']);
  expect(asked).toHaveLength(2);
});
