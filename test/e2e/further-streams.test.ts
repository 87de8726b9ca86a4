import type { Simulator, SimulatorOptions } from '../../simulator';
import { REPORT_LINES } from '../../src/log/report-lines';
import { expectRecords } from '../support/records';
import { simulators, truth } from './support/simulated';
import { discover, read, selected, sync } from './support/sync';

const simulator = simulators();

const STREAMS = [
  'statement_payments',
  'expense_custom_fields',
  'gl_codes',
  'gl_code_settings',
  'tax_mappings',
] as const;
const PATH = '/v1/expense/gl-codes';
const NOT_OFFERED =
  'The API does not offer this stream to your company; the stream has no records.';

/** `path`: text or regular expression. */
function answerWith(navan: Simulator, path: string, status: number, body = '{}'): void {
  navan.control.faults([{ match: { path }, fault: { kind: 'status', status, body } }]);
}

const start = (options: Partial<SimulatorOptions> = {}): Promise<Simulator> =>
  simulator({ seed: 18, bookings: 0, transactions: 5, ...options });

describe('the five further expense streams', () => {
  it.each([
    ['content', 'bare'],
    ['data', 'data'],
    ['list', 'content'],
  ] as const)(
    'given records under %s and settings under %s, when read, then each is sent once',
    async (listEnvelope, settingsEnvelope) => {
      const navan = await start({ listEnvelope, settingsEnvelope });
      const read = await sync(navan, { streams: STREAMS });
      expect(read.failedStreams).toEqual([]);
      for (const stream of STREAMS)
        expectRecords(stream, read.records(stream), truth(navan, stream));
      expect(read.warnings()).toEqual([]);
      expect(read.records('gl_code_settings')).toHaveLength(1);
    },
  );

  it('given a second sync, when a payment changed, then only it and recent ones are sent again', async () => {
    const navan = await start();
    const first = await sync(navan, { streams: ['statement_payments'] });
    const [changed] = navan.control.change('statement_payments', 1, { fields: { status: 'x' } });
    const second = await sync(navan, { streams: ['statement_payments'], state: first.states });
    expect(second.ids('statement_payments', 'id')).toContain(changed);
    expect(second.records('statement_payments').length).toBeLessThan(
      first.records('statement_payments').length,
    );
  });

  it('when discovered, then all are offered, and those that are read whole have no primary key', async () => {
    const { streams } = await discover(await start({ missingPaths: ['gl-codes'] }));
    const keys = STREAMS.map(
      (name) => streams.find((stream) => stream.name === name)?.source_defined_primary_key,
    );
    expect(keys).toEqual([[['id']], undefined, undefined, undefined, undefined]);
  });

  it('given records that are equal in every field, when read, then they are sent once and nothing is said', async () => {
    const navan = await start();
    answerWith(navan, PATH, 200, '{"content":[{"number":"1"},{"number":"1"},{"number":"2"}]}');
    const read = await sync(navan, { streams: ['gl_codes'] });
    expect(read.records('gl_codes')).toEqual(['{"number":"1"}', '{"number":"2"}']);
    expect(read.warnings()).toEqual([]);
  });
});

describe('a response of an unknown shape', () => {
  it.each(['{"content":null}', '{"message":"none"}', '[1,2]', 'null', '{"last":false,"data":[]}'])(
    'given %s, when read, then the stream fails at once, and the others are read',
    async (body) => {
      const navan = await start({ bookings: 20 });
      answerWith(navan, PATH, 200, body);
      const read = await sync(navan, { streams: ['gl_codes', 'tax_mappings', 'bookings'] });
      expect(read.failedStreams).toEqual(['gl_codes']);
      expect(read.errors[0]?.message).toContain('a shape that the connector does not know');
      expect(read.errors[0]?.failureType).toBe('system_error');
      expect(navan.control.requests().filter(({ path }) => path === PATH)).toHaveLength(2);
      expect(read.records('bookings')).toHaveLength(20);
    },
  );

  it('given members that it does not know next to the records, when read, then a warning names them', async () => {
    const navan = await start();
    answerWith(navan, PATH, 200, '{"data":[{"code":"1"}],"nextCursor":"2","has_next":false}');
    const read = await sync(navan, { streams: ['gl_codes'] });
    const [warning, ...others] = read.warnings('members that the connector does not read');
    expect(warning?.facts).toEqual({ stream: 'gl_codes', members: 'nextCursor' });
    expect(others).toEqual([]);
  });

  it('given payments without their key, when the destination deduplicates, then the stream fails', async () => {
    const navan = await start();
    const headers = { 'content-type': 'application/json' };
    const body = '{"content":[{"payment_id":"1","amount":"2.00"}]}';
    const fault = { kind: 'status', status: 200, body, headers } as const;
    navan.control.faults([{ match: { path: '/v1/expense/statement-payments' }, fault }]);
    const stream = selected('statement_payments', 'incremental');
    const streams = [{ ...stream, destination_sync_mode: 'append_dedup' }];
    const deduplicated = await read(navan.config(), { streams });
    expect(deduplicated.failedStreams).toEqual(['statement_payments']);
    expect(deduplicated.errors[0]?.message).toContain("no record has the primary key 'id'");
    const appended = await sync(navan, { streams: ['statement_payments'] });
    expect(appended.failedStreams).toEqual([]);
    expect(appended.records('statement_payments')).toHaveLength(1);
  });

  it('given one, when the next is well-formed, then the stream is read', async () => {
    const navan = await start();
    const headers = { 'content-type': 'application/json' };
    navan.control.faults([
      {
        match: { path: PATH, times: 1 },
        fault: { kind: 'status', status: 200, body: '{}', headers },
      },
    ]);
    const read = await sync(navan, { streams: ['gl_codes'] });
    expectRecords('gl_codes', read.records('gl_codes'), truth(navan, 'gl_codes'));
  });
});

describe('an endpoint that answers 404', () => {
  it('given one of the five, when the API answers elsewhere, then its stream ends without records and with one warning', async () => {
    const navan = await start({ missingPaths: ['gl-codes', 'gl-code-settings'] });
    const read = await sync(navan, { streams: ['gl_codes', 'gl_code_settings', 'tax_mappings'] });
    expect(read.failedStreams).toEqual([]);
    expect(read.records('gl_codes')).toEqual([]);
    expect(read.records('tax_mappings').length).toBeGreaterThan(0);
    const warnings = read.warnings().map(({ sentence, facts }) => [sentence, facts['stream']]);
    expect(warnings.sort()).toEqual([
      [NOT_OFFERED, 'gl_code_settings'],
      [NOT_OFFERED, 'gl_codes'],
    ]);
    const checked = navan.control.requests().filter(({ path }) => path === '/v1/expense/disputes');
    expect(checked.length).toBeLessThanOrEqual(1);
    const ended = read.lines.find(({ sentence }) => sentence === REPORT_LINES.syncEnded.text);
    const pages = navan.control.requests().filter(({ path }) => !path.endsWith('/oauth/token'));
    expect(ended?.facts['requests']).toBe(pages.length);
  });

  it('given one stray 404, when read, then the stream is read', async () => {
    const navan = await start();
    navan.control.faults([
      { match: { path: PATH, times: 1 }, fault: { kind: 'status', status: 404, body: '{}' } },
    ]);
    const read = await sync(navan, { streams: ['gl_codes'] });
    expectRecords('gl_codes', read.records('gl_codes'), truth(navan, 'gl_codes'));
    expect(read.warnings()).toEqual([]);
  });

  it.each([
    ['with records', '{"content":[{"code":"1"}],"next_cursor":"2"}'],
    ['without records', '{"content":[],"next_cursor":"2"}'],
  ])('given a first page %s, when all others are 404, then the stream fails', async (_, body) => {
    const navan = await start();
    const headers = { 'content-type': 'application/json' };
    navan.control.faults([
      { match: { path: PATH, times: 1 }, fault: { kind: 'status', status: 200, body, headers } },
      { match: { path: PATH }, fault: { kind: 'status', status: 404, body: '{}' } },
    ]);
    const read = await sync(navan, { streams: ['gl_codes', 'tax_mappings'] });
    expect(read.failedStreams).toEqual(['gl_codes']);
  });

  it('given routes that vanish during the read, when others of the scope answered before, then every stream fails', async () => {
    const navan = await simulator({ bookings: 0, transactions: 600 });
    const fault = { kind: 'status', status: 404, body: '{}' } as const;
    navan.control.faults([{ match: { path: '/^\\/v1\\/expense\\//', from: 2 }, fault }]);
    const streams = ['transactions', 'gl_codes', 'tax_mappings'];
    const read = await sync(navan, { streams, config: { transaction_types: ['fees'] } });
    expect([...read.failedStreams].sort()).toEqual(['gl_codes', 'tax_mappings', 'transactions']);
  });

  it.each([
    ['a text', 'default backend - 404', 'text/plain'],
    ['nothing as a web page', '', 'text/html'],
  ])('given %s as the 404, when read, then the stream fails', async (_, body, type) => {
    const navan = await start();
    const fault = { kind: 'status', status: 404, body, headers: { 'content-type': type } } as const;
    navan.control.faults([{ match: { path: PATH }, fault }]);
    expect((await sync(navan, { streams: ['gl_codes'] })).failedStreams).toEqual(['gl_codes']);
  });

  it('given an outage where the scope is asked, when read, then the failure is that outage', async () => {
    const navan = await start({ missingPaths: ['gl-codes'] });
    answerWith(navan, '/v1/expense/card-transactions', 503, '');
    const read = await sync(navan, { streams: ['gl_codes'] });
    expect(read.errors.map(({ stream, failureType }) => [stream, failureType])).toEqual([
      ['gl_codes', 'transient_error'],
    ]);
  });

  it('given that the newest type is missing too, when another type can be read, then that is enough', async () => {
    const navan = await start({ missingPaths: ['gl-codes'] });
    answerWith(navan, '/v1/expense/disputes', 404);
    const read = await sync(navan, { streams: ['gl_codes'] });
    expect(read.failedStreams).toEqual([]);
    expect(read.warnings()).toHaveLength(1);
  });

  it('given 204, when read, then the stream has no records and nothing is said', async () => {
    const navan = await start();
    answerWith(navan, PATH, 204, '');
    const read = await sync(navan, { streams: ['gl_codes'] });
    expect(read.failedStreams).toEqual([]);
    expect(read.warnings()).toEqual([]);
  });

  it('given that only another stream of the scope can be asked, when read, then that is enough', async () => {
    const navan = await start({ missingPaths: ['gl-codes'] });
    answerWith(navan, '/v1/expense/disputes', 404);
    const config = { advanced: { max_concurrency: 1 } };
    const read = await sync(navan, { streams: ['tax_mappings', 'gl_codes'], config });
    expect(read.failedStreams).toEqual([]);
  });

  it('given a web page as the 404, when read, then the stream fails', async () => {
    const navan = await start({ missingPaths: ['gl-codes'], errorBody: 'html' });
    const read = await sync(navan, { streams: ['gl_codes', 'tax_mappings'] });
    expect(read.failedStreams).toEqual(['gl_codes']);
  });

  it('given a state that knows records, when read, then the stream fails', async () => {
    const navan = await start();
    const first = await sync(navan, { streams: ['gl_codes'] });
    answerWith(navan, PATH, 404);
    const read = await sync(navan, { streams: ['gl_codes'], state: first.states });
    expect(read.failedStreams).toEqual(['gl_codes']);
  });

  it('given that nothing else of the scope can be read, when read, then the stream fails', async () => {
    const navan = await start({ missingPaths: ['gl-codes'] });
    answerWith(navan, '/^\\/v1\\/expense\\//', 404);
    const read = await sync(navan, { streams: ['gl_codes'] });
    expect(read.failedStreams).toEqual(['gl_codes']);
  });

  it('given bookings, transactions or users, when read, then the stream fails', async () => {
    const navan = await simulator({ bookings: 5, users: 5, transactions: 5 });
    answerWith(navan, '/^\\/v1\\//', 404);
    const streams = ['bookings', 'transactions', 'users'];
    const read = await sync(navan, { streams });
    expect([...read.failedStreams].sort()).toEqual(streams);
  });
});

describe('line items', () => {
  const transactions = { bookings: 0, transactions: 600 };
  const REFUSED = 'The API refused a value of a request parameter; requests are sent without it.';
  const groups = (navan: Simulator): string[] =>
    navan.control
      .requests()
      .filter(({ path }) => path.includes('/v1/expense/'))
      .map(({ params }) => String(params['include_field_group']));

  it.each(['group', 'always', 'refused'] as const)(
    'given that they come by %s, when read, then every transaction has them',
    async (lineItems) => {
      const navan = await simulator({ ...transactions, lineItems });
      const read = await sync(navan, { streams: ['transactions'] });
      expect(read.failedStreams).toEqual([]);
      expect(read.records('transactions')).toHaveLength(4800);
      for (const text of read.records('transactions')) expect(text).toContain('"line_items":');
    },
  );

  it('given that the group is refused, when read, then each type is asked twice with it, and one warning says so', async () => {
    const navan = await simulator({ ...transactions, lineItems: 'refused' });
    const read = await sync(navan, { streams: ['transactions'] });
    const [refused, ...others] = read.warnings().map(({ sentence }) => sentence);
    expect(refused).toBe(REFUSED);
    // Refusals are errors.
    expect(others).toEqual([REPORT_LINES.alert.text]);
    expect(groups(navan).filter((group) => group.includes('LINE_ITEM'))).toHaveLength(16);
  });

  it('given one stray 400, when read, then line items are read and nothing is said', async () => {
    const navan = await simulator(transactions);
    const fault = { kind: 'status', status: 400, body: '{"message":"busy"}' } as const;
    navan.control.faults([{ match: { path: '/v1/expense/fees', times: 1 }, fault }]);
    const config = { transaction_types: ['fees'] };
    const read = await sync(navan, { streams: ['transactions'], config });
    expect(read.warnings()).toEqual([]);
    for (const text of read.records('transactions')) expect(text).toContain('"line_items":');
    expect(read.records('transactions')).toHaveLength(600);
  });

  it('given that the request without it fails at first, when it is accepted later, then the types are read', async () => {
    const navan = await simulator({ ...transactions, lineItems: 'refused' });
    const fault = { kind: 'status', status: 503, body: '' } as const;
    navan.control.faults([{ match: { path: '/v1/expense/fees', nth: [3, 4] }, fault }]);
    const config = { transaction_types: ['fees'] };
    const read = await sync(navan, { streams: ['transactions'], config });
    expect(read.failedStreams).toEqual([]);
    expect(read.records('transactions')).toHaveLength(600);
  });

  it('given the option and a refusal, when read, then the error does not advise it', async () => {
    const navan = await simulator(transactions);
    answerWith(navan, '/v1/expense/fees', 400, '{"message":"No"}');
    const config = { transaction_types: ['fees'], advanced: { omit_line_items: true } };
    const read = await sync(navan, { streams: ['transactions'], config });
    expect(read.errors[0]?.message).toContain('"No"');
    expect(read.errors[0]?.message).not.toContain('Leave out line items');
  });

  it.each([404, 405, 410, 422])(
    'given one HTTP %d, when read, then no type is read without line items',
    async (status) => {
      const navan = await simulator(transactions);
      const fault = { kind: 'status', status, body: '{"message":"no"}' } as const;
      navan.control.faults([{ match: { path: '/v1/expense/fees', times: 1 }, fault }]);
      const config = { transaction_types: ['fees'] };
      const read = await sync(navan, { streams: ['transactions'], config });
      expect(read.failedStreams).toEqual(['transactions']);
      expect(groups(navan).filter((group) => !group.includes('LINE_ITEM'))).toEqual([]);
    },
  );

  it('given the option, when read, then the group is not asked for', async () => {
    const navan = await simulator({ ...transactions, lineItems: 'refused' });
    const config = { advanced: { omit_line_items: true } };
    const read = await sync(navan, { streams: ['transactions'], config });
    expect(read.warnings()).toEqual([]);
    expect(groups(navan).join()).not.toContain('LINE_ITEM');
  });

  it('given another reason for the refusal, when read, then the error quotes the API', async () => {
    const navan = await simulator(transactions);
    answerWith(navan, '/v1/expense/fees', 400, '{"message":"Nothing but this"}');
    const config = { transaction_types: ['fees'] };
    const read = await sync(navan, { streams: ['transactions'], config });
    expect(read.failedStreams).toEqual(['transactions']);
    expect(read.errors[0]?.message).toContain('Nothing but this');
    expect(read.errors[0]?.message).not.toContain('Leave out line items');
    expect(groups(navan)).toHaveLength(3);
  });

  it('given a statement that is assigned later, when read again, then the transaction is sent with it', async () => {
    const navan = await simulator(transactions);
    const first = await sync(navan, { streams: ['transactions'] });
    const without = first
      .records('transactions')
      .find((text) => text.includes('"statement_id":null'));
    expect(without).toBeDefined();
    const [id] = navan.control.change('card-transactions', 1, {
      fields: { statement_id: 'ST-99' },
    });
    const second = await sync(navan, { streams: ['transactions'], state: first.states });
    const sent = second.records('transactions').filter((text) => text.includes('"ST-99"'));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain(String(id));
  });
});

describe("people's data", () => {
  it('given a birth date in any object of a user, when read by default, then it is cut', async () => {
    const navan = await simulator({ bookings: 0, users: 1 });
    const person = { birthDate: '1980-01-01', gender: 'F', title: 'Dr' };
    const fields = { person, dependents: [person], profile: { personal: person } };
    navan.control.change('users', 1, { fields });
    const read = await sync(navan, { streams: ['users'], config: { personal_data: {} } });
    const [user] = read.records('users').map((text) => JSON.parse(text) as object);
    expect(user).toMatchObject({ person: { title: 'Dr' }, dependents: [{ title: 'Dr' }] });
    expect(JSON.stringify(user)).not.toMatch(/birth|gender/iu);
  });

  it.each(['user', 'name'] as const)(
    'given a birth date and a gender in a %s, when read by default, then no user has them',
    async (birthDate) => {
      const navan = await simulator({ bookings: 0, users: 40, birthDate });
      expect(truth(navan, 'users').join()).toMatch(/birth/iu);
      const personal_data = { include_birth_date_and_gender: false };
      const read = await sync(navan, { streams: ['users'], config: { personal_data } });
      expect(read.records('users')).toHaveLength(40);
      expect(read.records('users').join()).not.toMatch(/birth|gender/iu);
    },
  );

  it('given passports in a person and next to it, when read by default, then no booking has them', async () => {
    const navan = await simulator({ bookings: 300 });
    const isNextToAPerson = (text: string): boolean =>
      (JSON.parse(text) as { passengers?: object[] | null }).passengers?.some(
        (passenger) => 'passport' in passenger,
      ) === true;
    expect(truth(navan).some(isNextToAPerson)).toBe(true);
    const read = await sync(navan, { streams: ['bookings'], config: { personal_data: {} } });
    expect(read.records('bookings')).toHaveLength(300);
    expect(read.records('bookings').join()).not.toContain('passport');
  });
});
