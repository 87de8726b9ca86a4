import { type Decimal, decimalText, plus } from '../../data/decimal';
import type { Measure } from './measures';
import { RawRecord } from './raw-record';

/** Records with the same values of `by`. */
export interface Sum {
  /** The values of the requested fields. Null: empty or missing. */
  readonly by: Readonly<Record<string, string | null>>;
  readonly records: number;
  /** Exact, as text. Null: no record has a value. */
  readonly sums: Readonly<Record<string, string | null>>;
  /** How many records have a value. */
  readonly counts: Readonly<Record<string, number>>;
}

interface Group {
  readonly values: readonly (string | null)[];
  records: number;
  readonly totals: (Decimal | undefined)[];
  readonly counts: number[];
}

/** Sums of records by fields: a field's name (`object.field` within an object), or `<field>:month` and `:day` for the start of a time. */
export function sumsOf(
  texts: Iterable<string>,
  all: readonly Measure[],
  by: readonly string[],
): Sum[] {
  const measures = all.filter(({ currency }) => currency === undefined || by.includes(currency));
  const groups = new Map<string, Group>();
  for (const text of texts) {
    const record = new RawRecord(text);
    const group = groupOf(
      groups,
      by.map((dimension) => valueOf(record, dimension)),
    );
    add(group, record, measures);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => sumOf(group, measures, by));
}

const LENGTHS: Readonly<Record<string, number>> = { month: 7, day: 10 };

function valueOf(record: RawRecord, dimension: string): string | null {
  const [path = '', part] = dimension.split(':');
  const [name = '', inner] = path.split('.');
  const value =
    inner === undefined ? record.scalar(name) : (record.object(name)?.scalar(inner) ?? null);
  return part === undefined ? value : (value?.slice(0, LENGTHS[part]) ?? null);
}

function groupOf(groups: Map<string, Group>, values: readonly (string | null)[]): Group {
  const key = JSON.stringify(values);
  const known = groups.get(key);
  if (known) return known;
  const group: Group = { values, records: 0, totals: [], counts: [] };
  groups.set(key, group);
  return group;
}

function add(group: Group, record: RawRecord, measures: readonly Measure[]): void {
  group.records += 1;
  measures.forEach(({ of }, n) => {
    const value = of(record);
    if (!value) return;
    const total = group.totals[n];
    group.totals[n] = total ? plus(total, value) : value;
    group.counts[n] = (group.counts[n] ?? 0) + 1;
  });
}

function sumOf(group: Group, measures: readonly Measure[], by: readonly string[]): Sum {
  const totals = measures.map(({ name }, n) => {
    const total = group.totals[n];
    return [name, total ? decimalText(total) : null] as const;
  });
  return {
    by: Object.fromEntries(by.map((dimension, n) => [dimension, group.values[n] ?? null])),
    records: group.records,
    sums: Object.fromEntries(totals),
    counts: Object.fromEntries(measures.map(({ name }, n) => [name, group.counts[n] ?? 0])),
  };
}
