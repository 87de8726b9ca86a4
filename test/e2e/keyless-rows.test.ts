import type { Simulator } from '../../simulator';
import { simulators } from './support/simulated';
import { EVERYTHING, read as readOf } from './support/sync';
import type { ConnectorRun } from '../support/connector-run';

const simulator = simulators();
const catalog = (destination_sync_mode: string): object => ({
  streams: ['bookings', 'users'].map((name) => ({
    stream: { name, json_schema: {} },
    sync_mode: 'full_refresh',
    destination_sync_mode,
  })),
});
const at = '2026-09-10T08:00:00Z';

/** Three bookings with keys, and two whose `uuid` the API replaces with `key`. */
async function world(key: string): Promise<Simulator> {
  const navan = await simulator({ bookings: 3, users: 2, since: '2026-09-01T00:00:00Z' });
  const rows = ['none-1', 'none-2'].map((uuid) => ({ uuid, created: at, lastModified: at }));
  navan.control.insert(
    'bookings',
    rows.map((row) => JSON.stringify(row)),
  );
  const fault = { kind: 'replace' as const, find: '"uuid":"none-', by: `${key}"x":"` };
  navan.control.faults([{ match: { path: '/v1/bookings' }, fault }]);
  return navan;
}

const aboutKeys = (read: ConnectorRun): readonly string[] =>
  read.warnings('without a primary key').map(({ text }) => text);

const KEYS = [
  ['null', '"uuid":null,'],
  ['nothing', ''],
  ['an empty object', '"uuid":{},'],
  ['an object', '"uuid":{"a":1},'],
  ['an empty list', '"uuid":[],'],
  ['a list', '"uuid":["a"],'],
  ['an empty text', '"uuid":"",'],
] as const;

describe.each(KEYS)('given two records with %s as their key', (_, key) => {
  it('when the destination does not need the key, then both are sent, and one warning counts them', async () => {
    const read = await readOf((await world(key)).config(EVERYTHING), catalog('append'));
    expect(read.ids('bookings', 'uuid')).toHaveLength(5);
    expect(aboutKeys(read)).toEqual([
      'Records without a primary key were sent as they are. stream=bookings records=2',
    ]);
    expect(read.code).toBe(0);
  });

  it('when the destination deduplicates by key, then they are skipped, and one warning counts them', async () => {
    const read = await readOf((await world(key)).config(EVERYTHING), catalog('append_dedup'));
    expect(read.ids('bookings', 'uuid')).toHaveLength(3);
    expect(aboutKeys(read)).toEqual([
      'Records without a primary key were dropped: the destination could not tell them apart. stream=bookings records=2',
    ]);
    expect(read.code).toBe(0);
  });
});

it.each(['0', 'false', '12345678901234567890'])(
  'given %s as a key, when read, then it is a valid key',
  async (key) => {
    const navan = await simulator({ bookings: 0, users: 2, since: '2026-09-01T00:00:00Z' });
    navan.control.insert('bookings', [
      JSON.stringify({ uuid: 'none', created: at, lastModified: at }),
    ]);
    const fault = { kind: 'replace' as const, find: '"uuid":"none"', by: `"uuid":${key}` };
    navan.control.faults([{ match: { path: '/v1/bookings' }, fault }]);
    const read = await readOf(navan.config(EVERYTHING), catalog('append_dedup'));
    expect(read.ids('bookings', 'uuid')).toHaveLength(1);
    expect(aboutKeys(read)).toEqual([]);
  },
);
