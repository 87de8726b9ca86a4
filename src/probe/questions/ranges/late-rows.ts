import { CANNOT_TELL, type Api, type ProbeRequest, type Question } from '../../question';
import { pageOfAll, epochSeconds } from '../../bookings';

const TWO_DAYS_SECONDS = 2 * 86_400;

/**
 * The two days of bookings that ended when the probe began, by the server's clock. Any added by its end arrived late.
 */
async function recent(api: Api): Promise<ProbeRequest | undefined> {
  const { serverTime } = (await pageOfAll(api, 0)).response;
  if (serverTime === undefined) return undefined;
  const createdTo = epochSeconds(serverTime) - 1;
  return {
    stream: 'bookings',
    parameters: { createdFrom: createdTo - TWO_DAYS_SECONDS, createdTo, page: 0, size: 1 },
  };
}

export const lateRows: Question = {
  id: 'late-rows',
  asks: 'Do bookings appear only some time after their creation?',
  grade: '?',
  begin: async (api) => {
    const ask = await recent(api);
    if (ask) await api.get(ask);
  },
  answer: async (api) => {
    const ask = await recent(api);
    if (!ask) return { answer: CANNOT_TELL, evidence: {} };
    const before = await api.get(ask);
    const after = await api.get(ask, true);
    if (before.total === undefined || after.total === undefined)
      return { answer: CANNOT_TELL, evidence: { status: after.status } };
    const evidence = {
      bookingsAtTheStart: before.total,
      bookingsAtTheEnd: after.total,
      secondsBetween: Math.round((after.response.receivedAt - before.response.receivedAt) / 1000),
    };
    return { answer: after.total > before.total ? 'yes' : 'none in this period', evidence };
  },
};
