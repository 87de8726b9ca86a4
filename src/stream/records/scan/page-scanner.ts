import { PageFormatError, PageShapeError } from '../../../errors/page-format-error';
import { BRACE_CLOSE, BRACE_OPEN, BRACKET_OPEN, COMMA } from '../json/characters';
import type { CompiledPlan } from '../plan/compiled-plan';
import type { JsonText } from '../json/json-text';
import { parseString } from '../json/json-value';
import type { PageNode } from '../plan/page-node';
import { recordPaths } from '../plan/page-plan';
import { RecordTable } from './record-table';
import { skipSpace } from '../json/skip-space';
import { RecordScanner } from './scan-record';
import { closingEnd, colonEnd, keyEnd, nestedDepth, valueEnd } from '../json/value-end';

/** What is where the records should be. */
export type Finding = { readonly kind: 'records' | 'empty' } | Flaw;

/** `scalar`: null, a number, a text; `misplaced`: an object, or a list of something else. */
interface Flaw {
  readonly kind: 'absent' | 'scalar' | 'misplaced';
  readonly error: PageShapeError;
}

/**
 * Walks the part of a page outside its records. Of members with the same name the last counts, so each discards the
 * values of an earlier one; errors in records are reported only once the page has been read.
 */
export class PageScanner {
  readonly table: RecordTable;
  /** Start and end of each wanted value, -1 if the page lacks it. */
  readonly envelope: Int32Array;
  private readonly records: RecordScanner;
  private found = false;
  /** What is where a record or the array of records should be, first of all. */
  private other: Flaw | undefined;

  constructor(
    private readonly text: JsonText,
    private readonly plan: CompiledPlan,
    private readonly page: PageNode,
  ) {
    this.table = new RecordTable(plan);
    this.records = new RecordScanner(text, this.table, plan);
    this.envelope = new Int32Array(2 * plan.plan.envelope.length).fill(-1);
  }

  /** @throws PageFormatError if the page is malformed */
  scan(): Finding {
    const { text, page } = this;
    const end = skipSpace(text, this.value(skipSpace(text, 0), page, 0));
    if (end < text.end) throw new PageFormatError(end, 'the end of the page');
    if (this.other) return this.other;
    if (this.found) return { kind: this.table.count > 0 ? 'records' : 'empty' };
    return { kind: 'absent', error: new PageShapeError(end, this.recordsWanted()) };
  }

  private value(from: number, node: PageNode, depth: number): number {
    this.forget(node);
    const end = this.contentEnd(from, node, depth);
    for (const value of node.values) this.envelope.set([from, end], 2 * value);
    return end;
  }

  private forget(node: PageNode): void {
    for (const value of node.holds) this.envelope.fill(-1, 2 * value, 2 * value + 2);
    if (!node.holdsRecords) return;
    this.table.clear();
    this.found = false;
    this.other = undefined;
  }

  private contentEnd(from: number, node: PageNode, depth: number): number {
    const byte = this.text.byteAt(from);
    if (node.records && byte === BRACKET_OPEN) {
      this.found = true;
      return this.containerEnd(from, depth, (at, inside) => this.recordEnd(at, inside));
    }
    if (node.records && byte === BRACE_OPEN && this.plan.plan.takesObject === true)
      return this.onlyRecordEnd(from, depth);
    if (node.records) {
      const error = new PageShapeError(from, this.recordsWanted());
      const isContainer = byte === BRACE_OPEN || byte === BRACKET_OPEN;
      this.other = { kind: isContainer ? 'misplaced' : 'scalar', error };
    }
    if (node.named !== undefined && byte === BRACE_OPEN)
      return this.containerEnd(from, depth, (at, inside) => this.memberEnd(at, node, inside));
    return valueEnd(this.text, from, depth);
  }

  /** Walks an object, as deep as the plan's longest path, never as deep as the page; or the array of records. */
  private containerEnd(
    from: number,
    outside: number,
    itemEnd: (position: number, depth: number) => number,
  ): number {
    const { text } = this;
    const bracket = text.byteAt(from);
    const depth = nestedDepth(from, outside);
    let position = skipSpace(text, from + 1);
    // The closing bracket is the opening one + 2.
    if (text.byteAt(position) === bracket + 2) return position + 1;
    for (;;) {
      position = skipSpace(text, itemEnd(position, depth));
      if (text.byteAt(position) !== COMMA) return closingEnd(text, position, bracket);
      position = skipSpace(text, position + 1);
    }
  }

  private onlyRecordEnd(from: number, depth: number): number {
    this.found = true;
    const isEmpty = this.text.byteAt(skipSpace(this.text, from + 1)) === BRACE_CLOSE;
    return isEmpty ? valueEnd(this.text, from, depth) : this.records.scan(from, depth);
  }

  private recordEnd(from: number, depth: number): number {
    if (this.text.byteAt(from) === BRACE_OPEN) return this.records.scan(from, depth);
    this.other ??= { kind: 'misplaced', error: new PageShapeError(from, 'an object as record') };
    return valueEnd(this.text, from, depth);
  }

  private memberEnd(from: number, node: PageNode, depth: number): number {
    const nameEnd = keyEnd(this.text, from);
    const child = node.named?.get(parseString(this.text.bytes, from, nameEnd));
    const value = skipSpace(this.text, colonEnd(this.text, nameEnd));
    return child === undefined
      ? valueEnd(this.text, value, depth)
      : this.value(value, child, depth);
  }

  private recordsWanted(): string {
    const paths = recordPaths(this.plan.plan).map((path) => `'/${path.join('/')}'`);
    return `an array of records at ${paths.join(' or ')}`;
  }
}
