import { bookings, pageOfAll, epochSeconds } from '../../bookings';
import { CANNOT_TELL, type Question } from '../../question';

const MAX_PAGE_SIZE = 100;

export const oversize: Question = {
  id: 'page-size-over-100',
  asks: 'How does the API handle a page size above 100?',
  grade: '?',
  answer: async (api) => {
    const usual = await pageOfAll(api, 0);
    if (!usual.isSuccess) return { answer: CANNOT_TELL, evidence: { status: usual.status } };
    const created = { createdFrom: epochSeconds(api.startDate), createdTo: epochSeconds(api.now) };
    const reply = await bookings(
      api,
      { ...created, size: MAX_PAGE_SIZE + 1 },
      { mayBeMalformed: true },
    );
    if (!reply.isSuccess) return { answer: 'refused', evidence: { status: reply.status } };
    const size = reply.at(['page', 'pageSize']);
    const evidence = { records: reply.records.length, ...(typeof size === 'number' && { size }) };
    if (size === MAX_PAGE_SIZE + 1 || reply.records.length > MAX_PAGE_SIZE)
      return { answer: 'honoured', evidence };
    return { answer: size === MAX_PAGE_SIZE ? 'capped' : CANNOT_TELL, evidence };
  },
};
