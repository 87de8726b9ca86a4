import { remembered } from './remembered';
import { DAY } from './times';

/** How to write one field of a record: the JSON text of its value. */
export type Field<Facts> = readonly [name: string, write: (facts: Facts) => string];

/** A writer of whole compact records: fields in the given order; if `sparse`, without those that are null. */
export function recordWriter<Facts>(
  fields: readonly Field<Facts>[],
): (facts: Facts, sparse?: boolean) => string {
  const prepared = fields.map(([name, write]) => ({ head: `,"${name}":`, write }));
  return (facts, sparse = false) => {
    let text = '';
    for (const { head, write } of prepared) {
      const value = write(facts);
      if (!sparse || value !== 'null') text += head + value;
    }
    return `{${text.slice(1)}}`;
  };
}

/** The same fields in the same order, some written in another way. */
export function rewritten<Facts>(
  fields: readonly Field<Facts>[],
  others: readonly Field<Facts>[],
): Field<Facts>[] {
  const own = new Map(others);
  return fields.map(([name, write]) => [name, own.get(name) ?? write]);
}

/** Fields that this API has and this record leaves empty. */
export function alwaysNull<Facts>(...names: string[]): Field<Facts>[] {
  return names.map((name) => [name, () => 'null']);
}

/** A field filled in one of `every` records. Fields with the same salt are filled together. */
export function sometimes<Facts extends { random(salt: number): number }>(
  every: number,
  salt: number,
  ...fields: readonly Field<Facts>[]
): Field<Facts>[] {
  return fields.map(([name, write]) => [
    name,
    (facts) => (facts.random(salt) % every === 0 ? write(facts) : 'null'),
  ]);
}

/** JSON text of an optional string. */
export function text(value: string | null): string {
  return value === null ? 'null' : quoted(value);
}

const quoted = remembered(50_000, (value: string) => JSON.stringify(value));

/** Hundredths as a JSON number with both decimals, `1.50`, which parsing and printing would change to `1.5`. */
export function cents(value: number): string {
  return (value / 100).toFixed(2);
}

/** Thousandths as a JSON number with three decimals, or two if that is exact. */
export function mills(value: number): string {
  return (value / 1000).toFixed(value % 10 === 0 ? 2 : 3);
}

/** `2018-08-18T21:22:46.477Z`, without the fraction if it is zero. */
export function instant(at: number): string {
  return `"${instantText(at)}"`;
}

export function instantText(at: number): string {
  const milliseconds = at % 1000;
  const fraction = milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}`;
  return `${secondText(at)}${fraction}Z`;
}

/** `YYYY-MM-DD`, in UTC. */
export function day(at: number): string {
  return `"${dayText(at)}"`;
}

export function dayText(at: number): string {
  return dayOf(Math.floor(at / DAY));
}

/** `YYYY-MM-DDThh:mm:ss`, in UTC. */
export function secondText(at: number): string {
  const seconds = Math.floor((at % DAY) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${dayText(at)}T${two(hours)}:${two(minutes)}:${two(seconds % 60)}`;
}

const dayOf = remembered(50_000, (days: number) => new Date(days * DAY).toISOString().slice(0, 10));

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
