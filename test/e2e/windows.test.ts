import type { Simulator } from '../../simulator';
import { simulators, truth } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();
const seconds = (text: string): number => Date.parse(text) / 1000;
const sorted = (records: readonly string[]): string[] => [...records].sort();
const asked = (navan: Simulator): number =>
  navan.control.requests().filter(({ path }) => path === '/v1/bookings').length;

describe('a window that cannot be read as a whole', () => {
  it('given a page that always fails, when read, then its month is halved until the rows come, each once', async () => {
    const layout = [{ created: '2026-09-02T00:00:00Z', count: 450, stepMs: 5_000_000 }];
    const navan = await simulator({ bookings: 0, layout });
    const september = {
      createdFrom: String(seconds('2026-09-01T00:00:00Z') - 1),
      createdTo: String(seconds('2026-10-01T00:00:00Z')),
    };
    navan.control.faults([
      {
        match: { path: '/v1/bookings', params: september, page: 2 },
        fault: { kind: 'status', status: 500 },
      },
    ]);
    const read = await sync(navan, { mode: 'full_refresh' });
    expect(read.failedStreams).toEqual([]);
    expect(sorted(read.records())).toEqual(sorted(truth(navan)));
  });

  it('given a time that can never be read, when read, then the error names it, and all the rest is read and checkpointed', async () => {
    const layout = [
      { created: '2026-08-10T00:00:00Z', count: 20, stepMs: 60_000 },
      { created: '2026-09-10T00:00:00Z', count: 20, stepMs: 60_000 },
      { created: '2026-10-10T00:00:00Z', count: 20, stepMs: 60_000 },
    ];
    const navan = await simulator({ bookings: 0, layout });
    const first = await sync(navan);
    const poisoned = seconds('2026-09-10T00:05:00Z');
    navan.control.insert('bookings', [
      { uuid: 'poison', created: '2026-09-10T00:05:00Z', lastModified: new Date().toISOString() },
    ]);
    // Whatever has that record fails.
    navan.control.faults([
      {
        match: { path: '/v1/bookings' },
        fault: { kind: 'replace', find: '"uuid":"poison"', by: '"uuid":' },
      },
    ]);
    const before = first.cursor('2026-09');
    const second = await sync(navan, { state: first.states });
    expect(second.failedStreams).toEqual(['bookings']);
    const [failure] = second.output.errors;
    const found = /(\S+Z) to (\S+Z)/u.exec(failure?.error.message ?? '') ?? [];
    expect(seconds(found[1] ?? '')).toBeLessThanOrEqual(poisoned);
    expect(seconds(found[2] ?? '')).toBeGreaterThanOrEqual(poisoned);
    expect(seconds(found[2] ?? '') - seconds(found[1] ?? '')).toBeLessThanOrEqual(2);
    expect(second.cursor('2026-09')).toBe(before);
    expect(second.output.states.get('bookings')?.length).toBeGreaterThan(2);
    expect(second.output.statuses.get('bookings')?.at(-1)).toBe('INCOMPLETE');
  }, 60_000);

  it('given more than 10,000 rows in a month, when read, then the month is split before any of it is sent', async () => {
    const layout = [{ created: '2026-09-02T00:00:00Z', count: 10_050, stepMs: 200_000 }];
    const navan = await simulator({ bookings: 0, layout });
    const read = await sync(navan, { mode: 'full_refresh' });
    expect(new Set(read.ids()).size).toBe(10_050);
    expect(read.records()).toHaveLength(10_050);
    expect(navan.control.requests().every(({ params }) => Number(params['page'] ?? 0) < 100)).toBe(
      true,
    );
  }, 60_000);
});

describe('an API whose count of rows is wrong', () => {
  it.each([
    ['too small', '3'],
    ['far too small', '0'],
    ['too large', '700'],
    ['beyond all reason', '1000000000'],
    ['negative', '-1'],
    ['a text', '"250"'],
    ['null', 'null'],
  ])('given totalElements that is %s, when read, then every row comes once', async (_, stated) => {
    const layout = [{ created: '2026-10-02T00:00:00Z', count: 250, stepMs: 1000 }];
    const navan = await simulator({ bookings: 0, layout });
    navan.control.faults([
      {
        match: { path: '/v1/bookings' },
        fault: { kind: 'replace', find: '"totalElements":250', by: `"totalElements":${stated}` },
      },
    ]);
    const read = await sync(navan, {
      mode: 'full_refresh',
      config: { start_date: '2026-10-01T00:00:00Z' },
    });
    expect(read.failedStreams).toEqual([]);
    expect(sorted(read.records())).toEqual(sorted(truth(navan)));
    expect(asked(navan)).toBeLessThan(250);
  });
});

describe('a next cursor that leads nowhere', () => {
  const page = (next: string): string =>
    `{"content":[{"id":"1"}],"next_cursor":"${next}","has_next":true}`;
  it.each([
    ['repeats', () => 'x', 'asked for before'],
    ['never ends', (index: number) => String(index), 'without a new row'],
  ])(
    'given one that %s, when read, then the stream fails in bounded time and says so',
    async (_, next, message) => {
      const navan = await simulator({ bookings: 0 });
      const answers = Array.from({ length: 100 }, (_unused, index) => ({
        match: { path: '/v1/expense/fees', nth: index + 1 },
        fault: {
          kind: 'status' as const,
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: page(next(index)),
        },
      }));
      navan.control.faults(answers);
      const config = {
        transaction_types: ['fees'],
        start_date: new Date().toISOString().replace(/T.*/u, 'T00:00:00Z'),
      };
      const read = await sync(navan, { streams: ['transactions'], config });
      expect(read.failedStreams).toEqual(['transactions']);
      expect(read.output.errors[0]?.error.message).toContain(message);
      expect(navan.control.requests().length).toBeLessThan(100);
    },
  );
});

describe('data that moves while it is read', () => {
  it('given rows inserted and removed between two pages, when read, then what existed throughout is there, nothing twice', async () => {
    const layout = [{ created: '2026-10-02T00:00:00Z', count: 350, stepMs: 1000 }];
    const navan = await simulator({ bookings: 0, layout });
    const all = truth(navan).map((text) => (JSON.parse(text) as { uuid: string }).uuid);
    const removed = navan.control.remove('bookings', all.slice(10, 12), { afterRequests: 5 });
    navan.control.insert(
      'bookings',
      [
        {
          uuid: 'new',
          created: '2026-10-02T00:00:00.500Z',
          lastModified: new Date().toISOString(),
        },
      ],
      { afterRequests: 6 },
    );
    const first = await sync(navan, { config: { start_date: '2026-10-01T00:00:00Z' } });
    expect(first.failedStreams).toEqual([]);
    expect(new Set(first.ids()).size).toBe(first.ids().length);
    expect(first.ids()).toEqual(expect.arrayContaining(all.filter((id) => !removed.includes(id))));
    const second = await sync(navan, {
      state: first.states,
      config: { start_date: '2026-10-01T00:00:00Z' },
    });
    expect([...first.ids(), ...second.ids()]).toContain('new');
  });
});

describe('a full refresh that breaks off', () => {
  it('given some months read, when resumed, then only the others are read; when read again, then all', async () => {
    const navan = await simulator({ seed: 12, bookings: 600 });
    const broken = await sync(navan, { mode: 'full_refresh', stopAfterStates: 8 });
    expect(broken.output.statuses.get('bookings')?.at(-1)).toBe('INCOMPLETE');
    const resumed = await sync(navan, { mode: 'full_refresh', state: broken.states });
    const both = new Set([...broken.ids(), ...resumed.ids()]);
    expect(both.size).toBe(600);
    expect(resumed.ids().length).toBeLessThan(600);
    const again = await sync(navan, { mode: 'full_refresh', state: resumed.states });
    expect(sorted(again.records())).toEqual(sorted(truth(navan)));
  });
});

describe('what the schema does not know', () => {
  it('given an unknown and a mistyped field, when read, then each gives one warning with name and type, never the value', async () => {
    const navan = await simulator({ bookings: 0 });
    const row = (uuid: string) => ({
      uuid,
      created: '2026-10-03T00:00:00Z',
      lastModified: '2026-10-03T00:00:00Z',
      newThing: 'geheim',
      expensed: 'geheim',
    });
    navan.control.insert('bookings', [row('a'), row('b')]);
    const read = await sync(navan);
    expect(read.warnings('the schema does not have').map(({ facts }) => facts)).toEqual([
      { stream: 'bookings', field: 'newThing', type: 'string' },
    ]);
    expect(read.warnings('another type').map(({ facts }) => facts)).toEqual([
      { stream: 'bookings', field: 'expensed', type: 'string' },
    ]);
    expect(read.output.words).not.toContain('geheim');
  });
});
