import { startSimulator, type Simulator } from '../../simulator';
import { processRead, type ProcessRead, type StateMessage } from './support/process-read';
import { expectIds, expectIdsAmong } from '../support/records';

/**
 * Bookings of fourteen months, a page or two each; responses are slow enough for the signal to
 * arrive during a read.
 */
const WORLD = {
  seed: 6,
  bookings: 1800,
  since: new Date(Date.now() - 14 * 30 * 86_400_000).toISOString(),
  users: 0,
  transactions: 0,
  latency: { ms: 5 },
};
/** CI takes fewer. */
const KILLS = Number(process.env['KILLS'] ?? 30);
const MODES = ['full_refresh', 'incremental'] as const;
/** Default number of concurrent requests, and therefore months. */
const CONCURRENCY = 4;
/** The manifest's look-back of an incremental read. */
const LOOK_BACK_MS = 86_400_000;

type Mode = (typeof MODES)[number];

interface Booking {
  readonly uuid: string;
  readonly created: string;
  readonly lastModified: string;
}

interface State {
  readonly states: readonly {
    readonly partition: { readonly created_month: string };
    readonly cursor: { readonly lastModified: string };
  }[];
}

let simulator: Simulator;
let bookings: ReadonlyMap<string, Booking>;

beforeAll(async () => {
  simulator = await startSimulator(WORLD);
  bookings = new Map(
    [...simulator.control.truth('bookings')].map((json) => {
      const booking = JSON.parse(json) as Booking;
      return [booking.uuid, booking];
    }),
  );
});

afterAll(() => simulator.close());

/** Every month is re-read, so that an incremental read has records to skip. */
const config = (): Record<string, unknown> => simulator.config({ bookings_recheck_hours: 0 });

const monthOf = (created: string): string => created.slice(0, 7);

/** A small seeded generator, so that a failure can be reproduced. */
function moments(seed: number, below: number): number[] {
  let state = seed;
  return Array.from({ length: KILLS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + Math.floor((state / 2 ** 32) * below);
  });
}

const text = (booking: Booking): string => `${booking.uuid} of ${booking.created}`;

/** The months that a state lists as read, and up to when, epoch milliseconds. */
function readUpTo(message: StateMessage | undefined): ReadonlyMap<string, number> {
  const state = message?.state.stream.stream_state as State | undefined;
  return new Map(
    state?.states.map(({ partition, cursor }) => [
      partition.created_month,
      Date.parse(cursor.lastModified),
    ]),
  );
}

function expectResumed(killed: ProcessRead, resumed: ProcessRead, mode: Mode): void {
  const { errors, statuses, code, signal, brokenEnd } = resumed;
  expect({ errors, last: statuses.at(-1), code, signal, brokenEnd }).toEqual({
    errors: [],
    last: 'COMPLETE',
    code: 0,
    signal: null,
    brokenEnd: false,
  });
  expectEachMonthNamed(killed, resumed);
  expectNothingMissing(killed, resumed);
  expectLittleAgain(killed, resumed, mode);
}

/** Each state lists every finished month: one more than the previous state, and all in the end. */
function expectEachMonthNamed(killed: ProcessRead, resumed: ProcessRead): void {
  const months = new Set([...bookings.values()].map(({ created }) => monthOf(created)));
  const finished = killed.states.map(({ message }) => readUpTo(message));
  const isWhole = killed.statuses.includes('COMPLETE');
  for (const [index, named] of finished.entries())
    expect(named.size).toBe(isWhole ? Math.min(index + 1, months.size) : index + 1);
  const inTheEnd = readUpTo(resumed.states.at(-1)?.message);
  expect([...months].filter((month) => !inTheEnd.has(month))).toEqual([]);
}

/** A destination keeps records sent before the last state; later ones may be lost. */
function expectNothingMissing(killed: ProcessRead, resumed: ProcessRead): void {
  const kept = killed.ids.slice(0, killed.states.at(-1)?.after ?? 0);
  expectIdsAmong('bookings', [...kept, ...resumed.ids], bookings.keys());
}

/** Each record once; of a finished month only those within the look-back; the rest from months in flight. */
function expectLittleAgain(killed: ProcessRead, resumed: ProcessRead, mode: Mode): void {
  const finished = readUpTo(killed.states.at(-1)?.message);
  const seen = new Set(killed.ids);
  const sent = resumed.ids.map((id) => bookings.get(id) as Booking);
  const isLookedBackFor = ({ created, lastModified }: Booking): boolean =>
    mode === 'incremental' &&
    Date.parse(lastModified) >= (finished.get(monthOf(created)) ?? Infinity) - LOOK_BACK_MS;
  const isFinished = ({ created }: Booking): boolean => finished.has(monthOf(created));

  expectIds('bookings', resumed.ids, new Set(resumed.ids));
  const needless = sent.filter((row) => isFinished(row) && !isLookedBackFor(row));
  expectIds('bookings', needless.map(text), []);
  const again = sent.filter((row) => !isFinished(row) && seen.has(row.uuid));
  const inFlight = new Set(again.map(({ created }) => monthOf(created)));
  expect(inFlight.size).toBeLessThanOrEqual(CONCURRENCY);
}

describe.each(MODES)('%s', (mode) => {
  it('given kills at any moment, when read from the last state, then no record is missing and only what was in flight is sent again', async () => {
    for (const afterLines of moments(mode.length, bookings.size)) {
      const killed = await processRead(config(), mode, undefined, {
        signal: 'SIGKILL',
        afterLines,
      });
      const state = killed.states.at(-1)?.message;
      const resumed = await processRead(config(), mode, state);
      expectResumed(killed, resumed, mode);
    }
  });

  it('given a SIGTERM at any moment, when read, then the process dies by it in time, with whole lines and no COMPLETE', async () => {
    for (const afterLines of moments(mode.length + 1, bookings.size / 2).slice(0, 5)) {
      const ended = await processRead(config(), mode, undefined, {
        signal: 'SIGTERM',
        afterLines,
      });
      expect(ended.signal).toBe('SIGTERM');
      expect(ended.brokenEnd).toBe(false);
      expect(ended.endedAfterMs).toBeLessThan(5000);
      const complete = ended.statuses.includes('COMPLETE');
      expect(complete && new Set(ended.ids).size < bookings.size).toBe(false);
      expect(ended.errors).toEqual(
        complete ? [] : [expect.stringMatching(/^The run was stopped by a signal: SIGTERM/)],
      );
    }
  });
});
