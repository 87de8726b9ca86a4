import { plainName } from '../../fields';
import type { Api, Question } from '../../question';

const REQUEST_ID = /(?:request|correlation|trace|transaction)-?id|cf-ray|amz-cf-id|traceparent/;

/** Asked late: names the headers of the replies to all other questions. */
export const responseHeaders: Question = {
  id: 'response-headers',
  asks: 'Which headers do responses have, and is one of them a request ID?',
  grade: '?',
  answer: async (api) => {
    await api.withoutToken();
    const names = [200, 400, 401, 403].flatMap((status) => {
      const found = headersOf(api, status);
      return found.length === 0 ? [] : [[`on${status}`, found] as const];
    });
    const ids = names.flatMap(([, found]) => found).filter((name) => REQUEST_ID.test(name));
    const answer = ids.length === 0 ? 'no request ID' : 'with a request ID';
    return { answer, evidence: Object.fromEntries(names) };
  },
};

function headersOf({ replies }: Api, status: number): readonly string[] {
  const found = replies.filter(({ reply }) => reply.status === status);
  const names = found.flatMap(({ reply }) => Object.keys(reply.response.headers));
  return [...new Set(names.map(plainName))].sort();
}
