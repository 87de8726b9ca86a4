import type { Question } from '../../question';
import { shapeQuestion } from '../../shape-question';

export const receiptsShape: Question = shapeQuestion({
  id: 'receipts-shape',
  asks: 'Do receipts match the schema?',
  grade: 'T',
  stream: 'transaction_receipts',
  parameters: (api) => {
    const { from, to } = api.expenseDays;
    return { 'date_modified.from': from, 'date_modified.to': to, page_size: 100 };
  },
});
