import { TYPES } from '../support/transaction-types';
import type { Switches } from '../../simulator';
import type { Client } from './support/client';
import { closeAll } from './support/client';
import { groupsOf, ledger, posted, type Row, rowsOf, sumOf, units } from './support/ledger';

afterEach(closeAll);

const SEEDS = [1, 2, 3];
const LATER = '2027-02-20T12:00:00Z';

const ANSWERS: readonly Partial<Switches>[] = [
  {},
  { fxFee: 'inside' },
  { fxFee: 'alone' },
  { personalAmount: 'outside' },
  { positiveCredits: [] },
  {
    positiveCredits: [
      ...(['REFUND', 'CREDIT_MEMO', 'REPAYMENT', 'REBATE'] as const),
      ...(['PROVISIONAL_CREDIT', 'REIMBURSEMENT', 'PAYMENT'] as const),
    ],
  },
  { expenseRate: 'originalPerPosted', payouts: 'rows', relatedBy: 'source_id' },
];

const byId = (rows: readonly Row[]): Map<unknown, Row> =>
  new Map(rows.map((row) => [row['id'], row]));
const related = (row: Row): unknown => row['reporting_transaction_id'];
const amount = (row: Row, name: string): bigint => units(row[name], row['posted_currency']);
const of = (rows: readonly Row[], kind: string): Row[] =>
  rows.filter((row) => row['transaction_type'] === kind);
const isPosted = (row: Row): boolean => row['posted_amount'] !== null;
const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

describe('the ledger of a company', () => {
  it.each(SEEDS)('of seed %i has companies, programmes and the five currencies', async (seed) => {
    const cards = rowsOf(await ledger({ seed }), 'card-transactions');
    const values = (name: string): unknown[] => [...new Set(cards.map((row) => row[name]))];
    expect(values('posted_currency').sort()).toEqual(['EUR', 'GBP', 'JPY', 'KWD', 'USD']);
    expect(values('original_currency')).toHaveLength(5);
    expect(values('legal_entity').length).toBeGreaterThan(4);
    expect(values('card_program_name').length).toBeGreaterThan(4);
    expect(values('approval_status').sort()).toEqual([
      'APPROVED',
      'ESCALATED',
      'PENDING',
      'REJECTED',
    ]);
    expect(values('gl_code_number')).toContain(null);
    for (const row of cards) {
      expect(() => units(row['original_amount'], row['original_currency'])).not.toThrow();
      if (isPosted(row)) expect(() => posted(row)).not.toThrow();
    }
  });

  it('is the same for the same seed, and another for another', async () => {
    const texts = async (seed: number): Promise<string[]> => [
      ...(await ledger({ seed })).simulator.control.truth('transactions'),
    ];
    expect(await texts(1)).toEqual(await texts(1));
    expect(await texts(1)).not.toEqual(await texts(2));
  });

  it('has the fields of plain expenses, and the API returns what the truth lists', async () => {
    const client = await ledger();
    const plain = await ledger({ expenses: 'plain' } as object);
    for (const type of TYPES) {
      const [own] = rowsOf(client, type);
      const [usual] = rowsOf(plain, type);
      expect(Object.keys(own ?? {})).toEqual(Object.keys(usual ?? {}));
      const groups = 'POLICY,ERP,TAX,BOOKING,MILEAGE,TRAVELER_HR,LINE_ITEM';
      const page = await client.expense(type, { page_size: 500, include_field_group: groups });
      expect(page.content).toEqual(rowsOf(client, type).slice(0, 500));
    }
  });

  it.each(SEEDS)('of seed %i has rates that give the posted amount, save a few', async (seed) => {
    const foreign = rowsOf(await ledger({ seed }), 'card-transactions').filter(
      (row) => isPosted(row) && row['original_currency'] !== row['posted_currency'],
    );
    const wrong = foreign.filter((row) => !reproduces(row));
    expect(foreign.length).toBeGreaterThan(20);
    expect(wrong.length).toBeLessThan(foreign.length / 5);
  });

  it('has the reverse rates if the switch says so', async () => {
    const [one, other] = [await ledger(), await ledger({ expenseRate: 'originalPerPosted' })];
    const rates = (client: Client): unknown[] =>
      rowsOf(client, 'card-transactions').map((row) => row['exchange_rate']);
    const reversed = rates(other);
    rates(one).forEach((rate, n) => {
      const reverse = reversed[n];
      if (rate === null) expect(reverse).toBeNull();
      else expect(Number(rate) * Number(reverse)).toBeCloseTo(1, 6);
    });
  });
});

function reproduces(row: Row): boolean {
  if (row['exchange_rate'] === null) return false;
  const digits = (String(row['posted_amount']).split('.')[1] ?? '').length;
  const expected = Number(row['original_amount']) * Number(row['exchange_rate']);
  return Math.abs(expected - Number(row['posted_amount'])) * 10 ** digits <= 0.5001;
}

describe.each(SEEDS)('given seed %i, the relations of transactions', (seed) => {
  it('lead a refund to a purchase of the same account that cost at least as much', async () => {
    const cards = rowsOf(await ledger({ seed }), 'card-transactions');
    const all = byId(cards);
    const refunds = of(cards, 'REFUND').filter(isPosted);
    expect(refunds.length).toBeGreaterThan(5);
    for (const refund of refunds) {
      const bought = all.get(related(refund)) ?? {};
      expect(bought).toMatchObject({ transaction_type: 'PURCHASE' });
      for (const name of ['posted_currency', 'original_currency', 'card_program_name'])
        expect(refund[name]).toBe(bought[name]);
      expect(posted(refund) < 0n && -posted(refund) <= posted(bought)).toBe(true);
      expect(String(refund['posted_date_time']) > String(bought['posted_date_time'])).toBe(true);
    }
  });

  it('lead a repayment to a purchase, of whose personal part no more is repaid', async () => {
    const client = await ledger({ seed, now: '2026-11-24T12:00:00Z' });
    const cards = byId(rowsOf(client, 'card-transactions'));
    const repaid = groupsOf(rowsOf(client, 'repayments').filter(isPosted), (row) =>
      String(related(row)),
    );
    expect(repaid.size).toBeGreaterThan(5);
    for (const [id, parts] of repaid) {
      const personal = amount(cards.get(id) ?? {}, 'personal_amount');
      expect(sumOf(parts.map(posted)) <= personal && personal > 0n).toBe(true);
    }
    const whole = [...repaid].filter(
      ([id, parts]) => sumOf(parts.map(posted)) === amount(cards.get(id) ?? {}, 'personal_amount'),
    );
    expect(whole.length).toBeGreaterThan(repaid.size / 2);
  });

  it('lead a credit to the disputed purchase, and a reversal to the credit, of equal amounts', async () => {
    const client = await ledger({ seed });
    client.simulator.control.setNow(LATER);
    const cards = byId(rowsOf(client, 'card-transactions'));
    const disputes = rowsOf(client, 'disputes');
    const credits = of(disputes, 'PROVISIONAL_CREDIT');
    const reversals = of(disputes, 'CREDIT_REVERSAL');
    expect(credits.length).toBeGreaterThan(3);
    for (const credit of credits) {
      expect(-posted(credit)).toBe(posted(cards.get(related(credit)) ?? {}));
    }
    for (const reversal of reversals) {
      const credit = byId(credits).get(related(reversal)) ?? {};
      expect(credit['activity_type']).toBe('DISPUTE_LOST');
      expect(posted(reversal)).toBe(-posted(credit));
    }
    const lost = credits.filter((row) => row['activity_type'] === 'DISPUTE_LOST');
    expect(reversals).toHaveLength(lost.length);
  });

  it('have reimbursements of what was approved, less personal and rejected parts', async () => {
    const client = await ledger({ seed });
    client.simulator.control.setNow(LATER);
    const manual = rowsOf(client, 'manual-transactions');
    const paid = manual.filter((row) => row['reimbursement_amount'] !== null);
    expect(paid.length).toBeGreaterThan(50);
    for (const row of paid) {
      expect(row['approval_status']).toBe('APPROVED');
      if (row['reimbursement_currency'] !== row['posted_currency']) continue;
      const net = posted(row) - amount(row, 'personal_amount') - amount(row, 'rejected_amount');
      expect(amount(row, 'reimbursement_amount')).toBe(net);
    }
    expect(manual.some((row) => row['rejected_amount'] === row['posted_amount'])).toBe(true);
  });

  it('have a rebate for each day that is the sum of what purchases accrued, and pay that of a month', async () => {
    const client = await ledger({ seed });
    client.simulator.control.setNow(LATER);
    const day = (row: Row): string =>
      `${String(row['card_program_name'])} ${String(row['posted_date'])}`;
    const cards = groupsOf(rowsOf(client, 'card-transactions'), day);
    const rebates = rowsOf(client, 'daily-rebates');
    const accrued = rebates.filter((row) => row['rebate_type'] === 'ACCRUED');
    for (const row of accrued) {
      const parts = (cards.get(day(row)) ?? []).map((one) =>
        decimals(one['accrued_rebate_amount'], one),
      );
      expect(posted(row)).toBe(sumOf(parts));
    }
    const paid = rebates.filter((row) => row['rebate_type'] === 'PAID');
    const currencies = [...new Set(paid.map((row) => row['posted_currency']))];
    for (const currency of currencies) {
      const sum = (rows: readonly Row[]): bigint =>
        sumOf(rows.filter((row) => row['posted_currency'] === currency).map(posted));
      expect(sum(paid)).toBe(sum(accrued));
    }
  });
});

/** JSON numbers of this size print the digits that they were written with, save zeros. */
function decimals(value: unknown, row: Row): bigint {
  const digits = (String(row['posted_amount']).split('.')[1] ?? '').length;
  return BigInt(Math.round(Number(value) * 10 ** digits));
}

/** Some exist only under one answer; a payout replaces an expense and what follows from it. */
const KINDS_OF_A_SWITCH = ['FX_FEE', 'REIMBURSEMENT', 'REIMBURSEMENT_FEE', 'EXPENSE', 'MILEAGE'];

describe.each(ANSWERS)('given the answers %j', (answers) => {
  it('every statement is paid with exactly what its transactions sum to', async () => {
    const client = await ledger(answers);
    client.simulator.control.setNow('2027-04-30T12:00:00Z');
    const { control } = client.simulator;
    const by = ['statement_id', 'posted_currency', 'card_program_name', 'legal_entity'];
    const sums = (stream: 'transactions' | 'statement_payments'): Map<string, bigint> => {
      const found = control.sums(stream, { by, history: true });
      return new Map(
        found
          .filter((sum) => sum.by['statement_id'] !== null)
          .map((sum) => [JSON.stringify(sum.by), unitsOwed(sum.sums, sum.by, answers)]),
      );
    };
    const [owed, paid] = [sums('transactions'), sums('statement_payments')];
    expect(owed.size).toBeGreaterThan(15);
    for (const [statement, total] of owed)
      expect([statement, -(paid.get(statement) ?? 0n)]).toEqual([statement, total]);
  });

  it('the signed amounts are the same', async () => {
    const kinds = { by: ['_type', 'transaction_type', 'posted_currency'] };
    const sums = async (one: Partial<Switches>): Promise<Record<string, unknown>> => {
      const found = (await ledger(one)).simulator.control.sums('transactions', kinds);
      const kept = found.filter(
        ({ by }) => !KINDS_OF_A_SWITCH.includes(String(by['transaction_type'])),
      );
      return Object.fromEntries(
        kept.map(({ by, sums: all }) => [JSON.stringify(by), all['signed_amount']]),
      );
    };
    expect(await sums(answers)).toEqual(await sums({}));
  });
});

/** FX fees that have no transaction of their own belong to the account, too. */
function unitsOwed(
  sums: Readonly<Record<string, string | null>>,
  by: Readonly<Record<string, string | null>>,
  { fxFee = 'row' }: Partial<Switches>,
): bigint {
  const currency = by['posted_currency'];
  const signed = units(sums['signed_amount'], currency);
  const fee = sums['fx_fee_amount'];
  return fxFee === 'row' || fee === undefined || fee === null
    ? signed
    : signed + units(fee, currency);
}

describe('the switches of the ledger', () => {
  const purchases = async (answers: Partial<Switches>): Promise<Map<unknown, Row>> =>
    byId(rowsOf(await ledger(answers), 'card-transactions').filter(isPosted));

  it('put the FX fee into the posted amount, into a fee, or nowhere', async () => {
    const [row, inside] = [await purchases({}), await purchases({ fxFee: 'inside' })];
    const feed = [...row.values()].filter((one) => amount(one, 'fx_fee_amount') > 0n);
    expect(feed.length).toBeGreaterThan(5);
    for (const one of feed) {
      const other = inside.get(one['id']) ?? {};
      expect(posted(other) - posted(one)).toBe(amount(one, 'fx_fee_amount'));
    }
    const fees = async (fxFee: Switches['fxFee']): Promise<Row[]> =>
      of(rowsOf(await ledger({ fxFee }), 'fees'), 'FX_FEE');
    const own = await fees('row');
    expect(own.map((fee) => [related(fee), posted(fee)])).toEqual(
      expect.arrayContaining(feed.map((one) => [one['id'], amount(one, 'fx_fee_amount')])),
    );
    expect([await fees('inside'), await fees('alone')]).toEqual([[], []]);
  });

  it('leave the personal part in the posted amount or take it out', async () => {
    const [inside, outside] = [await purchases({}), await purchases({ personalAmount: 'outside' })];
    const personal = [...inside.values()].filter((one) => amount(one, 'personal_amount') > 0n);
    expect(personal.length).toBeGreaterThan(5);
    for (const one of personal) {
      const other = outside.get(one['id']) ?? {};
      expect(posted(one) - posted(other)).toBe(amount(one, 'personal_amount'));
    }
  });

  it('make the listed credits positive', async () => {
    const refunds = async (positiveCredits: Switches['positiveCredits']): Promise<bigint[]> =>
      of([...(await purchases({ positiveCredits })).values()], 'REFUND').map(posted);
    const [negative, positive] = [await refunds([]), await refunds(['REFUND'])];
    expect(negative.every((value) => value < 0n)).toBe(true);
    expect(positive).toEqual(negative.map((value) => -value));
  });

  it('give a payout a transaction of its own, of the reimbursements that name it', async () => {
    const client = await ledger({ payouts: 'rows' });
    client.simulator.control.setNow(LATER);
    const manual = rowsOf(client, 'manual-transactions');
    const payouts = of(manual, 'REIMBURSEMENT');
    expect(payouts.length).toBeGreaterThan(10);
    for (const payout of payouts) {
      const paid = manual.filter(
        (row) => related(row) === payout['id'] && row['reimbursement_amount'] !== null,
      );
      const sum = sumOf(
        paid.map((row) => units(row['reimbursement_amount'], row['reimbursement_currency'])),
      );
      expect(posted(payout)).toBe(sum);
    }
    expect(of(rowsOf(await ledger(), 'manual-transactions'), 'REIMBURSEMENT')).toEqual([]);
  });

  it('can be set at run time', async () => {
    const client = await ledger();
    const fees = (): Row[] => of(rowsOf(client, 'fees'), 'FX_FEE');
    const before = fees();
    expect(before.length).toBeGreaterThan(5);
    client.simulator.control.set({ fxFee: 'inside' });
    expect(fees()).toEqual([]);
    client.simulator.control.set({ fxFee: 'row' });
    expect(fees()).toEqual(before);
  });

  it('are those of a tenant with a ledger; another may have plain expenses', async () => {
    const client = await ledger({
      tenants: [{ clientId: 'plain', seed: 9, expenses: 'plain' }],
    } as object);
    const { control } = client.simulator;
    const tenant = 'plain';
    const [text = '{}'] = control.truth('fees', { tenant });
    expect(JSON.parse(text)).toMatchObject({ posted_currency: 'USD', activity_type: 'CARD' });
    const [sum] = control.sums('fees', { tenant, by: ['posted_currency'] });
    expect(sum?.sums).not.toHaveProperty('signed_amount');
  });

  it.each(['reporting_transaction_id', 'source_id', 'none'] as const)(
    'name a related transaction in %s',
    async (relatedBy) => {
      const client = await ledger({ relatedBy });
      const cards = byId(rowsOf(client, 'card-transactions'));
      const naming = ['reporting_transaction_id', 'source_id'].filter((name) =>
        rowsOf(client, 'repayments').every((row) => cards.has(row[name])),
      );
      expect(naming).toEqual(relatedBy === 'none' ? [] : [relatedBy]);
    },
  );
});

describe('as time passes', () => {
  it('a purchase is posted, approved, put on a statement, synced, and some change after that', async () => {
    const client = await ledger();
    const { control } = client.simulator;
    const before = rowsOf(client, 'card-transactions');
    control.setNow(LATER);
    const after = byId(rowsOf(client, 'card-transactions'));
    const open = before.filter((row) => !isPosted(row));
    expect(open.length).toBeGreaterThan(0);
    for (const row of open) expect(isPosted(after.get(row['id']) ?? {})).toBe(true);
    for (const row of after.values()) expect(row['statement_id']).toMatch(/^ST-[A-Z]+-2026-\d\d$/u);
    const synced = before.filter((row) => row['erp_sync_status'] === 'SYNCED');
    const coding = ({ gl_code_number, cost_center, personal_amount }: Row): unknown[] => [
      ...[gl_code_number, cost_center, personal_amount],
    ];
    const changed = synced.filter(
      (row) => JSON.stringify(coding(row)) !== JSON.stringify(coding(after.get(row['id']) ?? {})),
    );
    expect(changed.length).toBeGreaterThan(0);
    for (const row of changed) {
      const later = after.get(row['id']) ?? {};
      expect(String(later['modified_timestamp']) > String(row['modified_timestamp'])).toBe(true);
    }
  });

  it.each(SEEDS)(
    'of seed %i, what changed between two hours has a change time between them',
    async (seed) => {
      const client = await ledger({ seed });
      const { control } = client.simulator;
      const texts = (): Map<unknown, string> =>
        new Map(
          [...control.truth('transactions', { history: true })].map((one) => [
            (JSON.parse(one) as Row)['id'],
            one,
          ]),
        );
      const before = texts();
      control.setNow('2026-11-29T09:30:00Z');
      const after = texts();
      const modified = (text: string): number =>
        Date.parse(String((JSON.parse(text) as Row)['modified_timestamp']));
      const changed = [...after].filter(([id, one]) => before.get(id) !== one);
      expect(changed.length).toBeGreaterThan(20);
      for (const [, one] of changed) {
        expect(modified(one)).toBeGreaterThan(Date.parse('2026-11-24T12:00:00Z'));
        expect(modified(one)).toBeLessThanOrEqual(Date.parse('2026-11-29T09:00:00Z'));
      }
      expect([...before.keys()].filter((id) => !after.has(id))).toEqual([]);
    },
  );

  it('a record changed by hand keeps its text, and an inserted one stays', async () => {
    const client = await ledger();
    const { control } = client.simulator;
    const [id] = control.change('card-transactions', 1, { fields: { gl_code_number: 'MINE' } });
    control.insert('fees', [{ id: 'own', modified_timestamp: '2026-11-24T12:00:00Z' }]);
    control.setNow(LATER);
    const cards = rowsOf(client, 'card-transactions');
    expect(cards.filter((row) => row['id'] === id)).toMatchObject([{ gl_code_number: 'MINE' }]);
    expect(rowsOf(client, 'fees').filter((row) => row['id'] === 'own')).toHaveLength(1);
    const times = cards.map((row) => Date.parse(String(row['modified_timestamp'])));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

it('line items sum to the posted amount, or miss it by a unit or more', async () => {
  const rows = (await Promise.all(SEEDS.map((seed) => ledger({ seed })))).flatMap((client) =>
    rowsOf(client, 'card-transactions').filter((row) => row['itemized'] === true),
  );
  const misses = rows.map((row) => {
    const items = row['line_items'] as { amount: string; currency: string }[];
    return absolute(sumOf(items.map((item) => units(item.amount, item.currency))) - posted(row));
  });
  const count = (fits: (miss: bigint) => boolean): number => misses.filter(fits).length;
  expect(count((miss) => miss === 0n)).toBeGreaterThan(rows.length / 2);
  expect(count((miss) => miss === 1n)).toBeGreaterThan(5);
  expect(count((miss) => miss > 1n)).toBeGreaterThan(0);
});

it('taxes are part of the amount, of its sign; some codes are not mapped', async () => {
  const client = await ledger();
  const rows = rowsOf(client, 'card-transactions').filter((row) => row['tax_details'] !== null);
  const codes = new Set(rows.map((row) => (row['tax_details'] as Row)['tax_code']));
  const mapped = rowsOf(client, 'tax_mappings').map((row) => row['tax_code']);
  expect([...codes].filter((code) => !mapped.includes(code))).toEqual(['T99']);
  for (const row of rows) {
    const tax = units((row['tax_details'] as Row)['tax_amount'], row['posted_currency']);
    expect(absolute(tax) < absolute(posted(row)) && tax * posted(row) >= 0n).toBe(true);
  }
});
