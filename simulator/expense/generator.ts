import { type Field, alwaysNull, cents, day, instant, recordWriter, text } from '../data/field';
import { indexOfUuid, uuidOf } from '../data/ids';
import type { People, Person } from '../data/people';
import { hash, saltOf } from '../data/random';
import type { Generator } from '../data/store';
import { DAY, type Times } from '../data/times';
import type { ExpenseType } from './types';

export interface Expense {
  readonly index: number;
  readonly type: ExpenseType;
  readonly modifiedAt: number;
  readonly postedAt: number;
  readonly who: Person;
  readonly amount: number;
  readonly booked: boolean;
  random(salt: number): number;
}

/** The API fills it some time after a card's transaction first appears: here a change of the record does. */
function hasStatement(expense: Expense): boolean {
  return expense.type === 'card-transactions' && expense.random(20) % 3 > 0;
}

/** Money is a string in this API. */
const money = (value: number): string => `"${cents(value)}"`;

/** Transactions of one type, in the order of their last change. */
export function expenseGenerator(
  type: ExpenseType,
  tenantSeed: number,
  times: Times,
  people: People,
): Generator {
  const seed = tenantSeed ^ saltOf(type);
  const write = recordWriter(expenseFields(seed));
  const modifiedAt = (index: number): number => times.at(index);
  return {
    times,
    id: (index) => uuidOf(seed, index),
    indexOf: (id) => {
      const index = indexOfUuid(seed, id);
      return index < times.count && uuidOf(seed, index) === id ? index : -1;
    },
    text: (index) => {
      const random = (salt: number): number => hash(seed, index, salt);
      return write({
        index,
        type,
        modifiedAt: modifiedAt(index),
        postedAt: modifiedAt(index) - (random(1) % (9 * DAY)),
        who: people.any(random(2)),
        amount: 1 + (random(3) % 60_000),
        booked: random(4) % 3 === 0,
        random,
      });
    },
    facts: (index) => ({ type, status: null, startsAt: null, modifiedAt: modifiedAt(index) }),
  };
}

export function expenseFields(seed: number): Field<Expense>[] {
  return [
    ...whatFields(seed),
    ...moneyFields(),
    ...whoFields(),
    ...bookFields(),
    ...detailFields(seed),
  ];
}

function whatFields(seed: number): Field<Expense>[] {
  return [
    ['id', (e) => `"${uuidOf(seed, e.index)}"`],
    ['source_id', (e) => `"S${e.random(5)}"`],
    ['_type', (e) => `"${e.type}"`],
    ['transaction_type', (e) => (e.random(6) % 9 ? '"PURCHASE"' : '"REFUND"')],
    ['activity_type', () => '"CARD"'],
    ['activity_description', (e) => text(`Example activity ${e.random(7) % 30}`)],
    ['modified_timestamp', (e) => instant(e.modifiedAt)],
    ['posted_date_time', (e) => instant(e.postedAt)],
    ['posted_date', (e) => day(e.postedAt)],
    ['authorization_date', (e) => day(e.postedAt - DAY)],
    ['transaction_date', (e) => day(e.postedAt - DAY)],
    ['last_approver_action_date', (e) => (e.random(8) % 2 ? day(e.modifiedAt) : 'null')],
    ['erp_effective_date', (e) => day(e.postedAt)],
    ['manually_added_date', (e) => (e.type === 'manual-transactions' ? day(e.postedAt) : 'null')],
    ...alwaysNull<Expense>('invoice_date', 'reimbursement_date', 'invoice_number'),
    ['statement_id', (e) => (hasStatement(e) ? `"ST-${e.random(19) % 40}"` : 'null')],
    ['reporting_transaction_id', (e) => `"R${e.random(9)}"`],
    ['vcf_transaction_reference_number', (e) => `"0${e.random(10)}"`],
  ];
}

function moneyFields(): Field<Expense>[] {
  return [
    ['posted_amount', (e) => money(e.amount)],
    ['posted_currency', () => '"USD"'],
    ['original_amount', (e) => money(e.amount)],
    ['original_currency', () => '"USD"'],
    ['personal_amount', () => '"0.00"'],
    ['rejected_amount', () => '"0.00"'],
    ['billable_entity_amount', (e) => money(e.amount)],
    ['billable_entity_currency', () => '"USD"'],
    ['fee', () => '"0.10"'],
    ['fx_fee_amount', () => '"0"'],
    ['exchange_rate', () => '1.0'],
    ['accrued_rebate_amount', (e) => cents(Math.floor(e.amount / 100))],
    ['personal', (e) => String(e.random(11) % 25 === 0)],
    ['flagged', (e) => String(e.random(12) % 20 === 0)],
    ['itemized', () => 'false'],
    ...alwaysNull<Expense>(
      'reimbursement_amount',
      'reimbursement_currency',
      'reimbursement_method',
      'reimbursement_exchange_rate',
      'direct_reimbursement_fee_amount',
      'rebate_type',
    ),
  ];
}

function whoFields(): Field<Expense>[] {
  return [
    ['cardholder', (e) => text(e.who.name)],
    ['cardholder_email', (e) => text(e.who.email)],
    ['employee_id', (e) => text(e.who.employeeId)],
    ['card_description', () => '"Example card 0000"'],
    ['card_program_name', () => '"Example program"'],
    ['vendor_name', (e) => text(`Example Café ${e.random(13) % 40}`)],
    ['vendor_address', () => '"1 Example Street"'],
    ['vendor_category', () => '"RESTAURANTS"'],
    ['approver_type', () => '"MANAGER"'],
    ['approved_by_email', () => '"approver@example.com"'],
    ['approval_status', (e) => (e.random(8) % 2 ? '"APPROVED"' : '"PENDING"')],
    ['department', (e) => text(e.who.department)],
    ['cost_center', (e) => text(e.who.costCenter)],
    ['region', (e) => text(e.who.region)],
    ['subsidiary', (e) => text(e.who.subsidiary)],
    ['legal_entity', (e) => text(e.who.billableEntity)],
    ['traveler_department', (e) => text(e.who.department)],
    ['traveler_cost_center', (e) => text(e.who.costCenter)],
    ['traveler_region', (e) => text(e.who.region)],
    ['traveler_subsidiary', (e) => text(e.who.subsidiary)],
    ['participants', (e) => text(`${e.who.name}, A. Guest`)],
  ];
}

function bookFields(): Field<Expense>[] {
  return [
    ['policy', () => '"Meals"'],
    ['policy_category', () => '"MEALS"'],
    ['flag_status', (e) => (e.random(12) % 20 === 0 ? '"OPEN"' : 'null')],
    ['flag_reasons', (e) => (e.random(12) % 20 === 0 ? '"NO_RECEIPT"' : 'null')],
    ['gl_code_number', (e) => `"0${6000 + (e.random(14) % 400)}"`],
    ['gl_code_name', () => '"Travel & meals"'],
    ['erp_sync_status', (e) => (e.random(15) % 3 ? '"SYNCED"' : '"NOT_SYNCED"')],
    ['transaction_description', (e) => (e.random(16) % 2 ? '"Team \\"lunch\\""' : 'null')],
    ['distance_unit', (e) => (e.type === 'manual-transactions' ? '"MILES"' : 'null')],
    ['distance_amount', (e) => (e.type === 'manual-transactions' ? '"12.50"' : 'null')],
  ];
}

function detailFields(seed: number): Field<Expense>[] {
  return [
    ...alwaysNull<Expense>('receipt', 'e_receipt', 'receipt_navan', 'e_receipt_navan'),
    [
      'line_items',
      (e) => (e.random(17) % 5 ? '[]' : `[{"amount":${money(e.amount)},"description":"Item 1"}]`),
    ],
    [
      'tax_details',
      (e) => (e.random(18) % 2 ? `{"tax_amount":${money(Math.floor(e.amount / 11))}}` : 'null'),
    ],
    [
      'custom_field_values',
      () => '[{"name":"project","label":"Project","value":"P-1","displayValue":"Example"}]',
    ],
    ['booking_details', (e) => (e.booked ? bookingDetails(seed, e) : 'null')],
  ];
}

function bookingDetails(seed: number, e: Expense): string {
  return (
    `{"hotel_name":"Example Grand Hotel","booking_start_date":${day(e.postedAt)},"booking_end_date":${day(e.postedAt + DAY)}` +
    `,"flight_origin_airport":null,"flight_destination_airport":null,"flight_cabin":null,"flight_miles":null,"train_miles":null` +
    `,"booking_status":"CONFIRMED","bookers":${text(e.who.name)},"related_travelers":${text(e.who.name)}` +
    `,"traveler_employee_ids":${text(e.who.employeeId)},"trip_uuid":"${uuidOf(seed, e.random(19) % 99)}","trip_name":"Example trip"` +
    `,"trip_purpose":null,"navan_booking_ids":null,"navan_booking_uuids":null,"e_tickets":null}`
  );
}
