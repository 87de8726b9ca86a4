import { setTimeout as after } from 'node:timers/promises';
import { startSimulator, type Simulator } from '../../simulator';
import { pacedRead } from './support/paced-read';

const MB = 1_000_000;
const BOOKINGS = 16_000;

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ bookings: BOOKINGS, users: 0, transactions: 0 });
});

afterAll(() => simulator.close());

it('given 50 MB of output and a reader that takes one line per millisecond, when read, then memory does not grow', async () => {
  const eager = await pacedRead(simulator.config(), { msPerLine: 0 });
  const slow = await pacedRead(simulator.config(), { msPerLine: 1 });
  expect([eager.code, slow.code]).toEqual([0, 0]);
  expect(slow.bytes).toBeGreaterThan(50 * MB);
  expect(slow.lines).toBe(eager.lines);
  // The reader set the pace.
  expect(slow.ms).toBeGreaterThan(BOOKINGS);
  // Unread output would grow to twice as much; early or late garbage collection accounts for half of it.
  expect(slow.peakBytes - eager.peakBytes).toBeLessThan(25 * MB);
});

it('given a reader that pauses, when read, then no more pages are requested until it continues', async () => {
  simulator.control.resetLog();
  const asked = (): number => simulator.control.requests().length;
  let ahead = 0;
  const { code, lines } = await pacedRead(simulator.config(), {
    msPerLine: 0,
    begin: async () => {
      for (let before = -1; ahead === 0 || ahead > before; ahead = asked()) {
        before = ahead;
        await after(1500);
      }
    },
  });
  expect(ahead).toBeLessThan(asked() / 4);
  expect(code).toBe(0);
  expect(lines).toBeGreaterThan(BOOKINGS);
});
