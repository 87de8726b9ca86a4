import { oneLine } from '../json/one-line';
import type { PageNode } from './page-node';
import { pageTree } from './page-node';
import type { PagePlan } from './page-plan';
import type { RecordNode } from './record-node';
import { recordTree } from './record-node';

/** A plan in the form that scanning uses; made once a stream. */
export interface CompiledPlan {
  readonly plan: PagePlan;
  readonly page: PageNode;
  readonly record: RecordNode;
  readonly added: readonly AddedBytes[];
  /** The most that added fields can add to a record, in bytes. */
  readonly addedBytes: number;
}

/** One added field as bytes. */
export interface AddedBytes {
  /** The value alone: what replaces another. */
  readonly value: Buffer;
  /** Name and value: what comes last. */
  readonly member: Buffer;
  /** The same behind other members. */
  readonly nextMember: Buffer;
}

export function compilePagePlan(plan: PagePlan): CompiledPlan {
  const names = plan.add.map(({ name }) => name);
  const added = plan.add.map(({ name, json }) => addedBytes(name, json));
  return {
    plan,
    page: pageTree(plan.recordPath, plan.envelope),
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
