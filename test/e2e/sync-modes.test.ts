import type { Simulator } from '../../simulator';
import { simulators } from './support/simulated';
import { EVERYTHING, read as readOf } from './support/sync';
import type { ConnectorRun, States } from '../support/connector-run';
import { expectIds } from '../support/records';

const simulator = simulators();
const KEYS = {
  bookings: 'uuid',
  users: 'id',
  transactions: 'id',
  transaction_receipts: 'transaction_id',
};
type Name = keyof typeof KEYS;
const NAMES = Object.keys(KEYS) as readonly Name[];
const NO_INCREMENTAL: readonly Name[] = ['users', 'transaction_receipts'];

/** A configured catalog entry, as programs write it. */
const stream = (name: Name, more: object): object => ({
  stream: { name, json_schema: {}, supported_sync_modes: ['full_refresh'] },
  ...more,
});

/** PyAirbyte requests the same of every stream, whatever it supports. */
const pyAirbyte = (names: readonly Name[]): object => ({
  streams: names.map((name) =>
    stream(name, {
      sync_mode: 'incremental',
      destination_sync_mode: 'overwrite',
      primary_key: [[KEYS[name]]],
      cursor_field: [],
    }),
  ),
});

/** The platform adds its own numbers. */
const platform = (sync_mode: string, destination_sync_mode: string): object => ({
  streams: NAMES.map((name) =>
    stream(name, {
      sync_mode,
      destination_sync_mode,
      generation_id: 3,
      minimum_generation_id: 3,
      sync_id: 12,
    }),
  ),
});

const world = (): Promise<Simulator> =>
  simulator({ seed: 12, bookings: 60, users: 8, transactions: 4 });

const asked = (navan: Simulator, catalog: object, state?: States): Promise<ConnectorRun> =>
  readOf(navan.config(EVERYTHING), catalog, state);

const idsOf = (answer: ConnectorRun): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(NAMES.map((name) => [name, [...answer.ids(name, KEYS[name])].sort()]));

function expectWhole(answer: ConnectorRun, names: readonly Name[]): void {
  expect(answer.code).toBe(0);
  for (const name of names)
    expect(answer.statuses(name)).toEqual(['STARTED', 'RUNNING', 'COMPLETE']);
  expect(answer.states.size).toBe(names.length);
}

describe('given incremental for full-refresh-only streams', () => {
  it('when read as PyAirbyte requests it, sync after sync, then they are read in full each time, and the log says so', async () => {
    const navan = await world();
    const first = await asked(navan, pyAirbyte(NAMES));
    const added = navan.control.insert('users', [{ id: 'new' }]);
    const second = await asked(navan, pyAirbyte(NAMES), first.states);
    for (const answer of [first, second]) {
      expectWhole(answer, NAMES);
      expect(answer.warnings().map(({ text }) => text)).toEqual(
        NO_INCREMENTAL.map(
          (name) =>
            `The stream does not support this sync mode; using full refresh. stream=${name} syncMode=incremental`,
        ),
      );
    }
    const before = first.ids('users', 'id');
    expect(before).toHaveLength(8);
    expectIds('users', second.ids('users', 'id'), [...before, ...added]);
    expect(first.ids('transaction_receipts', 'transaction_id').length).toBeGreaterThan(0);
    expectIds(
      'transaction_receipts',
      second.ids('transaction_receipts', 'transaction_id'),
      first.ids('transaction_receipts', 'transaction_id'),
    );
    // Incremental streams send only recent changes.
    expect(second.ids('bookings', 'uuid').length).toBeLessThan(
      first.ids('bookings', 'uuid').length,
    );
  });

  it('when read by full refresh instead, then the same records are sent, without a warning', async () => {
    const navan = await world();
    const incremental = await asked(navan, pyAirbyte(NO_INCREMENTAL));
    const full = await asked(navan, platform('full_refresh', 'overwrite'));
    for (const name of NO_INCREMENTAL)
      expectIds(name, full.ids(name, KEYS[name]), incremental.ids(name, KEYS[name]));
    expectWhole(full, NAMES);
    expect(full.warnings()).toEqual([]);
  });

  it('when their state is inspected, then it has no cursor that a later full refresh could misread', async () => {
    const navan = await world();
    const { states } = await asked(navan, pyAirbyte(NO_INCREMENTAL));
    for (const state of states.values()) expect(state).toMatchObject({ states: [] });
    expect(JSON.stringify([...states])).not.toContain('"full_refresh":true');
  });
});

it('given any destination sync mode, when read, then the same records are sent: the mode only concerns the destination', async () => {
  const navan = await world();
  const usual = await asked(navan, platform('full_refresh', 'overwrite'));
  for (const mode of ['append', 'append_dedup', 'overwrite_dedup', 'update', 'soft_delete']) {
    const read = await asked(navan, platform('full_refresh', mode));
    expectWhole(read, NAMES);
    expect(idsOf(read)).toEqual(idsOf(usual));
  }
});

it("given a user-defined cursor and key, when read, then the source's own are used", async () => {
  const navan = await world();
  const chosen = {
    sync_mode: 'incremental',
    destination_sync_mode: 'append_dedup',
    cursor_field: ['created'],
    primary_key: [['bookingId']],
  };
  const first = await asked(navan, { streams: [stream('bookings', chosen)] });
  const [changed = ''] = navan.control.change('bookings', 1, { fields: { purpose: 'x' } });
  const second = await asked(navan, { streams: [stream('bookings', chosen)] }, first.states);
  expect(second.ids('bookings', 'uuid')).toContain(changed);
  expect(JSON.stringify([...second.states])).toContain('"lastModified"');
  expect(JSON.stringify([...second.states])).not.toContain('"created"');
});

it.each([
  ['no mode', {}],
  ['a mode that is null', { sync_mode: null }],
])('given %s, when read, then everything is sent', async (_, more) => {
  const navan = await world();
  const read = await asked(navan, { streams: NAMES.map((name) => stream(name, more)) });
  expectWhole(read, NAMES);
  expect(read.ids('bookings', 'uuid')).toHaveLength(60);
});

it.each(['INVALID', 'cdc', 'Incremental', ''])(
  'given the mode %j, which is not in the protocol, when read, then no record is sent and the error says where it is',
  async (sync_mode) => {
    const navan = await world();
    const catalog = { streams: [stream('bookings', { sync_mode })] };
    const [error] = (await asked(navan, catalog)).errors;
    expect(error?.code).toBe('catalog-invalid');
    expect(error?.message).toContain('streams, bookings, sync_mode');
    expect(navan.control.stats().requests).toBe(0);
  },
);

it('given a connection that switches modes and back, when read, then full refresh is complete and incremental resumes', async () => {
  const navan = await world();
  const whole = await asked(navan, platform('full_refresh', 'overwrite'));
  const incremental = await asked(navan, platform('incremental', 'append_dedup'), whole.states);
  const again = await asked(navan, platform('full_refresh', 'overwrite'), incremental.states);
  expect(idsOf(again)).toEqual(idsOf(whole));
  expect(incremental.ids('bookings', 'uuid').length).toBeLessThan(60);
  expect(incremental.code).toBe(0);
});
