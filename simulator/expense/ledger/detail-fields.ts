import { type Field, day, text } from '../../data/field';
import { DAY } from '../../data/times';
import { amountText, unitOf } from './currencies';
import { milesOf } from './manual';
import { ENTITIES } from './programs';
import { isSpending, type State } from './state';

/** Coding, items, taxes and the booking. */
export function detailFields(bookingId: (random: number) => string | null): Field<State>[] {
  const hasVendor = (s: State): boolean => s.type !== 'repayments' && s.entry.vendor > 0;
  return [
    ['vendor_name', (s) => (hasVendor(s) ? text(`Example Café ${s.entry.vendor % 40}`) : 'null')],
    ['vendor_address', (s) => (hasVendor(s) ? '"1 Example Street"' : 'null')],
    ['vendor_category', (s) => (hasVendor(s) ? '"RESTAURANTS"' : 'null')],
    ['gl_code_number', (s) => numberText(glCodeOf(s))],
    ['gl_code_name', (s) => nameText(glCodeOf(s))],
    ['cost_center', costCenter],
    ['distance_unit', (s) => (s.entry.kind === 'MILEAGE' ? '"MILES"' : 'null')],
    ['distance_amount', (s) => (s.entry.kind === 'MILEAGE' ? `"${miles(s)}"` : 'null')],
    ['itemized', (s) => String(isItemized(s))],
    ['line_items', (s) => (isItemized(s) ? `[${items(s).join(',')}]` : '[]')],
    ['tax_details', taxDetails],
    ['booking_details', (s) => booking(s, bookingId)],
  ];
}

/** Some are coded by the approver only. Null: not coded. */
function glCodeOf(s: State): number | null {
  if (!isSpending(s) || (s.random(66) % 4 === 0 && !s.isDecided)) return null;
  if (!s.isRecoded || s.entry.recoding !== 'glCode') return s.entry.glCode;
  return ((s.entry.glCode ?? 0) + 1) % 30;
}

/** As in the list of GL codes. */
const numberText = (code: number | null): string => (code === null ? 'null' : `"0${6000 + code}"`);
const nameText = (code: number | null): string =>
  code === null ? 'null' : text(`Travel & meals ${code + 1}`);

function costCenter(s: State): string {
  if (!isSpending(s)) return 'null';
  return text(s.isRecoded && s.entry.recoding === 'costCenter' ? 'CC-900' : s.who.costCenter);
}

function miles(s: State): string {
  return (milesOf(s.entry.random) / 100).toFixed(2);
}

function isItemized(s: State): boolean {
  return isSpending(s) && s.isPosted && s.random(68) % 4 === 0 && Math.abs(s.posted) >= 100;
}

/** Two to four items. Most add up to the posted amount, others miss it by a minor unit, few by a whole unit. */
function items(s: State): string[] {
  const count = 2 + (s.random(69) % 3);
  const each = Math.trunc(s.posted / count);
  const last = s.posted - each * (count - 1) + missOf(s);
  return Array.from({ length: count }, (_, n) => item(s, n, n === count - 1 ? last : each));
}

function missOf(s: State): number {
  if (s.random(70) % 7 === 0) return 1;
  return s.random(70) % 41 === 1 ? unitOf(s.entry.currency) + 1 : 0;
}

function item(s: State, n: number, units: number): string {
  const code = (s.random(71) + n) % 15 === 0 ? null : glCodeOf(s);
  // Now and then an item belongs to another company of the group.
  const other =
    (s.random(72) + n) % 40 === 0 ? ENTITIES.find((one) => one !== s.entry.entity) : s.entry.entity;
  return (
    `{"amount":"${amountText(units, s.entry.currency)}","currency":"${s.entry.currency}","description":"Item ${n + 1}"` +
    `,"gl_code_number":${numberText(code)},"gl_code_name":${nameText(code)},"cost_center":${costCenter(s)}` +
    `,"legal_entity":${text(other ?? s.entry.entity)}}`
  );
}

function taxDetails(s: State): string {
  if (!s.entry.tax || !s.isPosted) return 'null';
  const { code, percent, units } = s.entry.tax;
  return `{"tax_amount":"${amountText(s.sign * units, s.entry.currency)}","tax_code":"${code}","tax_rate":${percent.toFixed(1)},"country":"NL"}`;
}

function booking(s: State, bookingId: (random: number) => string | null): string {
  const uuid = s.random(4) % 3 === 0 && isSpending(s) ? bookingId(s.random(73)) : null;
  if (uuid === null) return 'null';
  return (
    `{"hotel_name":null,"booking_start_date":${day(s.entry.life.created)},"booking_end_date":${day(s.entry.life.created + DAY)}` +
    `,"flight_origin_airport":null,"flight_destination_airport":null,"flight_cabin":null,"flight_miles":null,"train_miles":null` +
    `,"booking_status":"CONFIRMED","bookers":${text(s.who.name)},"related_travelers":${text(s.who.name)}` +
    `,"traveler_employee_ids":${text(s.who.employeeId)},"trip_uuid":null,"trip_name":null` +
    `,"trip_purpose":null,"navan_booking_ids":null,"navan_booking_uuids":"${uuid}","e_tickets":null}`
  );
}
