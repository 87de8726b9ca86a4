import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { SimulatorOptions } from '../../simulator';
import { CLIENT_ERRORS } from '../../src/errors/client-errors';
import { QUESTIONS } from '../../src/probe/questions';
import { euHosts } from '../../src/probe/questions/regions/eu-hosts';
import { text } from '../docs/support';
import { probed, SteppedClock } from './support/probed';
import { simulators } from './support/simulated';

const start = simulators();

const answerOf = async (id: string, options: Partial<SimulatorOptions>): Promise<string> => {
  const navan = await start(options);
  const questions = QUESTIONS.filter((question) => question.id === id);
  return (await probed(navan, { questions })).get(id)?.answer ?? 'no such question';
};

/** On a whole second, and between two seconds. */
const times = [
  { created: '2026-09-01T00:00:00.000Z', count: 1 },
  { created: '2026-09-02T00:00:00.500Z', count: 1 },
];
const bounds = ['inclusive', 'exclusive', 'halfOpen'] as const;
const seconds = ['whole', 'instant'] as const;

describe('given a manifest that adds a field to users, when the probe runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-navan-'));
  const manifestFile = join(folder, 'manifest.yaml');
  beforeAll(() => {
    const manifest = parse(text('resources/manifest.yaml')) as {
      definitions: { users: { transformations?: readonly object[] } };
      schemas: { users: { properties: Record<string, unknown> } };
    };
    const added = {
      type: 'AddedFieldDefinition',
      path: ['origin'],
      value: 'navan',
      value_type: 'string',
    };
    // The manifest's own added field must stay.
    const { users } = manifest.definitions;
    const { transformations = [] } = users;
    users.transformations = [...transformations, { type: 'AddFields', fields: [added] }];
    manifest.schemas.users.properties['origin'] = { type: ['string', 'null'] };
    writeFileSync(manifestFile, stringify(manifest));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('then it does not report the field as missing from the API', async () => {
    const navan = await start({ users: 20 });
    const questions = QUESTIONS.filter(({ id }) => id === 'users-shape');
    // Without it, the stream has transformations of its own.
    const config = { personal_data: { include_birth_date_and_gender: true } };
    const found = await probed(navan, { questions, manifestFile, config });
    expect(found.get('users-shape')?.answer).toBe('as expected');
  });
});

describe('given a simulator with its switches, when the probe tests bounds', () => {
  const words = {
    inclusive: 'both inclusive',
    exclusive: 'both exclusive',
    halfOpen: 'start inclusive, end exclusive',
  };
  it.each(bounds.flatMap((bound) => seconds.map((lastSecond) => [bound, lastSecond] as const)))(
    'then it detects %s bounds of a second that is %s',
    async (bound, lastSecond) => {
      const found = await answerOf('created-bounds', { layout: times, bounds: bound, lastSecond });
      expect(found).toBe(words[bound]);
    },
  );

  it.each(
    bounds.flatMap((bound) =>
      seconds.map((lastSecond) => {
        const covered = lastSecond === 'whole' ? 'whole second' : 'start only';
        return [lastSecond, bound, bound === 'halfOpen' ? 'makes no difference' : covered] as const;
      }),
    ),
  )('then it detects a last second that is %s with %s bounds', async (lastSecond, bound, word) => {
    const found = await answerOf('created-fractions', { layout: times, bounds: bound, lastSecond });
    expect(found).toBe(word);
  });

  it('then it cannot tell without a booking on a whole second', async () => {
    expect(await answerOf('created-bounds', { layout: times.slice(1) })).toBe('cannot tell');
  });

  it('then it tries another booking when too many share one second', async () => {
    // The booking on the second is past the first page of its window.
    const crowd = { created: '2026-10-01T00:00:00Z', count: 150, stepMs: 1 };
    const order = 'desc';
    expect(await answerOf('created-bounds', { layout: [crowd], order })).toBe('cannot tell');
    const layout = [...times, crowd];
    expect(await answerOf('created-bounds', { layout, order })).toBe('both inclusive');
  });
});

describe('given a simulator with its switches, when the probe runs', () => {
  it.each([
    ['asc', 'ascending by created'],
    ['desc', 'descending by created'],
    ['none', 'no visible order'],
  ] as const)('then it detects the order %s', async (order, word) => {
    expect(await answerOf('bookings-order', { bookings: 150, order })).toBe(word);
  });

  it('then it cannot tell an order from a few bookings', async () => {
    expect(await answerOf('bookings-order', { bookings: 4 })).toBe('cannot tell');
  });

  it.each([
    ['ignored', 'ignored'],
    ['seconds', 'honoured: epoch seconds'],
    ['millis', 'honoured: epoch milliseconds'],
    ['iso', 'honoured: ISO 8601'],
  ] as const)('then it detects that updatedFrom is %s', async (updatedFrom, word) => {
    expect(await answerOf('updated-from', { bookings: 50, updatedFrom })).toBe(word);
  });

  it.each(['required', 'optional'] as const)(
    'then it detects that the EU header is %s',
    async (w) => {
      expect(await answerOf('eu-header', { region: 'eu', bookings: 5, euHeader: w })).toBe(w);
    },
  );

  it('then it does not test the EU with a US company', async () => {
    expect(await answerOf('eu-header', { bookings: 5 })).toBe('not asked');
    expect(await answerOf('eu-hosts', { bookings: 5 })).toBe('not asked');
  });

  it('then it detects which hosts open an EU company', async () => {
    const navan = await start({ region: 'eu', bookings: 5 });
    const us = await start({ bookings: 5 });
    const questions = [euHosts([navan.url, us.url])];
    const found = await probed(navan, { questions });
    expect(found.get('eu-hosts')).toMatchObject({
      answer: 'one',
      evidence: { open: [navan.url], asked: [navan.url, us.url] },
    });
  });

  it('then a host that accepts the token but lacks the bookings scope counts as open', async () => {
    const navan = await start({ region: 'eu', scopes: ['users:read'] });
    const found = await probed(navan, { questions: [euHosts([navan.url])] });
    expect(found.get('eu-hosts')?.answer).toBe('all');
  });

  it('then it sends the secret only to the host that the config names', async () => {
    expect(await answerOf('eu-hosts', { region: 'eu', bookings: 5 })).toBe('not asked');
  });

  it('then it reports that users are as documented, or are forbidden', async () => {
    expect(await answerOf('users-shape', { users: 20 })).toBe('as expected');
    const scopes = ['bookings:read', 'liquid:read'];
    expect(await answerOf('users-shape', { users: 20, scopes })).toBe('not allowed');
  });

  it('then it names fields of users that are not in the schema', async () => {
    const navan = await start({ users: 1 });
    navan.control.insert('users', [{ id: 'u1', active: 'yes', nickname: 'Bob', 'bob@x.y': 1 }]);
    const found = (await probed(navan)).get('users-shape');
    expect(found?.answer).toBe('different');
    expect(found?.evidence['unknown']).toEqual([
      '(no plain name): number',
      'active: string',
      'nickname: string',
    ]);
  });

  it('then it describes the links of receipts', async () => {
    expect(await answerOf('receipts-shape', { users: 5, transactions: 90 })).toBe('as expected');
    const navan = await start({ users: 5, transactions: 90, receiptFields: ['url', 'e_url'] });
    expect((await probed(navan)).get('receipts-shape')).toMatchObject({
      answer: 'different',
      evidence: {
        unknown: ['e_url: null', 'e_url: string', 'url: string'],
        missing: ['receipt_url', 'e_receipt_url'],
      },
    });
  });

  it.each([
    [[], 'some'],
    [['POLICY', 'ERP'], 'some'],
    [['TAX', 'TRAVELER_HR'], 'some'],
    [['POLICY', 'ERP', 'TAX', 'BOOKING', 'MILEAGE', 'TRAVELER_HR'], 'none'],
  ])('then it names the fields that the default groups %j lack', async (groups, word) => {
    const navan = await start({ users: 5, transactions: 20, defaultFieldGroups: groups });
    const found = (await probed(navan)).get('default-field-groups');
    expect(found?.answer).toBe(word);
    const { missing, additional } = found?.evidence ?? {};
    const lacks = (name: string): boolean => (missing as readonly string[]).includes(name);
    expect(lacks('policy')).toBe(!groups.includes('POLICY'));
    expect(lacks('gl_code_name')).toBe(!groups.includes('ERP'));
    expect(additional).toHaveLength(groups.includes('TRAVELER_HR') ? 4 : 0);
    const asked = navan.control.requests().map(({ params }) => params['include_field_group']);
    expect(asked.join(' ')).not.toContain('TRAVELER_HR');
  });

  it.each([
    ['""', 'an empty text'],
    ['[]', 'an empty list'],
  ] as const)('then it detects that no violations are %s', async (emptyViolationTypes, word) => {
    const found = await answerOf('empty-violation-types', { bookings: 50, emptyViolationTypes });
    expect(found).toBe(word);
  });

  it.each([
    ['error', 'refused'],
    ['clamp', 'capped'],
  ] as const)('then it detects that an oversized page is an %s', async (oversize, word) => {
    expect(await answerOf('page-size-over-100', { bookings: 150, oversize })).toBe(word);
  });

  it.each([
    ['json', 'JSON'],
    ['empty', 'empty'],
    ['html', 'a web page'],
  ] as const)('then it detects that a refusal is %s', async (errorBody, word) => {
    expect(await answerOf('error-body', { bookings: 5, errorBody })).toBe(word);
  });

  it.each([2, 3, 17, 29])('then it finds the depth of %d pages', async (maxPageDepth) => {
    const navan = await start({ bookings: 3000, maxPageDepth });
    expect((await probed(navan)).get('deepest-page')).toMatchObject({
      answer: 'limited',
      evidence: { pages: 30, deepestAnswered: maxPageDepth - 1, failed: maxPageDepth, status: 500 },
    });
  });

  it('then it reports that no depth limit was reached, or that there are too few pages', async () => {
    expect(await answerOf('deepest-page', { bookings: 250 })).toBe('no limit found');
    expect(await answerOf('deepest-page', { bookings: 90 })).toBe('cannot tell');
  });

  it.each(['none', 'ratelimit', 'x-ratelimit'] as const)(
    'then it detects limit headers named %s',
    async (headers) => {
      const limit = { perSecond: 1000, headers };
      const navan = await start({ bookings: 50, limit });
      const found = (await probed(navan)).get('limit-headers');
      expect(found?.answer).toBe(headers === 'none' ? 'none seen' : 'stated');
      const names = found?.evidence['headers'] as readonly string[];
      expect(names.includes(`${headers}-limit`)).toBe(headers !== 'none');
    },
  );

  it('then it counts rate-limited requests and still gets its answers', async () => {
    const match = { path: '/v1/bookings', nth: 2 };
    const fault = { kind: 'status', status: 429, headers: { 'Retry-After': '1' } } as const;
    const navan = await start({ bookings: 50, faults: [{ match, fault }] });
    const ids = ['created-bounds', 'limit-headers'];
    const found = await probed(navan, {
      questions: QUESTIONS.filter(({ id }) => ids.includes(id)),
    });
    expect(found.get('limit-headers')).toMatchObject({
      answer: 'seen',
      evidence: { answered429: 1, headers: ['retry-after'] },
    });
    expect(found.get('created-bounds')?.answer).toBe('both inclusive');
  });

  it('then it detects records that become visible late', async () => {
    const now = Date.parse('2026-11-24T12:00:00Z');
    const navan = await start({ bookings: 50, now: new Date(now).toISOString(), lagSeconds: 10 });
    let waited = 0;
    const clock = new SteppedClock(() => {
      waited += 1000;
      navan.control.setNow(new Date(now + waited).toISOString());
    });
    const created = new Date(now - 2000).toISOString();
    navan.control.insert('bookings', [{ uuid: 'late', created, lastModified: created }]);
    const found = (await probed(navan, { probeClock: clock })).get('late-rows');
    expect(found).toMatchObject({ answer: 'yes' });
    expect(await answerOf('late-rows', { bookings: 50 })).toBe('none in this period');
  });

  it('then it names unknown fields and types of bookings, at any depth, without their values', async () => {
    const navan = await start({ bookings: 50 });
    expect((await probed(navan)).get('unknown-fields')?.answer).toBe('none');
    const created = '2026-09-01T00:00:00Z';
    const booker = { name: 'Ada Example', loyalty: { tier: 'gold' } };
    navan.control.insert('bookings', [
      { uuid: 'x', created, lastModified: created, booker, tax: 'a' },
    ]);
    const found = (await probed(navan)).get('unknown-fields');
    expect(found?.answer).toBe('found');
    expect(found?.evidence['fields']).toEqual([
      'bookings.booker.loyalty: object',
      'bookings.tax: string',
    ]);
    expect(JSON.stringify(found)).not.toMatch(/Ada|gold/);
  });
});

describe('given an unpublished expense endpoint, when the probe runs', () => {
  it.each([
    ['content', '{"content":[{"id":"g1","code":"Ada"}],"next_cursor":null}'],
    ['data', '{"data":[{"id":"g1","code":"Ada"}]}'],
  ])('then it names the fields of its records under %s', async (member, body) => {
    const match = { path: '/v1/expense/gl-codes' };
    const headers = { 'Content-Type': 'application/json' };
    const fault = { kind: 'status', status: 200, headers, body } as const;
    const navan = await start({ bookings: 5, faults: [{ match, fault }] });
    const found = (await probed(navan)).get('expense-gl-codes');
    expect(found).toMatchObject({
      answer: `records under ${member}`,
      evidence: { status: 200, records: 1, fieldsOfTheFirst: ['id', 'code'] },
    });
    const sent = navan.control.requests().filter(({ path }) => path === match.path);
    expect(sent.map(({ params }) => params)).toEqual([{}]);
  });

  it('then statement payments are requested by date', async () => {
    const navan = await start({ bookings: 5 });
    await probed(navan);
    const sent = navan.control.requests().filter(({ path }) => path.endsWith('statement-payments'));
    expect(sent.map(({ params }) => Object.keys(params))).toEqual([
      ['date_modified.from', 'date_modified.to'],
    ]);
  });
});

describe('given replies of several kinds, when the probe runs', () => {
  it('then it names the headers of each status, with a refused token', async () => {
    const found = (await probed(await start({ bookings: 5 }))).get('response-headers');
    expect(Object.keys(found?.evidence ?? {})).toEqual(['on200', 'on400', 'on401']);
    expect(found?.evidence['on401']).toContain('date');
  });
});

describe('given an invoice address, when the probe opens it', () => {
  it.each([true, false])('then only the API gets the token (own host: %s)', async (isOwn) => {
    const navan = await start({ bookings: 0 });
    const other = await start({ bookings: 0 });
    const invoice = `${(isOwn ? navan : other).url}/itineraryfiles/bookings/u/invoice`;
    const created = '2026-09-01T00:00:00Z';
    navan.control.insert('bookings', [{ uuid: 'u', created, lastModified: created, invoice }]);
    const questions = QUESTIONS.filter(({ id }) => id === 'invoice-address');
    const found = (await probed(navan, { questions })).get('invoice-address');
    expect(found?.evidence).toMatchObject({ withAddress: 1, isApiHost: isOwn });
    const sent = (isOwn ? navan : other).control
      .requests()
      .filter(({ method }) => method === 'HEAD');
    expect(sent.map(({ tokenId }) => tokenId !== null)).toEqual(isOwn ? [false, true] : [false]);
  });
});

/** Each refusal is a 500, which some questions have to see twice. */
const REFUSING = {
  maxPageDepth: 17,
  order: 'none' as const,
  updatedFrom: 'refused' as const,
  transactions: 60,
  faults: [
    { match: { path: '/^/v1/expense/[scgt]/' }, fault: { kind: 'status', status: 500 } as const },
  ],
};
const layout = [{ created: '2026-10-01T00:00:00Z', count: 3000, stepMs: 1 }];

describe('given any tenant, when the whole probe runs', () => {
  it('then its first request to the API names no dates', async () => {
    const navan = await start({ bookings: 20 });
    await probed(navan);
    const [first] = navan.control.requests().filter(({ path }) => path === '/v1/bookings');
    expect(first?.params).toEqual({ page: '0', size: '100' });
  });

  it.each([
    ['a large one', { bookings: 3000, users: 50, transactions: 60 }],
    ['one with every limit', { bookings: 3000, maxPageDepth: 17, updatedFrom: 'iso' as const }],
    ['one in the EU', { region: 'eu' as const, bookings: 3000, maxPageDepth: 17 }],
    ['one that refuses what it can', { ...REFUSING, bookings: 3000 }],
    ['one in the EU whose bookings share seconds', { ...REFUSING, region: 'eu' as const, layout }],
    ['an empty one', { bookings: 0 }],
    ['one without scopes', { scopes: [] }],
  ])('then %s gets under 60 requests, four per second, one at a time', async (_, options) => {
    const navan = await start(options);
    const clock = new SteppedClock();
    const found = await probed(navan, { probeClock: clock });
    expect([...found.keys()]).toEqual(QUESTIONS.map(({ id }) => id));
    expect(JSON.stringify([...found.values()])).not.toContain('probe-out-of-requests');
    const requests = navan.control.requests();
    expect(requests.length).toBeLessThan(60);
    expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(
      (requests.length - 1) * 250,
    );
    expect(Math.max(...requests.map(({ inFlight }) => inFlight))).toBeLessThanOrEqual(1);
  });

  it('then one in the EU with two hosts to try gets all its answers, too', async () => {
    const navan = await start({ ...REFUSING, region: 'eu', layout });
    const us = await start({ bookings: 5 });
    const hosts = euHosts([navan.url, us.url]);
    const questions = QUESTIONS.map((question) => (question.id === hosts.id ? hosts : question));
    const found = await probed(navan, { questions });
    expect(JSON.stringify([...found.values()])).not.toContain('probe-out-of-requests');
    const requests = [navan, us].flatMap(({ control }) => control.requests());
    expect(requests.length).toBeLessThan(60);
  });

  it('then an empty one is said to be empty', async () => {
    const navan = await start({ bookings: 0, users: 0, transactions: 0 });
    const found = [...(await probed(navan)).values()];
    const untold = found.filter(({ answer }) => answer === 'cannot tell');
    expect(untold.length).toBeGreaterThan(15);
    for (const { id, evidence } of untold)
      expect([id, Object.values(evidence)]).toEqual([id, expect.arrayContaining([0])]);
  });

  const NOTHING = ['cannot tell', 'not asked', 'not allowed', 'none seen'];
  // The first request is refused before the failure.
  it.each([
    ['a credential without scopes', { scopes: [] }, ['error-body', 'response-headers']],
    [
      'a failing API',
      {
        bookings: 500,
        faults: [
          { match: { path: '/^/v1/', from: 2 }, fault: { kind: 'status', status: 503 } as const },
        ],
      },
      ['accepted-ranges', 'error-body'],
    ],
  ])('then %s leads to no made-up answers', async (_, options, ids) => {
    const found = [...(await probed(await start(options))).values()];
    expect(found.filter(({ answer }) => !NOTHING.includes(answer)).map(({ id }) => id)).toEqual(
      ids,
    );
  });

  it('then the output has no record value, id, time or secret', async () => {
    const navan = await start({ bookings: 120, users: 20, transactions: 30 });
    const text = JSON.stringify([...(await probed(navan)).values()]);
    expect(text).not.toMatch(/@|example\.com|[0-9a-f]{8}-|\d{4}-\d\d-\d\d/i);
    const { client_id: id, client_secret: secret } = navan.config();
    expect(text).not.toContain(String(id));
    expect(text).not.toContain(String(secret));
  });

  it('then a permanent API failure ends it with an error, and a temporary one does not', async () => {
    const fault = { kind: 'reset' } as const;
    const dead = await start({ bookings: 9, faults: [{ match: { path: '/^/v1/' }, fault }] });
    await expect(probed(dead)).rejects.toThrow(CLIENT_ERRORS['network-failure'].title);
    const shaky = { match: { path: '/v1/bookings', every: 3 }, fault };
    const found = await probed(await start({ bookings: 50, faults: [shaky] }));
    expect(found.get('created-bounds')?.answer).toBe('both inclusive');
  });

  it('then a rejected credential ends it with the same error as a read', async () => {
    const navan = await start({ bookings: 9 });
    const config = { client_secret: 'f'.repeat(32) };
    await expect(probed(navan, { config })).rejects.toThrow(CLIENT_ERRORS['token-rejected'].title);
  });

  it('then it stops when its request budget is used up', async () => {
    const navan = await start({
      bookings: 3000,
      faults: [{ match: { path: '/^/v1/users|expense/' }, fault: { kind: 'status', status: 503 } }],
    });
    const questions = Array.from({ length: 80 }, (_, n) => ({
      id: `q${n}`,
      asks: '',
      grade: '?' as const,
      answer: async (api: Parameters<(typeof QUESTIONS)[number]['answer']>[0]) => {
        await api.get({ stream: 'users', parameters: { page: n } });
        return { answer: 'yes', evidence: {} };
      },
    }));
    const found = await probed(navan, { questions });
    expect(navan.control.requests().length).toBeLessThan(60);
    expect(found.get('q79')).toMatchObject({
      answer: 'cannot tell',
      evidence: { errors: ['probe-out-of-requests'] },
    });
  });
});
