import fc from 'fast-check';
import { Histogram } from '../../../src/report/histogram';

const durations = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 1, max: 3_600_000, noNaN: true })),
  { minLength: 1, maxLength: 300 },
);
const shares = fc.constantFrom(0.01, 0.5, 0.95, 0.99, 1);

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

function exact(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
}

it('given any durations, when a percentile is taken, then it is within 2.5 % of the exact one', () => {
  fc.assert(
    fc.property(durations, shares, (values, share) => {
      const expected = exact(values, share);
      const found = histogramOf(values).percentileMs(share);
      expect(Math.abs(found - expected)).toBeLessThanOrEqual(0.025 * expected);
    }),
  );
});

it('given any durations, when the maximum is taken, then it is exact and no percentile exceeds it', () => {
  fc.assert(
    fc.property(durations, shares, (values, share) => {
      const histogram = histogramOf(values);
      expect(histogram.maxMs).toBe(Math.max(...values));
      expect(histogram.percentileMs(share)).toBeLessThanOrEqual(histogram.maxMs);
    }),
  );
});

it('given nothing, or durations outside the buckets, when a percentile is taken, then it is a number', () => {
  expect(histogramOf([]).percentileMs(0.5)).toBe(0);
  expect(histogramOf([0]).percentileMs(0.5)).toBe(0);
  expect(histogramOf([1e9]).percentileMs(0.5)).toBeGreaterThan(3_500_000);
});
