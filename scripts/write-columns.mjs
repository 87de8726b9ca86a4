#!/usr/bin/env node
// @ts-check
// Writes the tables of docs/columns.md from resources/schemas and the built connector's own stream, between the page's two comments. With --check nothing is
// written and a stale page ends in exit code 1.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import prettier from 'prettier';

const { HEALTH_STREAM, SYNC_HEALTH } = createRequire(import.meta.url)(
  '../dist/src/report/health/columns.js',
);

/**
 * @typedef {object} Schema
 * @property {string | string[]} [type]
 * @property {string} [format]
 * @property {string} [airbyte_type]
 * @property {string} [description]
 * @property {Record<string, Schema>} [properties]
 * @property {Schema} [items]
 */
/** @typedef {{ readonly name: string, readonly schema: Schema }} Column */

const root = join(import.meta.dirname, '..');
const page = join(root, 'docs/columns.md');
const BEGIN = '<!-- Columns: written by scripts/write-columns.mjs from resources/schemas. -->';
const END = '<!-- End of the columns. -->';

/**
 * Fields that identify a person, or say where they are or how to reach or charge them (docs/data-protection.md). A name
 * also covers everything below it. `free`: text that people type, or fields that a company defines, which may hold such
 * data.
 *
 * @type {Record<string, { readonly personal: readonly string[], readonly free: readonly string[] }>}
 */
const PERSONAL = {
  bookings: {
    personal: [
      'airlineRoute',
      'approverEmail',
      'billableEntities',
      'bookingId',
      'booker',
      'companyOffice',
      'confirmationNumber',
      'costCenters',
      'departments',
      'destination',
      'endDate',
      'etickets',
      'hotelLatitude',
      'hotelLongitude',
      'invoice',
      'loggedAsUserName',
      'nameOnCreditCard',
      'origin',
      'passengers',
      'paymentCreditCardTypeName',
      'paymentMethodUsed',
      'pdf',
      'regions',
      'seats',
      'segments',
      'startDate',
      'subsidiaries',
    ],
    free: [
      'approverReason',
      'cancellationReason',
      'customFields',
      'eventName',
      'outOfPolicyDescription',
      'purpose',
      'reason',
      'statementDescription',
      'transactions',
      'tripDescription',
      'tripName',
    ],
  },
  transactions: {
    personal: [
      'approved_by_email',
      'booking_details',
      'cardholder',
      'cardholder_email',
      'cost_center',
      'department',
      'e_receipt',
      'e_receipt_navan',
      'employee_id',
      'participants',
      'receipt',
      'receipt_navan',
      'region',
      'subsidiary',
      'traveler_cost_center',
      'traveler_department',
      'traveler_region',
      'traveler_subsidiary',
      'vendor_address',
      'vendor_name',
    ],
    free: [
      'activity_description',
      'card_description',
      'custom_field_values',
      'flag_reasons',
      'line_items',
      'transaction_description',
    ],
  },
  users: { personal: ['*'], free: [] },
  transaction_receipts: { personal: ['receipt_url', 'e_receipt_url'], free: [] },
  statement_payments: {
    personal: [],
    free: ['activity_description', 'card_description', 'transaction_description'],
  },
  expense_custom_fields: { personal: [], free: [] },
  gl_codes: { personal: [], free: [] },
  gl_code_settings: { personal: [], free: [] },
  tax_mappings: { personal: [], free: [] },
  [SYNC_HEALTH]: { personal: [], free: ['source_label'] },
};

/** If Navan adds a field with such a name, a person must classify it before the page is written. */
const SUSPICIOUS = /e-?mail|passport|phone|employee|manager|cardholder|traveler|birth|gender/iu;

/**
 * @param {string} stream
 * @returns {Schema}
 */
const schemaOf = (stream) =>
  stream === SYNC_HEALTH
    ? /** @type {Schema} */ (HEALTH_STREAM.json_schema)
    : JSON.parse(readFileSync(join(root, `resources/schemas/${stream}.json`), 'utf8'));

/**
 * The fields of an object in order, each followed by those inside it: `booker.email`, `passengers[].person.name`.
 *
 * @param {Schema} schema
 * @param {string} [before]
 * @returns {Column[]}
 */
function columnsOf(schema, before = '') {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const name = `${before}${key}`;
    const below = inner.items ? columnsOf(inner.items, `${name}[].`) : columnsOf(inner, `${name}.`);
    return [{ name, schema: inner }, ...below];
  });
}

/**
 * @param {Schema} schema
 * @returns {string}
 */
function typeOf({ type, format, airbyte_type: timestamp, items }) {
  if (timestamp === 'timestamp_with_timezone') return 'timestamp';
  if (format === 'date') return 'date';
  const types = [type ?? []].flat().filter((one) => one !== 'null');
  const named = types.map((one) =>
    one === 'array' && items?.type !== undefined ? `array of ${typeOf(items)}` : one,
  );
  return named.join(' or ');
}

/**
 * @param {string} stream
 * @param {Column} column
 */
function personalMark(stream, { name, schema }) {
  const { personal, free } = PERSONAL[stream] ?? { personal: [], free: [] };
  const [top = ''] = name.split(/\.|\[\]/u);
  if (name.includes('passport') || (schema.description ?? '').startsWith('Only with the option'))
    return 'if asked for';
  if (personal.includes('*') || personal.includes(top)) return 'yes';
  if (free.includes(top)) return 'may be';
  if (SUSPICIOUS.test(name))
    throw new Error(`${stream}.${name}: say in scripts/write-columns.mjs whether it is personal`);
  return '';
}

/** @param {string} stream */
function tableOf(stream) {
  const columns = columnsOf(schemaOf(stream));
  const { personal = [], free = [] } = PERSONAL[stream] ?? {};
  const unknown = [...personal, ...free].filter(
    (name) => name !== '*' && !columns.some((column) => column.name === name),
  );
  if (unknown.length > 0) throw new Error(`${stream} has no ${unknown.join(', ')}`);
  const rows = columns.map((column) => {
    const { name, schema } = column;
    const cells = [
      `\`${name}\``,
      typeOf(schema),
      schema.description ?? '',
      personalMark(stream, column),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `### ${stream}`,
    '',
    '| name | type | meaning | personal |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const current = readFileSync(page, 'utf8');
const [before, rest = ''] = current.split(BEGIN);
const [, after] = rest.split(END);
if (after === undefined) throw new Error(`docs/columns.md: expected "${BEGIN}" and "${END}"`);
const schemas = readdirSync(join(root, 'resources/schemas')).map((file) => basename(file, '.json'));
const unjudged = schemas.filter((stream) => !(stream in PERSONAL));
if (unjudged.length > 0)
  throw new Error(`Say in scripts/write-columns.mjs what is personal in ${unjudged.join(', ')}`);
const tables = Object.keys(PERSONAL).map(tableOf).join('\n\n');
const written = await prettier.format(`${before}${BEGIN}\n\n${tables}\n\n${END}${after}`, {
  ...(await prettier.resolveConfig(page)),
  parser: 'markdown',
});
if (!process.argv.includes('--check')) writeFileSync(page, written);
else if (written !== current) {
  console.error('docs/columns.md is stale. Run: node scripts/write-columns.mjs');
  process.exitCode = 1;
}
