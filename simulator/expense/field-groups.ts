import { withoutMembers } from '../data/json-text';

/** The fields that `include_field_group` adds, by group: a guess from their names. */
export const FIELD_GROUPS: Readonly<Record<string, readonly string[]>> = {
  POLICY: ['policy', 'policy_category', 'flag_status', 'flag_reasons'],
  ERP: ['gl_code_number', 'gl_code_name', 'erp_sync_status', 'erp_effective_date'],
  TAX: ['tax_details'],
  BOOKING: ['booking_details'],
  LINE_ITEM: ['line_items'],
  MILEAGE: ['distance_unit', 'distance_amount'],
  TRAVELER_HR: [
    'traveler_department',
    'traveler_cost_center',
    'traveler_region',
    'traveler_subsidiary',
  ],
};

/** The record with the fields of these groups and without those of the others. */
export function withGroups(text: string, groups: readonly string[]): string {
  const dropped = new Set<string>();
  for (const [group, fields] of Object.entries(FIELD_GROUPS)) {
    if (!groups.includes(group)) for (const field of fields) dropped.add(field);
  }
  return dropped.size === 0 ? text : withoutMembers(text, (key) => dropped.has(key));
}
