import { isJsonObject } from '../../../config/json';
import { plainName } from '../../fields';
import type { Question } from '../../question';
import type { Reply } from '../../reply';
import { withoutDates } from '../ranges/without-dates';

export const errorBody: Question = {
  id: 'error-body',
  asks: 'What does the body of an error response contain?',
  grade: '?',
  answer: async (api) => {
    const reply = await withoutDates(api);
    const { body, status } = reply;
    const fields = isJsonObject(body) ? Object.keys(body).map(plainName) : [];
    return {
      answer: reply.isSuccess ? 'not refused' : kindOf(reply),
      evidence: { status, fields },
    };
  },
};

function kindOf({ response, body }: Reply): string {
  const text = response.body.toString('utf8').trim();
  if (text === '') return 'empty';
  if (body !== undefined) return 'JSON';
  return text.startsWith('<') ? 'a web page' : 'text';
}
