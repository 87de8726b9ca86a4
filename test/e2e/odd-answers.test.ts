import { simulators } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();

describe('a next cursor that leads nowhere', () => {
  const page = (next: string): string =>
    `{"content":[{"id":"1"}],"next_cursor":"${next}","has_next":true}`;
  it.each([
    ['repeats', () => 'x', 'already requested'],
    ['never ends', (index: number) => String(index), 'without a new record'],
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
      expect(read.errors[0]?.message).toContain(message);
      expect(navan.control.requests().length).toBeLessThan(100);
    },
  );
});

describe('fields that differ from the schema', () => {
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
    expect(read.warnings('is not in the schema; Airbyte').map(({ facts }) => facts)).toEqual([
      { stream: 'bookings', field: 'newThing', type: 'string' },
    ]);
    expect(read.warnings('has a type that is not in the schema').map(({ facts }) => facts)).toEqual(
      [{ stream: 'bookings', field: 'expensed', type: 'string' }],
    );
    expect(read.words).not.toContain('geheim');
  });
});
