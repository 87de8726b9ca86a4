import { bookings, pageOfAll, seconds } from '../bookings';
import type { Question } from '../question';
import { CANNOT_TELL } from '../question';

const MOST = 100;

export const oversize: Question = {
  id: 'page-size-over-100',
  asks: 'What becomes of a page size of more than 100?',
  grade: '?',
  answer: async (api) => {
    const usual = await pageOfAll(api, 0);
    if (!usual.isSuccess) return { answer: CANNOT_TELL, evidence: { status: usual.status } };
    const created = { createdFrom: seconds(api.startDate), createdTo: seconds(api.now) };
    const reply = await bookings(api, { ...created, size: MOST + 1 });
    if (!reply.isSuccess) return { answer: 'refused', evidence: { status: reply.status } };
    const size = reply.at(['page', 'pageSize']);
    const evidence = { rows: reply.rows.length, ...(typeof size === 'number' && { size }) };
    if (size === MOST + 1 || reply.rows.length > MOST) return { answer: 'honoured', evidence };
    return { answer: size === MOST ? 'cut down' : CANNOT_TELL, evidence };
  },
};
