import { ExponentialBackoff, noJitterGenerator } from 'cockatiel';

/** Gives one delay after the other, in milliseconds. */
export type Delays = () => number;

export interface BackoffOptions {
  readonly first: number;
  readonly most: number;
  /** 0 up to 1; each delay is multiplied by it: full jitter. Without it there is no jitter. */
  readonly random?: () => number;
}

/** Doubling delays for one request. cockatiel's own full jitter cannot be given a source of chance. */
export function backoff({ first, most, random = () => 1 }: BackoffOptions): Delays {
  let current = new ExponentialBackoff<number>({
    initialDelay: first,
    maxDelay: most,
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
