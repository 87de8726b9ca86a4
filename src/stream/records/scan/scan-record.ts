import { BRACE_OPEN, BRACKET_OPEN, COMMA } from '../json/characters';
import type { CompiledPlan } from '../plan/compiled-plan';
import type { JsonText } from '../json/json-text';
import { parseString } from '../json/json-value';
import type { RecordNode } from '../plan/record-node';
import type { RecordTable } from './record-table';
import { skipSpace } from '../json/skip-space';
import { closingEnd, colonEnd, keyEnd, nestedDepth, valueEnd } from '../json/value-end';

/** Scans records into a table: follows the plan's pointers and skips everything else. */
export class RecordScanner {
  /** Which added fields have their place in the current record. */
  private readonly placed: Uint8Array;
  /** Whether the last container walked keeps any of its members. */
  private keepsAny = false;
  /** What the plan needs from the current member or element. */
  private child: RecordNode | undefined;

  constructor(
    private readonly text: JsonText,
    private readonly table: RecordTable,
    private readonly plan: CompiledPlan,
  ) {
    this.placed = new Uint8Array(plan.added.length);
  }

  /** Scans the record whose brace is at `from`; returns the position after it. */
  scan(from: number, depth: number): number {
    this.placed.fill(0);
    this.table.open(from);
    const end = this.container(from, this.plan.record, depth);
    this.appendAdded(end - 1);
    this.table.close(end);
    return end;
  }

  private appendAdded(position: number): void {
    let behindOthers = this.keepsAny;
    for (let added = 0; added < this.placed.length; added++) {
      if (this.placed[added] !== 0) continue;
      this.table.edits.insertMember(position, added, behindOthers);
      behindOthers = true;
    }
  }

  /** Walks an object or an array, as deep as the plan's longest pointer, never as deep as the page. */
  private container(from: number, node: RecordNode, outside: number): number {
    const bracket = this.text.byteAt(from);
    const depth = nestedDepth(from, outside);
    const first = skipSpace(this.text, from + 1);
    this.keepsAny = false;
    // The closing bracket is the opening one + 2.
    if (this.text.byteAt(first) === bracket + 2) return first + 1;
    const last = this.items(first, node, depth, bracket === BRACE_OPEN);
    return closingEnd(this.text, last, bracket);
  }

  /** Walks members or elements; returns where the closing bracket must be. */
  private items(from: number, node: RecordNode, depth: number, inObject: boolean): number {
    const { edits } = this.table;
    let position = from;
    let previousEnd = from;
    let keepsAny = false;
    let cutsFirst = false;
    for (;;) {
      const start = position;
      // A cut at the beginning includes the comma after it, every other one the comma before it.
      if (cutsFirst) edits.extend(start);
      this.child = node.others;
      const value = inObject ? this.memberValue(start, node) : start;
      const { child } = this;
      position =
        child === undefined
          ? valueEnd(this.text, value, depth)
          : this.wantedEnd(value, child, depth);
      const keeps = child === undefined || this.keeps(child, value, position);
      if (!keeps) edits.cut(keepsAny ? previousEnd : start, position);
      cutsFirst = !keeps && !keepsAny;
      keepsAny ||= keeps;
      previousEnd = position;
      position = skipSpace(this.text, position);
      if (this.text.byteAt(position) !== COMMA) break;
      position = skipSpace(this.text, position + 1);
    }
    this.keepsAny = keepsAny;
    return position;
  }

  /** Where the value of the member at `start` begins; finds what the plan needs from it. */
  private memberValue(start: number, node: RecordNode): number {
    const { text } = this;
    const escapes = text.escapes;
    const end = keyEnd(text, start);
    const named =
      text.escapes === escapes
        ? node.named?.find(text.bytes, start + 1, end - 1)
        : node.named?.get(parseString(text.bytes, start, end));
    if (named !== undefined) this.child = named;
    return skipSpace(text, colonEnd(text, end));
  }

  /** The end of a value that the plan needs something from. */
  private wantedEnd(from: number, node: RecordNode, depth: number): number {
    const leads = node.named !== undefined || node.others !== undefined;
    const byte = this.text.byteAt(from);
    if (leads && !node.remove && node.added < 0 && (byte === BRACE_OPEN || byte === BRACKET_OPEN)) {
      return this.container(from, node, depth);
    }
    return valueEnd(this.text, from, depth);
  }

  /** Notes a field and places an added one; false if the member is to be cut. */
  private keeps(node: RecordNode, start: number, end: number): boolean {
    if (node.field >= 0) this.table.setField(node.field, start, end);
    if (node.added < 0) return !node.remove;
    if (this.placed[node.added] !== 0) return false;
    this.placed[node.added] = 1;
    this.table.edits.replaceValue(start, end, node.added);
    return true;
  }
}
