import { systemClock } from '../../../src/client/clock';
import { Pacer } from '../../../src/client/pacer';
import { CALM } from './answers';

/** Requests a second; an interval of 20 ms, of which nine tenths may not be undercut. */
const RATE = 50;
const LEAST_GAP = 18;

/** Keeps the process busy, as building a request does. */
function busyFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('given a request that took long to leave, when the next one may, then it keeps its distance from when it left', async () => {
  const pacer = new Pacer(systemClock);
  pacer.setRate(RATE);
  let left = -Infinity;
  for (let n = 0; n < 20; n += 1) {
    await pacer.permit(CALM);
    expect(performance.now() - left).toBeGreaterThanOrEqual(LEAST_GAP);
    busyFor(n % 2 === 0 ? 10 : 0);
    left = performance.now();
  }
  pacer.close();
});

test('given a wall clock that is set back an hour, when a request waits for its turn, then it waits no longer for it', async () => {
  let shift = 0;
  const pacer = new Pacer({ ...systemClock, now: () => Date.now() + shift });
  pacer.setRate(RATE);
  await pacer.permit(CALM);
  shift = -3_600_000;
  const asked = performance.now();
  await pacer.permit(CALM);
  expect(performance.now() - asked).toBeLessThan(1000);
  pacer.close();
});
