import { startSimulator, type Simulator } from '../../simulator';
import { processRead, type ProcessRead, type StateMessage } from './support/process-read';

/** Bookings of twelve months, a few pages each; answers take long enough for the signal to meet a read under way. */
const WORLD = { seed: 6, bookings: 3000, users: 0, transactions: 0, latency: { ms: 5 } };
const KILLS = 30;
const MODES = ['full_refresh', 'incremental'] as const;

let simulator: Simulator;
let months: ReadonlyMap<string, string>;

beforeAll(async () => {
  simulator = await startSimulator(WORLD);
  months = new Map(
    [...simulator.control.truth('bookings')].map((text) => {
      const { uuid, created } = JSON.parse(text) as { uuid: string; created: string };
      return [uuid, created.slice(0, 7)];
    }),
  );
});

afterAll(() => simulator.close());

const config = (): Record<string, unknown> => simulator.config({ bookings_recheck_hours: 24 });

/** A small generator with a seed, so that a failure can be repeated. */
function moments(seed: number, below: number): number[] {
  let state = seed;
  return Array.from({ length: KILLS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + Math.floor((state / 2 ** 32) * below);
  });
}

const monthsOf = (ids: readonly string[]): Set<string | undefined> =>
  new Set(ids.map((id) => months.get(id)));

/** The months that a state says were read. */
function monthsIn(message: StateMessage): Set<string> {
  const { states } = message.state.stream.stream_state as {
    states: { partition: { created_month: string } }[];
  };
  return new Set(states.map(({ partition }) => partition.created_month));
}

/** Young months are read at every incremental sync; all that is sent of them again was changed within the look-back. */
function expectResumed(
  killed: ProcessRead,
  resumed: ProcessRead,
  mode: (typeof MODES)[number],
): void {
  const last = killed.states.at(-1);
  // What a destination has: it keeps what came before the last state, and what came after that may be lost.
  const kept = killed.ids.slice(0, last?.after ?? 0);
  const together = new Set([...kept, ...resumed.ids]);
  expect([...months.keys()].filter((id) => !together.has(id))).toEqual([]);
  if (!last || mode === 'incremental') return;
  const finished = monthsIn(last.message);
  expect([...monthsOf(resumed.ids)].filter((month) => finished.has(month ?? ''))).toEqual([]);
}

describe.each(MODES)('%s', (mode) => {
  it('given thirty kills at any moment, when read from the last state, then nothing is missing and only what was under way comes again', async () => {
    for (const afterLines of moments(mode.length, months.size)) {
      const killed = await processRead(config(), mode, undefined, {
        signal: 'SIGKILL',
        afterLines,
      });
      const state = killed.states.at(-1)?.message;
      const resumed = await processRead(config(), mode, state);
      expect(resumed.errors).toEqual([]);
      expect(resumed.statuses.at(-1)).toBe('COMPLETE');
      expect(resumed.code).toBe(0);
      expectResumed(killed, resumed, mode);
    }
  });

  it('given a SIGTERM at any moment, when read, then the process dies by it in time, with whole lines and no COMPLETE', async () => {
    for (const afterLines of moments(mode.length + 1, months.size / 2).slice(0, 5)) {
      const ended = await processRead(config(), mode, undefined, {
        signal: 'SIGTERM',
        afterLines,
      });
      expect(ended.signal).toBe('SIGTERM');
      expect(ended.brokenEnd).toBe(false);
      expect(ended.endedAfterMs).toBeLessThan(5000);
      const complete = ended.statuses.includes('COMPLETE');
      expect(complete && new Set(ended.ids).size < months.size).toBe(false);
      expect(ended.errors).toEqual(
        complete ? [] : [expect.stringMatching(/^The run was stopped from outside: found SIGTERM/)],
      );
    }
  });
});
