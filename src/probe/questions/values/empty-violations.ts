import { sample } from '../../bookings';
import { CANNOT_TELL, type Question } from '../../question';

const EMPTY: Readonly<Record<string, string>> = {
  '""': 'an empty text',
  '[]': 'an empty list',
  null: 'null',
};

export const emptyViolations: Question = {
  id: 'empty-violation-types',
  asks: 'What does outOfPolicyViolationTypes hold if there are no violations?',
  grade: '?',
  answer: async (api) => {
    const rows = await sample(api, (found) => found.length > 0);
    const texts = rows.map((row) => JSON.stringify(row['outOfPolicyViolationTypes'] ?? null));
    const kinds = [...new Set(texts.flatMap((text) => EMPTY[text] ?? []))].sort();
    const evidence = { bookings: rows.length, kinds };
    return { answer: kinds.length > 1 ? 'several' : (kinds[0] ?? CANNOT_TELL), evidence };
  },
};
