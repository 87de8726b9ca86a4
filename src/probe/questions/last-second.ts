import type { Answer, Question } from '../question';
import { CANNOT_TELL } from '../question';
import type { Sides } from './bounds';
import { bookingsAtSeconds, isBetweenSeconds, isOnSecond, sidesOf } from './bounds';

export const lastSecond: Question = {
  id: 'created-fractions',
  asks: 'Does a bound cover the fractions of its second, or only its start?',
  grade: '?',
  answer: async (api) => {
    const rows = await bookingsAtSeconds(api);
    const fraction = await sidesOf(api, rows.filter(isBetweenSeconds));
    const whole = await sidesOf(api, rows.filter(isOnSecond));
    const evidence = {
      bookings: rows.length,
      betweenSeconds: rows.filter(isBetweenSeconds).length,
      ...(fraction && { isInWhereItStarts: fraction.start, isInWhereItEnds: fraction.end }),
    };
    return { answer: answerOf(fraction, whole), evidence };
  },
};

/** A second that is in up to its fractions, or out with all of them, is whole. */
function answerOf(fraction: Sides | undefined, whole: Sides | undefined): Answer['answer'] {
  if (!fraction) return CANNOT_TELL;
  if (fraction.end || !fraction.start) return 'whole second';
  if (!whole) return CANNOT_TELL;
  // Neither an end that is out nor a start that is in tells one from the other.
  return whole.start && !whole.end ? 'makes no difference' : 'start only';
}
