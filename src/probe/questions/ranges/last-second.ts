import { CANNOT_TELL, type Answer, type Question } from '../../question';
import { bookingsAtSeconds, isBetweenSeconds, isOnSecond, sidesOf, type Sides } from './bounds';

export const lastSecond: Question = {
  id: 'created-fractions',
  asks: 'Does a bound cover its whole second, or only the start of that second?',
  grade: '?',
  answer: async (api) => {
    const rows = await bookingsAtSeconds(api);
    const fraction = await sidesOf(api, rows.filter(isBetweenSeconds));
    const whole = await sidesOf(api, rows.filter(isOnSecond));
    const evidence = {
      bookings: rows.length,
      betweenSeconds: rows.filter(isBetweenSeconds).length,
      ...(fraction && {
        returnedByWindowThatStartsThere: fraction.start,
        returnedByWindowThatEndsThere: fraction.end,
      }),
    };
    return { answer: answerOf(fraction, whole), evidence };
  },
};

/** A bound that includes all fractions of its second, or excludes them all, covers the whole second. */
function answerOf(fraction: Sides | undefined, whole: Sides | undefined): Answer['answer'] {
  if (!fraction) return CANNOT_TELL;
  if (fraction.end || !fraction.start) return 'whole second';
  if (!whole) return CANNOT_TELL;
  // An exclusive end or an inclusive start alone does not distinguish the two.
  return whole.start && !whole.end ? 'makes no difference' : 'start only';
}
