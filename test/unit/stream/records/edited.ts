import type { PagePlan } from '../../../../src/stream/records/page-plan';

/** What a record must be after a plan's edits, worked out the slow way: on the parsed record, member by member. */
export function edited(record: string, plan: Pick<PagePlan, 'remove' | 'add'>): string {
  const added = new Map(plan.add.map(({ name, json }) => [name, json]));
  const members = [...Object.entries(JSON.parse(record) as object)]
    .filter(([name]) => added.has(name) || !cuts(plan.remove, name))
    .map(([name, value]): [string, string] => [
      name,
      added.get(name) ?? JSON.stringify(without(value, behind(plan.remove, name))),
    ]);
  const all = new Map([...members, ...added]);
  return canonical(
    `{${[...all].map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`,
  );
}

/** One spelling for what JSON calls the same; the order of members counts. */
export function canonical(json: string): string {
  return JSON.stringify(JSON.parse(json));
}

type Pointers = readonly (readonly string[])[];

function without(value: unknown, pointers: Pointers): unknown {
  if (Array.isArray(value)) {
    const anywhere = pointers.filter(([head]) => head === '*');
    return value
      .filter(() => !cuts(anywhere, '*'))
      .map((element) => without(element, behind(anywhere, '*')));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !cuts(pointers, name))
      .map(([name, inner]) => [name, without(inner, behind(pointers, name))]),
  );
}

function cuts(pointers: Pointers, name: string): boolean {
  return behind(pointers, name).some((pointer) => pointer.length === 0);
}

function behind(pointers: Pointers, name: string): string[][] {
  return pointers
    .filter(([head]) => head === name || head === '*')
    .map((pointer) => pointer.slice(1));
}
