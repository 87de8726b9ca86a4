import type { ProbeRequest } from '../../../../src/probe/question';
import { bookingUuid } from '../../../../src/probe/questions/ranges/booking-uuid';
import { startDateTo } from '../../../../src/probe/questions/ranges/start-date-to';
import { updatedFrom } from '../../../../src/probe/questions/ranges/updated-from';
import { updatedTotal } from '../../../../src/probe/questions/ranges/updated-total';
import { acceptedRanges } from '../../../../src/probe/questions/ranges/without-dates';
import { answerAt, pageOf, type Pretended } from '../support';

const created = '2026-10-01T00:00:00Z';

describe('given a request without dates, when the API answers', () => {
  const refusal = (message: string): Pretended => ({ status: 400, body: { message } });
  it.each([
    ['One of createdFrom/createdTo, updatedFrom/updatedTo', 'updatedFrom is one'],
    ['One of createdFrom/createdTo, startDateFrom/startDateTo', 'updatedFrom is not one'],
    ['Bad Request', 'refused without names'],
  ])('then %j means %s', async (message, word) => {
    const { answer, evidence } = await answerAt(acceptedRanges, () => refusal(message));
    expect(answer).toBe(word);
    expect(evidence['words']).toBe(message);
  });

  it('then rows, or a missing scope, are told apart from a refusal', async () => {
    expect((await answerAt(acceptedRanges, () => pageOf([]))).answer).toBe('not refused');
    expect((await answerAt(acceptedRanges, () => ({ status: 403 }))).answer).toBe('not allowed');
  });

  it('then the words are short and quote no value', async () => {
    const uuid = '1df26a71-541f-4db4-a040-10f2ee98567c';
    const message = `Bearer abcdefghijk of ada@example.com ${uuid} since 2026-01-01T00:00 or 1796013224 ${'x '.repeat(400)}`;
    const { evidence } = await answerAt(acceptedRanges, () => refusal(message));
    const words = String(evidence['words']);
    expect(words).toMatch(/^Bearer \*{4} of \*{4} \*{4} since \*{4} or \*{4} x/);
    expect(words.length).toBeLessThan(340);
  });
});

describe('given updatedFrom and updatedTo, when the API answers', () => {
  /** An API that knows the filter in one format, with or without a range of creation. */
  const filtering =
    (isKnown: (from: string) => boolean, isAlone: boolean, nothing: Pretended) =>
    ({ parameters: { createdFrom, updatedFrom: from } }: ProbeRequest): Pretended => {
      if (from === undefined) return pageOf([], 50);
      if (createdFrom === null && !isAlone) return { status: 400 };
      if (!isKnown(String(from))) return { status: 500 };
      return /^(0|1970.*)$/.test(String(from)) ? pageOf([], 50) : nothing;
    };
  const isSeconds = (from: string): boolean => /^(\d{10}|0)$/.test(from);
  const isIso = (from: string): boolean => from.includes('T');
  const withoutPage = { body: { data: [], page: null } };

  it.each([
    ['honoured: epoch seconds', isSeconds, true, pageOf([])],
    ['honoured: epoch seconds', isSeconds, false, pageOf([])],
    ['honoured: epoch seconds', isSeconds, true, withoutPage],
    ['honoured: ISO 8601', isIso, true, withoutPage],
    ['honoured: ISO 8601', isIso, false, pageOf([])],
    ['refused', () => false, true, pageOf([])],
    ['refused', () => false, false, pageOf([])],
  ])('then it is %s', async (word, isKnown, isAlone, nothing) => {
    const { answer, evidence } = await answerAt(updatedFrom, filtering(isKnown, isAlone, nothing));
    expect([answer, evidence['acceptedWithoutCreationRange']]).toEqual([word, isAlone]);
  });

  it('then an API that ignores the pair is told apart', async () => {
    const { answer } = await answerAt(updatedFrom, ({ parameters: { createdFrom } }) =>
      createdFrom === null ? { status: 400 } : pageOf([], 50),
    );
    expect(answer).toBe('ignored');
  });
});

describe('given both filters over all time, when the probe counts bookings', () => {
  const counting =
    (byChange: number) =>
    ({ parameters }: ProbeRequest): Pretended => {
      if (parameters['updatedFrom'] === undefined) return pageOf([], 50);
      return pageOf([], parameters['updatedFrom'] === '0' ? byChange : 0);
    };
  it.each([
    [50, 'as many'],
    [40, 'fewer'],
    [60, 'more'],
    [0, 'cannot tell'],
  ])('then %d by change, 50 by creation, are %s', async (byChange, word) => {
    expect((await answerAt(updatedTotal, counting(byChange))).answer).toBe(word);
  });

  it('then no bookings tell nothing', async () => {
    expect((await answerAt(updatedTotal, () => pageOf([]))).answer).toBe('cannot tell');
  });
});

describe('given a trip of several days, when the probe sets startDateTo', () => {
  const trip = { uuid: 'u', created, startDate: '2026-10-10', endDate: '2026-10-20' };
  const until = (date: string) => (to: number) => to >= Date.parse(date) / 1000;
  const filtering =
    (fits: (to: number) => boolean) =>
    ({ parameters }: ProbeRequest): Pretended => {
      const to = parameters['startDateTo'];
      return pageOf(to === undefined || fits(Number(to)) ? [trip] : []);
    };
  it.each([
    ['the first day', until(trip.startDate)],
    ['the last day', until(trip.endDate)],
    ['ignored', () => true],
    ['cannot tell', () => false],
  ])('then it detects %s', async (word, fits) => {
    expect((await answerAt(startDateTo, filtering(fits))).answer).toBe(word);
  });

  it('then a trip of one day tells nothing', async () => {
    const short = { ...trip, endDate: '2026-10-11' };
    expect((await answerAt(startDateTo, () => pageOf([short]))).answer).toBe('cannot tell');
  });
});

describe('given a bookingUuid without dates, when the API answers', () => {
  const row = { uuid: 'u', created };
  const other = { uuid: 'v', created };
  const answering =
    (found: Pretended) =>
    ({ parameters }: ProbeRequest): Pretended =>
      parameters['bookingUuid'] === 'u' ? found : pageOf([row, other]);
  it.each([
    ['honoured', pageOf([row])],
    ['ignored', pageOf([row, other])],
    ['refused', { status: 400 }],
    ['refused', { status: 500 }],
  ])('then it detects %s', async (word, found) => {
    expect((await answerAt(bookingUuid, answering(found))).answer).toBe(word);
  });

  it('then an empty tenant tells nothing', async () => {
    expect((await answerAt(bookingUuid, () => pageOf([]))).answer).toBe('cannot tell');
  });
});
