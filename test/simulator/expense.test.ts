import { TYPES } from '../support/transaction-types';
import { type Client, closeAll, type CursorPage, DAYS, simulate } from './support/client';

afterEach(closeAll);

const FIELDS =
  'id source_id _type transaction_type activity_type activity_description posted_amount posted_currency original_amount original_currency personal_amount rejected_amount billable_entity_amount billable_entity_currency reimbursement_amount reimbursement_currency reimbursement_method fee fx_fee_amount direct_reimbursement_fee_amount rebate_type cardholder cardholder_email employee_id card_description card_program_name vendor_name vendor_address vendor_category approver_type approved_by_email approval_status policy policy_category gl_code_number gl_code_name erp_sync_status statement_id invoice_number department cost_center region subsidiary legal_entity traveler_department traveler_cost_center traveler_region traveler_subsidiary flag_status flag_reasons receipt e_receipt receipt_navan e_receipt_navan participants transaction_description distance_unit distance_amount reporting_transaction_id vcf_transaction_reference_number authorization_date posted_date transaction_date invoice_date last_approver_action_date erp_effective_date manually_added_date reimbursement_date posted_date_time modified_timestamp accrued_rebate_amount reimbursement_exchange_rate exchange_rate flagged personal itemized line_items tax_details custom_field_values booking_details'.split(
    ' ',
  );
const GROUPS = 'POLICY,ERP,TAX,BOOKING,MILEAGE,TRAVELER_HR,LINE_ITEM';

const DATES = FIELDS.filter((name) => name.endsWith('_date'));
const STRINGS = FIELDS.filter(
  (name) =>
    !/^(?:accrued_rebate_amount|(?:reimbursement_)?exchange_rate|flagged|personal|itemized|line_items|tax_details|custom_field_values|booking_details)$/u.test(
      name,
    ),
);

/** All records of a type with all their fields. */
async function everything(type: string): Promise<CursorPage['content']> {
  return (await (await simulate()).expense(type, { include_field_group: GROUPS })).content;
}

describe('a transaction', () => {
  it.each(TYPES)(
    'of type %s has, with all field groups, every field of the reference',
    async (type) => {
      const { content } = await (await simulate()).expense(type, { include_field_group: GROUPS });
      expect(content).toHaveLength(20);
      for (const row of content) expect(Object.keys(row).sort()).toEqual([...FIELDS].sort());
    },
  );

  it("without include_field_group has exactly the switch's groups", async () => {
    const client = await simulate({ defaultFieldGroups: ['ERP'] });
    const [row] = (await client.expense('fees')).content;
    expect(row).toHaveProperty('gl_code_number');
    expect(row).not.toHaveProperty('policy');
    expect(row).not.toHaveProperty('traveler_region');
  });

  it('has the named groups; an unknown one is 400', async () => {
    const client = await simulate();
    const [row] = (await client.expense('fees', { include_field_group: 'TAX,BOOKING' })).content;
    expect(row).toHaveProperty('tax_details');
    expect(row).not.toHaveProperty('gl_code_number');
    expect(await client.status('/v1/expense/fees', { ...DAYS, include_field_group: 'X' })).toBe(
      400,
    );
  });

  it.each([
    ['group', 200, [false, true]],
    ['always', 200, [true, true]],
    ['refused', 400, [true]],
  ] as const)('with lineItems %s has them as the switch says', async (lineItems, status, has) => {
    const client = await simulate({ lineItems });
    const named = { ...DAYS, include_field_group: 'TAX,LINE_ITEM' };
    expect(await client.status('/v1/expense/fees', named)).toBe(status);
    const groups = ['TAX', 'TAX,LINE_ITEM'].slice(0, has.length);
    const found: boolean[] = [];
    for (const include_field_group of groups) {
      const [row] = (await client.expense('fees', { include_field_group })).content;
      found.push(Object.hasOwn(row ?? {}, 'line_items'));
    }
    expect(found).toEqual(has);
  });

  it('has money as strings with cents', async () => {
    for (const row of (await (await simulate()).expense('fees')).content) {
      expect(row['posted_amount']).toMatch(/^\d+\.\d{2}$/u);
    }
  });

  it.each([
    ['string', STRINGS],
    ['number', ['accrued_rebate_amount', 'reimbursement_exchange_rate', 'exchange_rate']],
    ['boolean', ['flagged', 'personal', 'itemized']],
  ] as const)('its fields of type %s are that or null', async (type, names) => {
    const rows = (await everything('manual-transactions')).flatMap((row) =>
      names.filter((name) => row[name] !== null && typeof row[name] !== type),
    );
    expect(rows).toEqual([]);
  });

  it('has days as YYYY-MM-DD, and instants', async () => {
    const rows = await everything('manual-transactions');
    const values = (names: readonly string[]): unknown[] =>
      rows.flatMap((row) => names.map((name) => row[name])).filter((value) => value !== null);
    for (const value of values(DATES)) expect(value).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    for (const value of values(['posted_date_time', 'modified_timestamp']))
      expect(value).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/u);
    expect(values(['manually_added_date'])).toHaveLength(20);
  });

  it('has in custom_field_values and booking_details the members of the reference', async () => {
    const rows = await everything('fees');
    const [custom] = rows[0]?.['custom_field_values'] as object[];
    expect(Object.keys(custom ?? {})).toEqual(['name', 'label', 'value', 'displayValue']);
    const booked = rows.find((row) => row['booking_details'] !== null);
    expect(Object.keys(booked?.['booking_details'] as object).sort()).toEqual(
      'hotel_name booking_start_date booking_end_date flight_origin_airport flight_destination_airport flight_cabin flight_miles train_miles booking_status bookers related_travelers traveler_employee_ids trip_uuid trip_name trip_purpose navan_booking_ids navan_booking_uuids e_tickets'
        .split(' ')
        .sort(),
    );
  });

  it('given a lag of four hours, shows a change that long after its time', async () => {
    const client = await simulate({ lagSeconds: 14_400 });
    const { control } = client.simulator;
    const [id] = control.change('fees', 1, { fields: { policy: 'changed' } });
    const shown = async (): Promise<unknown> =>
      (await client.expense('fees')).content.find((row) => row['id'] === id)?.['policy'];
    control.setNow('2026-11-24T15:59:59Z');
    expect(await shown()).not.toBe('changed');
    control.setNow('2026-11-24T16:00:00Z');
    expect(await shown()).toBe('changed');
  });
});

describe('pages of transactions', () => {
  it('follow next_cursor until it is null, and have every record once', async () => {
    const client = await simulate();
    const ids: unknown[] = [];
    let page: CursorPage = await client.expense('fees', { page_size: 8 });
    expect(page).toMatchObject({
      has_next: true,
      has_previous: false,
      page_size: 8,
      content_size: 8,
    });
    ids.push(...page.content.map((row) => row['id']));
    while (page.next_cursor !== null) {
      page = await client.expense('fees', { page_size: 8, cursor: page.next_cursor });
      ids.push(...page.content.map((row) => row['id']));
    }
    expect(page).toMatchObject({ has_next: false, has_previous: true, content_size: 4 });
    expect(new Set(ids).size).toBe(20);
    expect(ids).toHaveLength(20);
  });

  it('have 100 records by default and at most 500', async () => {
    const client = await simulate({ transactions: 600 });
    expect((await client.expense('fees')).content_size).toBe(100);
    expect((await client.expense('fees', { page_size: 500 })).content_size).toBe(500);
    expect(await client.status('/v1/expense/fees', { ...DAYS, page_size: 501 })).toBe(500);
    expect(await client.status('/v1/expense/fees', { ...DAYS, page_size: 0 })).toBe(500);
  });

  it('given a cursor that was not issued, return 400', async () => {
    expect(await (await simulate()).status('/v1/expense/fees', { ...DAYS, cursor: 'zzz' })).toBe(
      400,
    );
  });
});

describe('the day range', () => {
  it('covers both days in full, in UTC', async () => {
    const client = await simulate({ transactions: 0 });
    const times = [
      '2026-10-01T23:59:59.999Z',
      '2026-10-02T00:00:00Z',
      '2026-10-03T23:59:59.999Z',
      '2026-10-04T00:00:00Z',
    ];
    client.simulator.control.insert(
      'fees',
      times.map((modified_timestamp, id) => ({ id: String(id), modified_timestamp })),
    );
    const { content } = await client.expense('fees', {
      'date_modified.from': '2026-10-02',
      'date_modified.to': '2026-10-03',
    });
    expect(content.map((row) => row['id'])).toEqual(['1', '2']);
  });

  it.each([
    ['more than 93 days', '2026-09-01', '2026-12-03'],
    ['a day before the first of the month two months ago', '2026-08-31', '2026-09-10'],
    ['an end before its start', '2026-10-02', '2026-10-01'],
    ['a time instead of a day', '2026-10-02T00:00:00Z', '2026-10-03'],
    ['a date that does not exist', '2026-10-02', '2026-11-31'],
  ])('given %s, returns 400', async (_, from, to) => {
    const client = await simulate();
    expect(
      await client.status('/v1/expense/fees', {
        'date_modified.from': from,
        'date_modified.to': to,
      }),
    ).toBe(400);
  });

  it('given 93 days from the floor on, returns records', async () => {
    const days = { 'date_modified.from': '2026-09-01', 'date_modified.to': '2026-12-02' };
    expect(await (await simulate()).status('/v1/expense/fees', days)).toBe(200);
  });

  it('given a change, the record moves to the day of the change', async () => {
    const client = await simulate();
    const { control } = client.simulator;
    control.setNow('2026-11-24T13:00:00Z');
    const [id] = control.change('fees', 1, { fields: { approval_status: 'REJECTED' } });
    const today = { 'date_modified.from': '2026-11-24', 'date_modified.to': '2026-11-24' };
    const { content } = await client.expense('fees', today);
    expect(content.find((row) => row['id'] === id)).toMatchObject({
      modified_timestamp: '2026-11-24T13:00:00Z',
      approval_status: 'REJECTED',
    });
    expect((await client.expense('fees')).content).toHaveLength(20);
  });
});

describe('receipts', () => {
  const path = '/v1/expense/transactions/receipts';

  it('have a transaction and links that differ on every request', async () => {
    const client = await simulate();
    const read = async (): Promise<CursorPage> =>
      (await (await client.get(path, { ...DAYS, type: 'FEES' })).json()) as CursorPage;
    const [first, second] = [await read(), await read()];
    const ids = (page: CursorPage): unknown[] => page.content.map((row) => row['transaction_id']);
    expect(ids(first)).toEqual(ids(second));
    const truth = [...client.simulator.control.truth('transaction_receipts', { type: 'fees' })];
    expect(ids(first)).toEqual(
      truth.map((text) => (JSON.parse(text) as { transaction_id: string }).transaction_id),
    );
    expect(first.content[0]?.['receipt_url']).toMatch(
      /^https:\/\/receipts\.example\.com\/.*X-Amz-Signature=/u,
    );
    // Seven days.
    expect(first.content[0]?.['receipt_url']).toContain('X-Amz-Expires=604800&');
    expect(first.content[0]?.['receipt_url']).not.toBe(second.content[0]?.['receipt_url']);
  });

  it('accept type more than once, all types without it, and 400 for an unknown one', async () => {
    const client = await simulate();
    const count = async (query: string): Promise<number> => {
      const days = new URLSearchParams(DAYS).toString();
      const answer = await client.get(`${path}?${days}&page_size=500${query}#`);
      return ((await answer.json()) as CursorPage).content_size;
    };
    const [fees, disputes] = [await count('&type=FEES'), await count('&type=DISPUTE')];
    expect(await count('&type=FEES&type=DISPUTE')).toBe(fees + disputes);
    expect(await count('')).toBeGreaterThan(fees + disputes);
    expect(await client.status(path, { ...DAYS, type: 'X' })).toBe(400);
  });

  it.each([
    'TRANSACTIONS',
    'CONNECT',
    'MANUAL_TRANSACTIONS',
    'REPAYMENTS',
    'FEES',
    'ADJUSTMENTS',
    'DAILY_REBATE',
    'DISPUTE',
  ])('know the type %s, and some have one', async (type) => {
    const answer = await (await simulate()).get(path, { ...DAYS, type });
    expect(((await answer.json()) as CursorPage).content_size).toBeGreaterThan(0);
  });

  it('name their links as the switch says', async () => {
    const client = await simulate({ receiptFields: ['link', 'e_link'] });
    const page = (await (await client.get(path, { ...DAYS, type: 'FEES' })).json()) as CursorPage;
    expect(Object.keys(page.content[0] ?? {})).toEqual(['transaction_id', 'link', 'e_link']);
  });

  const linksOf = async (client: Client): Promise<readonly string[]> => {
    const answer = await client.get(path, { ...DAYS, page_size: 500 });
    const { content } = (await answer.json()) as CursorPage;
    return content.map((row) => String(row['receipt_url']));
  };

  it('lead to files of three types and of the size that the switch says, if this server has them', async () => {
    const client = await simulate({ receiptHost: 'own', receiptBytes: 3000 });
    const types = new Set<string | null>();
    for (const link of await linksOf(client)) {
      const answer = await fetch(link);
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect([answer.status, bytes.length]).toEqual([200, 3000]);
      const type = answer.headers.get('content-type');
      types.add(type);
      expect(bytes.subarray(0, 4).toString('latin1')).toBe(BEGINNINGS[type ?? '']);
    }
    expect(types.size).toBe(3);
  });

  it.each(['403', '404', '410'] as const)('are dead after seven days, with %s', async (status) => {
    const client = await simulate({ receiptHost: 'own', deadReceipts: status });
    const [link = ''] = await linksOf(client);
    client.simulator.control.setNow('2026-12-01T12:00:00Z');
    expect((await fetch(link)).status).toBe(200);
    client.simulator.control.setNow('2026-12-01T12:00:01Z');
    expect((await fetch(link)).status).toBe(Number(status));
  });

  it('lead to files that take no token and no other method', async () => {
    const client = await simulate({ receiptHost: 'own' });
    const [link = ''] = await linksOf(client);
    expect((await fetch(link, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
    expect((await fetch(link, { method: 'HEAD' })).status).toBe(403);
  });
});

const BEGINNINGS: Readonly<Record<string, string>> = {
  'application/pdf': '%PDF',
  'image/jpeg': '\u00ff\u00d8\u00ff\u00e0',
  'image/png': '\u0089PNG',
};
