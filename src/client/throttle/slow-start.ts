/**
 * How many requests may be under way while nothing is known about the server's limit: all that are when a small bucket
 * runs empty are refused.
 */
const STEPS = [
  { answers: 4, maxConcurrency: 2 },
  { answers: 24, maxConcurrency: 3 },
  { answers: 48, maxConcurrency: 4 },
  { answers: 96, maxConcurrency: 8 },
] as const;

/** `answers`: requests that were answered so far. */
export function maxConcurrencyAfter(answers: number): number {
  return STEPS.find((step) => answers < step.answers)?.maxConcurrency ?? Infinity;
}
