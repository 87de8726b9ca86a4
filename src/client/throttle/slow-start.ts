/** Concurrency while the limit is unknown: when a small token bucket runs empty, all requests in flight are refused. */
const STEPS = [
  { answers: 2, maxConcurrency: 2 },
  { answers: 24, maxConcurrency: 3 },
  { answers: 48, maxConcurrency: 4 },
  { answers: 96, maxConcurrency: 8 },
] as const;

/** `answers`: responses so far. */
export function maxConcurrencyAfter(answers: number): number {
  return STEPS.find((step) => answers < step.answers)?.maxConcurrency ?? Infinity;
}
