import { parseState } from '../../src/protocol/input-state';
import { withoutNulls } from '../../src/state/merge-patch';
import { text } from '../docs/support';
import { simulators, truth } from './support/simulated';
import { check, sync } from './support/sync';
import type { States } from '../support/connector-run';
import { expectIds, expectRecords } from '../support/records';

const simulator = simulators();
const PAGE = 'docs/moving-from-airbytes-source-navan.md';
const START = '2025-06-01T00:00:00Z';
const UNRECOGNISED = 'State format not recognised; re-reading this stream from the start date.';

/** Exactly the keys of its form: null removes what the test helper adds. */
const ITS_CONFIG = { start_date: START, bookings_recheck_hours: null, personal_data: null };

/** Bookings that it read, that it never requests, and that changed unnoticed after it read them. */
const BOOKINGS = [
  booking('read', 'FLIGHT', '2025-07-01T09:00:00Z', '2025-07-01T09:00:00Z'),
  booking('hotel', 'HOTEL', '2025-07-02T09:00:00Z', '2025-07-02T09:00:00Z'),
  booking('changed later', 'FLIGHT', '2025-07-03T09:00:00Z', '2026-06-01T09:00:00Z'),
];

function booking(
  uuid: string,
  bookingType: string,
  created: string,
  lastModified: string,
): Readonly<Record<string, string>> {
  return { uuid, bookingType, created, lastModified };
}

/** Newer than every change above: if it were trusted, no record would be sent. */
const ITS_CURSOR = String(Date.parse('2026-06-15T00:00:00Z') / 1000);

/** Each line on the page is a file for `--state`; plus one whose partition is unnamed. */
const shown = /```json\n([^`]+)```/.exec(text(PAGE))?.[1] ?? '';
const unnamed = shown
  .split('\n')[0]
  ?.replace('{ "lastModified"', '{ "states": [{ "partition": {}, "cursor": { "lastModified"')
  .replace('"1700000000" }', '"1700000000" } }] }');
const ITS_FILES = [...shown.trim().split('\n'), unnamed ?? ''].map(
  (file) => JSON.parse(file.replaceAll('1700000000', ITS_CURSOR)) as unknown,
);

/** Parsed by the `--state` reader, which must not report anything. */
function handedOver(file: unknown): States {
  const { state, notices } = parseState(file, ['bookings']);
  expect(notices).toEqual([]);
  return state.streams;
}

describe("given a connection of Airbyte's own source-navan", () => {
  it('when its config is checked, then its three values are enough', async () => {
    const navan = await simulator({ bookings: 1 });
    const { advanced, ...itsKeys } = navan.config();
    expect(Object.keys(itsKeys).sort()).toEqual(['client_id', 'client_secret', 'start_date']);
    expect(advanced).toEqual({ api_url: navan.url });
    const { status, run } = await check(navan, ITS_CONFIG);
    expect(status).toBe('SUCCEEDED');
    expect(run.warnings()).toEqual([]);
  });

  it('when the page shows its states, then one is a bare cursor and one has a cursor and partitions', () => {
    const states = ITS_FILES.map((file) => handedOver(file).get('bookings') ?? {});
    expect(states.map((state) => Object.keys(state)[0])).toEqual([
      'lastModified',
      'states',
      'states',
    ]);
  });

  it.each(ITS_FILES.map((file) => [file]))(
    'when its state %j is used, then everything is read, once, and the log says so',
    async (itsState) => {
      const navan = await simulator({ bookings: 0 });
      navan.control.insert('bookings', BOOKINGS);
      const first = await sync(navan, { config: ITS_CONFIG, state: handedOver(itsState) });
      expectIds('bookings', first.ids(), ['changed later', 'hotel', 'read']);
      expect(first.warnings(UNRECOGNISED).map(({ facts }) => facts)).toEqual([
        { stream: 'bookings' },
      ]);
      expect(first.failedStreams).toEqual([]);

      navan.control.insert('bookings', [{ uuid: 'new', created: new Date().toISOString() }]);
      const second = await sync(navan, { config: ITS_CONFIG, state: first.states });
      expect(second.ids()).toEqual(['new']);
      expect(second.warnings('')).toEqual([]);
    },
  );

  it('when its state is used with a full refresh, then everything is read', async () => {
    const navan = await simulator({ seed: 3, bookings: 120 });
    const state = handedOver(ITS_FILES[1]);
    const read = await sync(navan, { mode: 'full_refresh', state });
    expectRecords('bookings', read.records(), truth(navan));
  });

  it("when its state is read, then the new state has only this connector's keys", async () => {
    const navan = await simulator({ bookings: 0 });
    navan.control.insert('bookings', BOOKINGS);
    for (const itsState of ITS_FILES) {
      const read = await sync(navan, { config: ITS_CONFIG, state: handedOver(itsState) });
      const said = withoutNulls(read.states.get('bookings') ?? {});
      expect(Object.keys(said).sort()).toEqual(['source_navan', 'states']);
      expect(read.cursor('2025-07')).toMatch(/^20\d\d-/);
    }
  });

  it('when the page quotes the log, then the quote matches', () => {
    expect(text(PAGE)).toContain(UNRECOGNISED);
  });
});
