import { type Field, cents, day, instant, recordWriter, text } from '../data/field';
import { indexOfUuid, uuidOf } from '../data/ids';
import { hash, saltOf } from '../data/random';
import type { Generator } from '../data/store';
import { DAY, type Times } from '../data/times';
import type { CompanyPath } from './company-paths';

interface Item {
  readonly index: number;
  readonly id: string;
  /** Milliseconds since the epoch; of a list's item its position. */
  readonly at: number;
  random(salt: number): number;
}

/** The records of one path. Their fields are a guess: no response has been published. */
export function companyGenerator(path: CompanyPath, tenantSeed: number, times: Times): Generator {
  const seed = tenantSeed ^ saltOf(path);
  const write = recordWriter<Item>([['id', (item) => `"${item.id}"`], ...FIELDS[path]]);
  const id = (index: number): string => uuidOf(seed, index);
  return {
    times,
    id,
    indexOf: (sought) => {
      const index = indexOfUuid(seed, sought);
      return index < times.count && id(index) === sought ? index : -1;
    },
    text: (index) =>
      write({
        index,
        id: id(index),
        at: times.at(index),
        random: (salt) => hash(seed, index, salt),
      }),
    facts: (index) => ({ type: null, status: null, startsAt: null, modifiedAt: times.at(index) }),
  };
}

const amountOf = (item: Item): number => 1 + (item.random(1) % 900_000);

const FIELDS: Readonly<Record<CompanyPath, readonly Field<Item>[]>> = {
  'statement-payments': [
    ['statement_id', (item) => `"ST-${item.random(2) % 40}"`],
    ['transaction_type', (item) => (item.index % 5 === 4 ? '"REFUND"' : '"PAYMENT"')],
    [
      'posted_amount',
      (item) => `"${cents(item.index % 5 === 4 ? -amountOf(item) : amountOf(item))}"`,
    ],
    ['posted_currency', () => '"USD"'],
    ['payment_date', (item) => day(item.at - DAY)],
    ['status', () => '"SETTLED"'],
    ['legal_entity', () => '"Example Inc."'],
    ['modified_timestamp', (item) => instant(item.at)],
  ],
  'custom-fields': [
    ['name', (item) => `"field_${item.index + 1}"`],
    ['label', (item) => text(`Field ${item.index + 1}`)],
    ['type', (item) => (item.index % 2 ? '"TEXT"' : '"LIST"')],
    ['required', (item) => String(item.index % 2 === 0)],
    ['values', (item) => (item.index % 2 ? 'null' : '[{"value":"P-1","displayValue":"Example"}]')],
  ],
  'gl-codes': [
    ['number', (item) => `"0${6000 + item.index}"`],
    ['name', (item) => text(`Travel & meals ${item.index + 1}`)],
    ['active', (item) => String(item.index % 9 !== 8)],
    ['legal_entity', (item) => (item.index % 3 ? '"Example Inc."' : 'null')],
  ],
  'tax-mappings': [
    ['tax_code', (item) => `"T0${item.index}"`],
    ['country', () => '"NL"'],
    ['rate', (item) => (item.index % 2 ? '9.0' : '21.0')],
    ['gl_code_number', (item) => `"0${6000 + item.index}"`],
  ],
  'gl-code-settings': [
    ['erp', () => '"NETSUITE"'],
    ['enabled', () => 'true'],
    ['default_gl_code_number', () => '"06000"'],
  ],
};
