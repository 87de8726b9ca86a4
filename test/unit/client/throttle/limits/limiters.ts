/** A server's way of counting: returns for each request, in order of arrival, whether it is allowed. */
export type Limiter = (at: number) => boolean;

/** Token bucket: refills with `perSecond` tokens per second and holds `burst`, which it has at first. */
export function bucket(perSecond: (at: number) => number, burst: number): Limiter {
  let tokens = burst;
  let filledAt = 0;
  return (at) => {
    tokens = Math.min(burst, tokens + ((at - filledAt) * perSecond(at)) / 1000);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** Fixed window: restarts at each multiple of its length; `phase` is the elapsed share of the first window. */
export function fixedWindow(quota: number, length: number, phase: number): Limiter {
  let current = -1;
  let count = 0;
  return (at) => {
    const window = Math.floor((at + phase) / length);
    if (window !== current) count = 0;
    current = window;
    if (count >= quota) return false;
    count += 1;
    return true;
  };
}

/** Sliding window: no period of its length has more than the quota. */
export function slidingWindow(quota: number, length: number): Limiter {
  const passed: number[] = [];
  return (at) => {
    while ((passed[0] ?? at) <= at - length) passed.shift();
    if (passed.length >= quota) return false;
    passed.push(at);
    return true;
  };
}
