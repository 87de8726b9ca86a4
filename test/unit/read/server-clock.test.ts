import { ServerClock } from '../../../src/read/server-clock';

const START = Date.parse('2026-11-24T12:00:00Z');
const MINUTE = 60_000;

function clockThatSays(...observed: readonly (readonly [server: number, local: number])[]): {
  clock: ServerClock;
  skews: number[];
} {
  const skews: number[] = [];
  const clock = new ServerClock(START, (offset) => skews.push(offset));
  for (const [server, local] of observed) clock.observe(server, local);
  return { clock, skews };
}

describe("the server's clock", () => {
  it.each([0, 5 * MINUTE, -5 * MINUTE, 999])(
    'given a difference of %i ms, when observed, then the moment of beginning stays and nothing is said',
    (offset) => {
      const { clock, skews } = clockThatSays([START + offset + 70, START + 70]);
      expect(clock.began).toBe(START);
      expect(skews).toEqual([]);
    },
  );

  it.each([5 * MINUTE + 1, -5 * MINUTE - 1, 13 * 365 * 24 * 60 * MINUTE])(
    'given a difference of %i ms, when observed, then the beginning moves by it, which is said once',
    (offset) => {
      const { clock, skews } = clockThatSays([START + offset + 70, START + 70]);
      expect(clock.began).toBe(START + offset);
      expect(skews).toEqual([offset]);
    },
  );

  it('given later answers that say otherwise, when observed, then only the first counts', () => {
    const { clock, skews } = clockThatSays([START, START], [START + 60 * MINUTE, START]);
    expect(clock.began).toBe(START);
    expect(skews).toEqual([]);
  });
});
