import { oneLine } from '../json/one-line';
import { pageTree, type PageNode } from './page-node';
import { recordPaths, type PagePlan } from './page-plan';
import { recordTree, type RecordNode } from './record-node';

/** A plan in the form that scanning uses; compiled once per partition. */
export interface CompiledPlan {
  readonly plan: PagePlan;
  /** One for each path at which the records may be. */
  readonly pages: readonly PageNode[];
  readonly record: RecordNode;
  readonly added: readonly AddedBytes[];
  /** The most bytes that added fields add to a record. */
  readonly addedBytes: number;
}

export interface AddedBytes {
  /** The value alone: replaces another value. */
  readonly value: Buffer;
  /** Name and value: appended to an otherwise empty record. */
  readonly member: Buffer;
  /** Comma, name and value: appended to other members. */
  readonly nextMember: Buffer;
}

export function compilePagePlan(plan: PagePlan): CompiledPlan {
  const names = plan.add.map(({ name }) => name);
  const added = plan.add.map(({ name, json }) => addedBytes(name, json));
  return {
    plan,
    pages: recordPaths(plan).map((path) => pageTree(path, plan.envelope)),
    record: recordTree(plan.remove, plan.fields, names),
    added,
    addedBytes: added.reduce((sum, { nextMember }) => sum + nextMember.length, 0),
  };
}

function addedBytes(name: string, json: string): AddedBytes {
  const value = oneLine(json);
  const member = `${oneLine(JSON.stringify(name))}:${value}`;
  return {
    value: Buffer.from(value),
    member: Buffer.from(member),
    nextMember: Buffer.from(`,${member}`),
  };
}
