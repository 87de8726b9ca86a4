import { ExponentialBackoff, noJitterGenerator } from 'cockatiel';
import type { Limits } from '../limits';

/** Returns the next delay in milliseconds. */
export type Delays = () => number;

/**
 * Delays that double. `random`, in [0, 1), scales each one (full jitter); without it there is no jitter. cockatiel's
 * own full jitter accepts no random source.
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
