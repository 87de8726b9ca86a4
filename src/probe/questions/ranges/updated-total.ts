import { bookings } from '../../bookings';
import { CANNOT_TELL, type Question } from '../../question';
import { allTime, updatedFilter } from './updated';

export const updatedTotal: Question = {
  id: 'updated-total',
  asks: 'Over all time, do updatedFrom and updatedTo return as many bookings as createdFrom and createdTo?',
  grade: '?',
  answer: async (api) => {
    const { total: byCreation } = await bookings(api, { ...allTime(api), size: 1 });
    if (!byCreation) return { answer: CANNOT_TELL, evidence: { byCreation: byCreation ?? 0 } };
    const { total: byChange } = (await updatedFilter(api)).ever ?? {};
    if (byChange === undefined) return { answer: CANNOT_TELL, evidence: { byCreation } };
    const evidence = { byCreation, byChange };
    if (byChange === byCreation) return { answer: 'as many', evidence };
    return { answer: byChange < byCreation ? 'fewer' : 'more', evidence };
  },
};
