import { Edits } from './edits';
import type { CompiledPlan } from '../plan/compiled-plan';
import { IntList } from './int-list';

const HEAD = 3;

/** Where in the page each record, wanted value and edit is. Offsets in bytes, ends exclusive. */
export class RecordTable {
  readonly edits: Edits;
  private readonly spans = new IntList(1024);
  private readonly stride: number;

  constructor(plan: CompiledPlan) {
    this.edits = new Edits(plan.added);
    this.stride = HEAD + 2 * plan.plan.fields.length;
  }

  get count(): number {
    return this.spans.length / this.stride;
  }

  clear(): void {
    this.spans.clear();
    this.edits.clear();
  }

  /** Begins a record; its end, fields and edits follow. */
  open(start: number): void {
    const first = this.spans.fill(-1, this.stride);
    this.spans.set(first, start);
    this.spans.set(first + 2, this.edits.length);
  }

  close(end: number): void {
    this.spans.set(this.spans.length - this.stride + 1, end);
  }

  /** Sets the position of the last record's field; a later field of the same name overrides it. */
  setField(field: number, start: number, end: number): void {
    const at = this.spans.length - this.stride + HEAD + 2 * field;
    this.spans.set(at, start);
    this.spans.set(at + 1, end);
  }

  start(record: number): number {
    return this.spans.at(record * this.stride);
  }

  end(record: number): number {
    return this.spans.at(record * this.stride + 1);
  }

  /** -1 if the record lacks the field. */
  fieldStart(record: number, field: number): number {
    return this.spans.at(record * this.stride + HEAD + 2 * field);
  }

  fieldEnd(record: number, field: number): number {
    return this.spans.at(record * this.stride + HEAD + 2 * field + 1);
  }

  firstEdit(record: number): number {
    return record < this.count ? this.spans.at(record * this.stride + 2) : this.edits.length;
  }
}
