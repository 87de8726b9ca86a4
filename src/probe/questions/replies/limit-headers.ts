import { statedLimit } from '../../../client/throttle/limit-headers';
import type { Question } from '../../question';

const LIMIT = /rate-?limit|^retry-after$/i;

/** Asked last: examines the replies to all other questions. */
export const limitHeaders: Question = {
  id: 'limit-headers',
  asks: 'Which headers state a rate limit?',
  grade: '?',
  answer: (api) => {
    const responses = api.replies.map(({ reply }) => reply.response);
    const names = responses.flatMap(({ headers }) =>
      Object.keys(headers).filter((name) => LIMIT.test(name)),
    );
    const rates = responses.map(({ headers, receivedAt, serverTime }) =>
      statedLimit(headers, serverTime ?? receivedAt),
    );
    const perSecond = rates.findLast((rate) => rate !== undefined);
    const evidence = {
      requests: responses.length,
      answered429: responses.filter(({ status }) => status === 429).length,
      headers: [...new Set(names)].sort(),
      ...(perSecond === undefined ? {} : { perSecond }),
    };
    const answer = names.length === 0 ? 'none seen' : perSecond === undefined ? 'seen' : 'stated';
    return Promise.resolve({ answer, evidence });
  },
};
