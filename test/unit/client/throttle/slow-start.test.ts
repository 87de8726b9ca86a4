import { maxConcurrencyAfter } from '../../../../src/client/throttle/slow-start';

test.each([
  [0, 2],
  [1, 2],
  [2, 3],
  [23, 3],
  [24, 4],
  [47, 4],
  [48, 8],
  [95, 8],
  [96, Infinity],
])('given %i responses, when requests are made, then %d may be in flight', (answers, most) => {
  expect(maxConcurrencyAfter(answers)).toBe(most);
});
