import { ExponentialBackoff, noJitterGenerator } from 'cockatiel';
import type { Limits } from '../limits';

/** Gives one delay after the other, in milliseconds. */
export type Delays = () => number;

/**
 * Doubling delays for one request. `random`: 0 up to 1, by which each delay is multiplied (full jitter); without it there
 * is no jitter. cockatiel's own full jitter cannot be given a source of chance.
 */
export function backoff(
  { initialBackoffMs, maxBackoffMs }: Pick<Limits, 'initialBackoffMs' | 'maxBackoffMs'>,
  random: () => number = () => 1,
): Delays {
  let current = new ExponentialBackoff<number>({
    initialDelay: initialBackoffMs,
    maxDelay: maxBackoffMs,
    generator: (state, options) => {
      const [delay, next] = noJitterGenerator(state, options);
      return [delay * random(), next];
    },
  }).next();
  return () => {
    const delay = current.duration;
    current = current.next(undefined);
    return delay;
  };
}
