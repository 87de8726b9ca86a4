import { bookings } from '../../bookings';
import { CANNOT_TELL, type Question } from '../../question';
import { allTime, updatedFilter } from './updated';

export const updatedFrom: Question = {
  id: 'updated-from',
  asks: 'Do updatedFrom and updatedTo filter bookings, and in which format?',
  grade: 'V',
  answer: async (api) => {
    const total = (await bookings(api, { ...allTime(api), size: 1 })).total ?? 0;
    if (total === 0) return { answer: CANNOT_TELL, evidence: { bookings: total } };
    const { format, isAlone, refused, excludesAll } = await updatedFilter(api);
    const evidence = {
      bookings: total,
      acceptedWithoutCreationRange: isAlone,
      formatsRefused: refused,
      formatsThatReturnNothing: excludesAll,
    };
    if (format !== undefined) return { answer: `honoured: ${format}`, evidence };
    if (excludesAll.length > 0) return { answer: CANNOT_TELL, evidence };
    return { answer: refused.length === 3 ? 'refused' : 'ignored', evidence };
  },
};
