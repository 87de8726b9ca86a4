import { Opening } from '../../../../src/client/throttle/opening';

/** A bucket may hold a quarter of a request more than it was seen to hold. */
const UNSEEN = 0.25;
const AT_ONCE = [0, 0, 0, 0, 0];

test('given five requests at once, when nothing is known of the rate, then the bucket held five', () => {
  expect(new Opening(AT_ONCE, 1000).burst(0)).toBe(5 + UNSEEN);
});

test('given a rate, when it is known to pass, then what flowed in until the refusal is none of the bucket', () => {
  expect(new Opening(AT_ONCE, 1000).burst(2)).toBeCloseTo(3 + UNSEEN);
});

test('given requests one after the other, when the densest end of them is looked for, then it says what the bucket held', () => {
  expect(new Opening([0, 5000, 9900, 9950, 10_000], 10_000).burst(1)).toBeCloseTo(2.9 + UNSEEN);
});

test('given a request that passed after the refusal, when it is asked, then nothing flowed in for it', () => {
  expect(new Opening([900, 2000], 1000).burst(5)).toBeCloseTo(1.5 + UNSEEN);
});

test('given a higher rate, when a lower one is named after it, then the bucket does not become larger again', () => {
  const opening = new Opening(AT_ONCE, 1000);
  expect(opening.burst(3)).toBeCloseTo(2 + UNSEEN);
  expect(opening.burst(1)).toBeCloseTo(2 + UNSEEN);
});

test('given a rate that explains all, when it is asked, then a bucket holds one at least', () => {
  expect(new Opening(AT_ONCE, 1000).burst(1000)).toBe(1);
  expect(new Opening([], 1000).burst(0)).toBe(1);
});

test('given a closed one, when a rate is named, then what was known of the bucket stays', () => {
  const opening = new Opening(AT_ONCE, 1000);
  opening.burst(1);
  opening.close();
  expect(opening.burst(1000)).toBeCloseTo(4 + UNSEEN);
});

test('given one of which nothing was asked, when it is closed, then the bucket held what had passed', () => {
  const none = new Opening([], 1000);
  none.close();
  expect(none.burst(0)).toBe(1 + UNSEEN);
  const five = new Opening(AT_ONCE, 1000);
  five.close();
  expect(five.burst(1000)).toBe(5 + UNSEEN);
});
