import { fraction, hash } from './random';

export const DAY = 86_400_000;

/** The time of each record of a stream. Never decreases with the index, so that a range takes two binary searches. */
export interface Times {
  readonly count: number;
  /** Milliseconds since the epoch. */
  at(index: number): number;
}

/** Records at one instant, or `stepMs` apart from there on. */
export interface Block {
  readonly created: string;
  readonly count: number;
  readonly stepMs?: number;
}

/** `count` instants from `from` to `to`, some equal to their neighbour's, some on a whole second. */
export function spreadTimes(seed: number, count: number, from: number, to: number): Times {
  const step = (to - from) / Math.max(count, 1);
  const raw = (index: number): number =>
    Math.floor(from + (index + fraction(seed, index, 11)) * step);
  // A whole second is used only if the neighbour is in an earlier one: the order must not break.
  const plain = (index: number): number => {
    const own = raw(index);
    if (hash(seed, index, 12) % 4 !== 0) return own;
    const whole = own - (own % 1000);
    return index === 0 || raw(index - 1) < whole ? Math.max(whole, from) : own;
  };
  const tied = (index: number): boolean => index > 0 && hash(seed, index, 13) % 16 === 0;
  return { count, at: (index) => plain(tied(index) ? index - 1 : index) };
}

/** Exactly the blocks' instants, in ascending order. */
export function blockTimes(blocks: readonly Block[]): Times {
  const instants = blocks.flatMap((block) => {
    const first = Date.parse(block.created);
    return Array.from({ length: block.count }, (_, n) => first + n * (block.stepMs ?? 0));
  });
  instants.sort((a, b) => a - b);
  return { count: instants.length, at: (index) => instants[index] ?? Number.NaN };
}

/** The first index whose instant is `instant` or later. */
export function firstFrom(times: Times, instant: number): number {
  let low = 0;
  let high = times.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times.at(middle) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
