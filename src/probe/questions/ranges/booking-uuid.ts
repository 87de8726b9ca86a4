import { bookings, sample } from '../../bookings';
import { CANNOT_TELL, type Question } from '../../question';

export const bookingUuid: Question = {
  id: 'booking-uuid',
  asks: 'Does bookingUuid alone, without dates, return one booking?',
  grade: '?',
  answer: async (api) => {
    const [booking] = await sample(api, (rows) => rows.length > 0);
    const uuid = booking?.['uuid'];
    if (typeof uuid !== 'string') return { answer: CANNOT_TELL, evidence: { bookings: 0 } };
    const parameters = { createdFrom: null, createdTo: null, bookingUuid: uuid };
    const { records, status, isSuccess } = await bookings(api, parameters, {
      mayBeMalformed: true,
    });
    const evidence = { status, records: records.length };
    if (!isSuccess) return { answer: 'refused', evidence };
    const isOnly = records.length === 1 && records[0]?.['uuid'] === uuid;
    return { answer: isOnly ? 'honoured' : 'ignored', evidence };
  },
};
