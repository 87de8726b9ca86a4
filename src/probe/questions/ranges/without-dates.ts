import { apiMessage } from '../../../client/error-details';
import { Redactor } from '../../../config/redaction';
import { bookings } from '../../bookings';
import type { Api, Question } from '../../question';
import type { Reply } from '../../reply';

const MAX_PAIRS = 20;

/** Values that an API's sentence could quote: e-mail addresses, IDs, long numbers, dates. */
const VALUES = /\S*@\S+|\b[0-9a-f]{8}-[0-9a-f-]{4,}|\b\d{4}-\d\d-\d\d\S*|\d{5,}/gi;

/** The request that the API refuses with the ranges it accepts. */
export function withoutDates(api: Api): Promise<Reply> {
  return bookings(api, { createdFrom: null, createdTo: null });
}

/** The very first request: its refusal lists what the API accepts. */
export const acceptedRanges: Question = {
  id: 'accepted-ranges',
  asks: 'Which date ranges does the API name when it refuses a request for bookings without one?',
  grade: '?',
  begin: async (api) => {
    await withoutDates(api);
  },
  answer: async (api) => {
    const reply = await withoutDates(api);
    const { status } = reply;
    if (status === 403) return { answer: 'not allowed', evidence: { status } };
    if (reply.isSuccess) return { answer: 'not refused', evidence: { status } };
    const names = rangesIn(reply);
    const evidence = { status, names, words: wordsOf(reply) };
    if (names.length === 0) return { answer: 'refused without names', evidence };
    const isNamed = names.includes('updatedFrom') && names.includes('updatedTo');
    return { answer: isNamed ? 'updatedFrom is one' : 'updatedFrom is not one', evidence };
  },
};

function rangesIn({ response }: Reply): readonly string[] {
  const names = response.body.toString('utf8').match(/\b[a-z][A-Za-z]{2,30}(?:From|To)\b/g);
  return [...new Set(names ?? [])].slice(0, MAX_PAIRS);
}

function wordsOf({ response }: Reply): string {
  return apiMessage(response.body, new Redactor()).replace(VALUES, '****');
}
