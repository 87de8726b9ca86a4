import type { SimulatorOptions } from '../../simulator';
import { type Client, closeAll, seconds, simulate } from './support/client';

afterEach(closeAll);

const RECORD =
  '{ "uuid": "x",\n "created":"2026-10-01T00:00:00Z", "lastModified":null, "a":1.50, "b":1e2, "c":12345678901234567890 }';

describe('insert', () => {
  it('keeps the bytes of a record', async () => {
    const client = await simulate({ bookings: 0 });
    expect(client.simulator.control.insert('bookings', [RECORD])).toEqual(['x']);
    expect([...client.simulator.control.truth('bookings')]).toEqual([RECORD]);
    const answer = await client.get('/v1/bookings', { createdFrom: 0, createdTo: 9e9 });
    expect(await answer.text()).toContain(RECORD);
  });

  it('puts a booking at its creation time, after those of the same instant', async () => {
    const created = '2026-10-01T00:00:00Z';
    const client = await simulate({
      layout: [
        { created, count: 2 },
        { created: '2026-10-02T00:00:00Z', count: 1 },
      ],
    });
    client.simulator.control.insert('bookings', [RECORD]);
    const uuids = (await client.bookings()).data.map((row) => row['uuid']);
    expect(uuids).toHaveLength(4);
    expect(uuids[2]).toBe('x');
  });

  it.each([null, '2026-10-31T23:30:00+02:00', 'yesterday'])(
    'given an instant for the filter, created may be %s',
    async (created) => {
      const client = await simulate({ bookings: 0 });
      client.simulator.control.insert('bookings', [{ uuid: 'x', created }], {
        at: '2026-12-01T00:00:00Z',
      });
      const december = seconds('2026-12-01T00:00:00Z');
      const { data } = await client.bookings({ createdFrom: december, createdTo: december + 1 });
      expect(data).toEqual([{ uuid: 'x', created }]);
      expect((await client.bookings({ createdFrom: 0, createdTo: december - 1 })).data).toEqual([]);
    },
  );

  it('replaces a record with the same id', async () => {
    const client = await simulate();
    const [text = ''] = client.simulator.control.truth('bookings');
    client.simulator.control.insert('bookings', [text.replace('"created"', '"extra":1,"created"')]);
    expect([...client.simulator.control.truth('bookings')]).toHaveLength(30);
    expect((await client.bookings()).data[0]).toHaveProperty('extra', 1);
  });
});

describe('change', () => {
  it('sets the fields and the time of the change, and keeps the other bytes', async () => {
    const { control } = (await simulate({ bookings: 0 })).simulator;
    control.insert('bookings', [RECORD]);
    control.setNow('2026-11-24T13:00:00.5Z');
    expect(
      control.change('bookings', ['x', 'y'], { fields: { b: 'new' }, raw: { d: '0.10' } }),
    ).toEqual(['x']);
    const changed = RECORD.replace('null', '"2026-11-24T13:00:00.500Z"')
      .replace('1e2', '"new"')
      .replace(/ \}$/u, ' ,"d":0.10}');
    expect([...control.truth('bookings')]).toEqual([changed]);
  });

  it('given a time or null, uses it', async () => {
    const { control } = (await simulate()).simulator;
    const [a, b] = control.change('bookings', 2, { lastModified: '2040-01-01T00:00:00Z' });
    control.change('bookings', [b ?? ''], { lastModified: null });
    const modified = new Map(
      [...control.truth('bookings')].map((text) => {
        const { uuid, lastModified } = JSON.parse(text) as {
          uuid: string;
          lastModified: string | null;
        };
        return [uuid, lastModified];
      }),
    );
    expect([modified.get(a ?? ''), modified.get(b ?? '')]).toEqual(['2040-01-01T00:00:00Z', null]);
  });

  it('given a count, spreads over all; given a range, stays in it', async () => {
    const { control } = (await simulate({ bookings: 1000 })).simulator;
    expect(new Set(control.change('bookings', 100)).size).toBe(100);
    expect(control.change('bookings', 5000)).toHaveLength(1000);
    const range = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' };
    const january = [...control.truth('bookings', range)];
    expect(january.length).toBeGreaterThan(10);
    expect(control.change('bookings', range)).toHaveLength(january.length);
    expect(new Set(control.change('transactions', 16)).size).toBe(16);
  });

  it('given a lag, shows a change only that long after its time', async () => {
    const client = await simulate({ bookings: 3, lagSeconds: 14_400 });
    const { control } = client.simulator;
    const [id] = control.change('bookings', 1, { fields: { reason: 'changed' } });
    const shown = async (): Promise<unknown> =>
      (await client.bookings()).data.find((row) => row['uuid'] === id)?.['reason'];
    control.setNow('2026-11-24T15:59:59Z');
    expect(await shown()).not.toBe('changed');
    expect([...control.truth('bookings')].join('')).not.toContain('"changed"');
    expect([...control.truth('bookings', { pending: true })].join('')).toContain('"changed"');
    control.setNow('2026-11-24T16:00:00Z');
    expect(await shown()).toBe('changed');
  });
});

describe('data that changes during a read', () => {
  const uuids = async (client: Client, page: number): Promise<unknown[]> =>
    (await client.bookings({ page })).data.map((row) => row['uuid']);

  it('given a removal after one request, the next page has moved up', async () => {
    const client = await simulate();
    const all = [
      ...(await uuids(client, 0)),
      ...(await uuids(client, 1)),
      ...(await uuids(client, 2)),
    ];
    client.simulator.control.remove('bookings', [String(all[0])], { afterRequests: 1 });
    expect(await uuids(client, 0)).toEqual(all.slice(0, 10));
    expect(await uuids(client, 1)).toEqual(all.slice(11, 21));
    expect((await client.bookings()).page.totalElements).toBe(29);
  });

  it('given a pattern, only its requests count', async () => {
    const client = await simulate();
    client.simulator.control.insert('bookings', [RECORD], { afterRequests: 1, match: { page: 2 } });
    expect((await client.bookings({ page: 1 })).page.totalElements).toBe(30);
    expect((await client.bookings({ page: 2 })).page.totalElements).toBe(30);
    expect((await client.bookings({ page: 1 })).page.totalElements).toBe(31);
  });

  it('after many inserts, changes and removals, pages and truth agree', async () => {
    const client = await simulate({ bookings: 400 });
    const { control } = client.simulator;
    control.insert(
      'bookings',
      Array.from({ length: 50 }, (_, n) => ({
        uuid: `n${n}`,
        created: new Date(Date.parse('2024-06-01') + n * 1.3e9).toISOString(),
      })),
    );
    control.change('bookings', 77);
    control.remove('bookings', 60);
    const found: unknown[] = [];
    for (let page = 0; page < 4; page += 1)
      found.push(...(await client.bookings({ page, size: 100 })).data);
    expect(found).toEqual(
      [...control.truth('bookings')].map((text) => JSON.parse(text) as unknown),
    );
    expect(found).toHaveLength(390);
  });
});

describe('the truth of transactions', () => {
  it('has what can be requested: no record from before the floor', async () => {
    const { control } = (await simulate()).simulator;
    expect([...control.truth('transactions')]).toHaveLength(160);
    expect([...control.truth('transactions', { type: 'fees' })]).toHaveLength(20);
    control.setNow('2026-12-24T12:00:00Z');
    const later = [...control.truth('transactions')];
    expect(later.length).toBeLessThan(160);
    expect(later.every((text) => !text.includes('"modified_timestamp":"2026-09'))).toBe(true);
  });
});

describe('the request log', () => {
  it('has each request and its response, and no secret', async () => {
    const client = await simulate();
    client.simulator.control.faults([{ match: { page: 1 }, fault: { kind: 'empty' } }]);
    await client.status('/v1/users', { page: 1 }, { 'user-agent': 'me' });
    const { control } = client.simulator;
    expect(control.requests()).toMatchObject([
      {
        method: 'POST',
        path: '/ta-auth/oauth/token',
        status: 200,
        params: { grant_type: 'client_credentials' },
      },
      {
        method: 'GET',
        path: '/v1/users',
        status: 200,
        params: { page: '1' },
        headers: { 'user-agent': 'me' },
        tokenId: 't1',
        inFlight: 1,
        fault: 'empty',
      },
    ]);
    const log = JSON.stringify(control.requests());
    expect(log).not.toContain(client.credential()['client_secret']);
    expect(log).not.toContain(client.token);
    expect(control.stats()).toMatchObject({
      requests: 2,
      maxInFlight: 1,
      byPath: { '/v1/users': { '200': 1 } },
    });
    control.resetLog();
    expect(control.requests()).toEqual([]);
    expect(control.stats()).toEqual({ requests: 0, bytes: 0, maxInFlight: 0, byPath: {} });
  });

  it('has the number of requests in flight', async () => {
    const client = await simulate({ latency: { ms: 30 } });
    client.simulator.control.resetLog();
    await Promise.all([1, 2, 3].map(() => client.status('/v1/users')));
    expect(client.simulator.control.stats().maxInFlight).toBe(3);
  });
});

describe('over HTTP', () => {
  const post = async (client: Client, name: string, body: unknown = {}): Promise<unknown> =>
    (
      await fetch(`${client.simulator.url}/_control/${name}`, {
        method: 'POST',
        body: JSON.stringify(body),
      })
    ).json();
  const text = async (client: Client, name: string): Promise<string> =>
    (await fetch(`${client.simulator.url}/_control/${name}`)).text();

  it('data is inserted, changed and removed', async () => {
    const client = await simulate({ bookings: 0 });
    expect(await post(client, 'insert', { stream: 'bookings', records: [RECORD] })).toEqual({
      ids: ['x'],
    });
    expect(
      await post(client, 'change', { stream: 'bookings', which: 1, fields: { b: 2 } }),
    ).toEqual({ ids: ['x'] });
    expect(await text(client, 'truth?stream=bookings')).toMatch(
      /^\{ "uuid": "x", .*"b":2, .*\}\n$/u,
    );
    expect(await post(client, 'remove', { stream: 'bookings', which: ['x'] })).toEqual({
      ids: ['x'],
    });
    expect(await text(client, 'truth?stream=bookings')).toBe('');
  });

  it('the truth is one record per line', async () => {
    const client = await simulate();
    const lines = (await text(client, 'truth?stream=users')).trimEnd().split('\n');
    expect(lines).toEqual([...client.simulator.control.truth('users')]);
  });

  it('faults, limit, latency, switches, clock, tokens and secret are set', async () => {
    const client = await simulate();
    await post(client, 'faults', [{ match: { page: 7 }, fault: { kind: 'status', status: 418 } }]);
    expect(await client.status('/v1/users', { page: 7 })).toBe(418);
    await post(client, 'set', { maxPageDepth: 3 });
    expect(await client.status('/v1/users', { page: 3 })).toBe(500);
    await post(client, 'now', { now: '2040-02-03T04:05:06Z' });
    expect((await client.get('/v1/users')).headers.get('date')).toBe(
      'Fri, 03 Feb 2040 04:05:06 GMT',
    );
    await post(client, 'now', { now: '2026-11-24T12:00:00Z' });
    const again = (await (await client.signIn(client.credential())).json()) as {
      access_token: string;
    };
    client.token = again.access_token;
    expect(await client.status('/v1/users')).toBe(200);
    await post(client, 'revoke-tokens');
    expect(await client.status('/v1/users')).toBe(401);
    await post(client, 'limit', { perSecond: 0.01, burst: 1 });
    await client.status('/v1/users');
    expect(await client.status('/v1/users')).toBe(429);
    await post(client, 'latency', { ms: 0 });
    const rotated = (await post(client, 'rotate-secret')) as { client_secret: string };
    expect(client.credential()['client_secret']).toBe(rotated.client_secret);
  });

  it('the log, the counts and a config can be read', async () => {
    const client = await simulate();
    expect(JSON.parse(await text(client, 'config'))).toEqual(client.simulator.config());
    expect(JSON.parse(await text(client, 'requests'))).toHaveLength(1);
    expect(JSON.parse(await text(client, 'stats'))).toMatchObject({ requests: 1 });
    await post(client, 'reset-log');
    expect(JSON.parse(await text(client, 'stats'))).toMatchObject({ requests: 0 });
  });

  it.each([
    ['nothing', {}],
    ['insert', { stream: 'trips', records: [{ id: 'x' }] }],
    ['insert', { stream: 'bookings', records: [{}] }],
    ['now', { now: 'soon' }],
    ['set', { maxPageDept: 3 }],
  ])('an invalid request (%s) is 400 with the reason', async (name, body) => {
    const client = await simulate();
    expect(await post(client, name, body)).toEqual({
      error: expect.stringMatching(/.{10}/u) as string,
    });
  });
});

describe('the truth over HTTP', () => {
  it.each([
    ['stream=gl_code', 'no such stream or type: "gl_code"; known: bookings, users,'],
    ['stream=gl_code', 'gl_codes, tax_mappings, gl_code_settings, card-transactions,'],
    ['stream=', 'no such stream or type: ""'],
    ['stream=transactions&type=nope', 'no such stream or type: "nope"'],
    ['stream=bookings&tenant=nope', 'no such tenant: nope'],
  ])('of an unknown name is refused with the reason: %s', async (query, reason) => {
    const client = await simulate();
    const answer = await fetch(`${client.simulator.url}/_control/truth?${query}`);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: string }).error).toContain(reason);
  });
});

describe('changes over HTTP', () => {
  const CHANGING = [
    ...['insert', 'change', 'remove', 'faults', 'limit', 'latency', 'reset-log'],
    ...['revoke-tokens', 'rotate-secret', 'now', 'set'],
  ];
  it.each(
    CHANGING.flatMap((name) => ['GET', 'HEAD', 'PUT', 'DELETE'].map((method) => [method, name])),
  )('are rejected by %s, which leaves everything unchanged: %s', async (method, name) => {
    const client = await simulate({ bookings: 3 });
    const before = client.simulator.control.requests().length;
    const config = client.simulator.config();
    const answer = await fetch(`${client.simulator.url}/_control/${name}`, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    expect(client.simulator.control.requests()).toHaveLength(before);
    expect(client.simulator.config()).toEqual(config);
    expect(await client.status('/v1/users')).toBe(200);
  });

  const A_BOOKING = { stream: 'bookings', which: 1 };
  it.each([
    ['change', { ...A_BOOKING, lastModifed: null }, '"lastModifed"; did you mean "lastModified"?'],
    ['change', { ...A_BOOKING, which: { form: '2026-01-01' } }, 'change.which has no "form"'],
    ['change', { stream: 'bookings' }, 'change needs "which"'],
    ['change', { ...A_BOOKING, which: 1.5 }, 'change.which has to be a whole number'],
    ['remove', { ...A_BOOKING, tennant: 'x' }, 'did you mean "tenant"?'],
    [
      'remove',
      { ...A_BOOKING, afterRequests: '1' },
      'remove.afterRequests has to be a whole number',
    ],
    [
      'remove',
      { ...A_BOOKING, afterRequests: 1, match: { pth: '/' } },
      'remove.match has no "pth"',
    ],
    ['insert', { stream: 'bookings', record: [] }, 'did you mean "records"?'],
    ['insert', { stream: 'bookings', records: [], at: 'noon' }, 'insert.at has to be a time'],
    ['faults', {}, 'faults has to be a list'],
    ['faults', [{ fault: { kind: 'rest' } }], '"rest"; did you mean "reset"?'],
    ['faults', [{ fault: { kind: 'constructor' } }], 'is no fault'],
    ['faults', [{ fault: {} }], 'faults[0].fault needs a "kind"'],
    ['faults', [{ match: {} }], 'faults[0] needs "fault"'],
    ['faults', [{ fault: { kind: 'status' } }], 'faults[0].fault needs "status"'],
    [
      'faults',
      [{ fault: { kind: 'empty', afterBytes: 3 } }],
      'faults[0].fault has no "afterBytes"',
    ],
    ['faults', [{ fault: { kind: 'empty' }, matsch: {} }], 'did you mean "match"?'],
    ['faults', [{ fault: { kind: 'empty' }, match: { time: 1 } }], 'did you mean "times"?'],
    ['limit', {}, 'limit needs "perSecond"'],
    ['limit', { perSecond: 0 }, 'limit.perSecond has to be a number above 0'],
    ['limit', { perSecond: 1, header: 'none' }, 'did you mean "headers"?'],
    ['limit', { perSecond: 1, headers: 'x' }, 'limit.headers has to be one of "none"'],
    ['limit', { perSecond: 1, steps: [{ perSecond: 1 }] }, 'limit.steps[0] needs "afterSeconds"'],
    ['latency', { mss: 1 }, 'did you mean "ms"?'],
    ['latency', { ms: '1' }, 'latency.ms has to be a number of at least 0'],
    ['set', { maxPageDept: 3 }, 'did you mean "maxPageDepth"?'],
    ['set', { bounds: 'inclusiv' }, 'set.bounds has to be one of "inclusive"'],
    ['set', { gzip: 'false' }, 'set.gzip has to be true or false'],
    ['now', { nwo: '2026-01-01' }, '"nwo"; known: "now"'],
    ['now', { running: 1 }, 'now.running has to be true or false'],
    ['reset-log', { all: true }, 'reset-log has no "all"; it takes nothing'],
    ['resetlog', {}, 'did you mean reset-log?'],
    ['toString', {}, 'no such operation: toString'],
    ['truth?stream=bookings&fron=2026', {}, 'did you mean "from"?'],
    ['truth?stream=bookings&from=noon', {}, 'truth.from has to be a time'],
    ['truth?stream=bookings&pending=yes', {}, 'truth.pending has to be one of "true"'],
    ['truth', {}, 'truth needs "stream"'],
    ['stats?by=path', {}, 'the address of stats has no "by"'],
  ])('are rejected if something is misspelt: %s %j', async (name, body, words) => {
    const client = await simulate({ bookings: 3 });
    const before = [...client.simulator.control.truth('bookings')];
    const answer = await fetch(`${client.simulator.url}/_control/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: expect.stringContaining(words) as string });
    expect([...client.simulator.control.truth('bookings')]).toEqual(before);
    expect(await client.status('/v1/users')).toBe(200);
  });

  it('are rejected in-process, too, and on the command line, where no compiler checks', async () => {
    const faults = [{ fault: { kind: 'rest' } }] as unknown as SimulatorOptions['faults'];
    await expect(simulate({ faults })).rejects.toThrow('did you mean "reset"?');
    const bounds = 'inclusiv' as SimulatorOptions['bounds'];
    await expect(simulate({ bounds })).rejects.toThrow('set.bounds has to be one of');
    await expect(
      simulate({ latency: { mss: 1 } as unknown as SimulatorOptions['latency'] }),
    ).rejects.toThrow('"ms"');
  });
});

describe('responses', () => {
  it('are compressed for clients that accept it, unless that is switched off', async () => {
    const client = await simulate();
    const gzip = await client.get('/v1/users', {}, { 'accept-encoding': 'gzip' });
    expect(gzip.headers.get('content-encoding')).toBe('gzip');
    const plain = await client.get('/v1/users', {}, { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('content-type')).toBe('application/json');
    expect(await plain.text()).toBe(await gzip.text());
    client.simulator.control.set({ gzip: false });
    expect((await client.get('/v1/users')).headers.get('content-encoding')).toBeNull();
  });

  it('given lines, have line breaks between tokens and the same values', async () => {
    const client = await simulate();
    const compact = await client.bookings();
    client.simulator.control.set({ spacing: 'lines' });
    const answer = await (
      await client.get('/v1/bookings', { createdFrom: 0, createdTo: 9e9 })
    ).text();
    expect(answer).toContain('\r\n  ');
    expect(JSON.parse(answer)).toEqual(compact);
  });

  it.each([
    ['json', 'application/json', /"status":404/u],
    ['html', 'text/html', /^<html>/u],
    ['empty', null, /^$/u],
  ] as const)('with an error have a body of the form %s', async (errorBody, type, body) => {
    const answer = await (await simulate({ errorBody })).get('/v1/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(await answer.text()).toMatch(body);
  });
});

it('a config has a start date before the oldest booking, and accepts overrides', async () => {
  const client = await simulate({ layout: [{ created: '2019-05-05T05:05:05Z', count: 1 }] });
  const config = client.simulator.config({
    transaction_types: ['fees'],
    advanced: { max_concurrency: 2 },
  });
  expect(config).toMatchObject({
    start_date: '2019-05-04T00:00:00Z',
    transaction_types: ['fees'],
    advanced: { api_url: client.simulator.url, max_concurrency: 2 },
  });
  expect(config).not.toHaveProperty('region');
});
