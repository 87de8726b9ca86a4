import { pageOfAll, epochSeconds } from '../../bookings';
import { CANNOT_TELL, NOT_ASKED, type Question } from '../../question';

export const euHeader: Question = {
  id: 'eu-header',
  asks: 'Do requests of an EU company need the header X-ta-region?',
  grade: 'T',
  answer: async (api) => {
    if (!api.isEu) return { answer: NOT_ASKED, evidence: { euRegion: false } };
    const withHeader = await pageOfAll(api, 0);
    const without = await api.get({
      stream: 'bookings',
      parameters: {
        createdFrom: epochSeconds(api.now) - 60,
        createdTo: epochSeconds(api.now),
        size: 1,
      },
      withoutHeaders: ['X-ta-region'],
      mayBeMalformed: true,
    });
    const evidence = { statusWith: withHeader.status, statusWithout: without.status };
    if (!withHeader.isSuccess) return { answer: CANNOT_TELL, evidence };
    return { answer: without.isSuccess ? 'optional' : 'required', evidence };
  },
};
