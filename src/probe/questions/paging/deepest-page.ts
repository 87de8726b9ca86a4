import { pageOfAll, pagesOf } from '../../bookings';
import { CANNOT_TELL, type Api, type Question } from '../../question';

/** Halvings of the range that contains the limit; the answer is the range that remains. */
const HALVINGS = 5;

export const deepestPage: Question = {
  id: 'deepest-page',
  asks: 'Is the number of pages of bookings limited?',
  grade: '?',
  answer: async (api) => {
    const pages = pagesOf(await pageOfAll(api, 0));
    if (pages < 2) return { answer: CANNOT_TELL, evidence: { pages } };
    const last = await pageOfAll(api, pages - 1);
    if (last.records.length > 0) return { answer: 'no limit found', evidence: { pages } };
    const [answered, failed] = await between(api, 0, pages - 1);
    const evidence = { pages, deepestAnswered: answered, failed, status: last.status };
    // An empty last page may only mean that some records are gone by now.
    if (last.isSuccess && failed === pages - 1) return { answer: CANNOT_TELL, evidence };
    return { answer: 'limited', evidence };
  },
};

/** Narrows down `[a page that responds, a deeper one that does not]`, counted from 0. */
async function between(api: Api, low: number, high: number): Promise<readonly [number, number]> {
  let [answered, failed] = [low, high];
  for (let halving = 0; halving < HALVINGS && failed - answered > 1; halving += 1) {
    const middle = Math.floor((answered + failed) / 2);
    const { records } = await pageOfAll(api, middle, { mayBeMalformed: true });
    if (records.length > 0) answered = middle;
    else failed = middle;
  }
  return [answered, failed];
}
