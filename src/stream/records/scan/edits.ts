import type { AddedBytes } from '../plan/compiled-plan';
import { IntList } from './int-list';

const STRIDE = 3;
const NOTHING = -1;

/** Spans of the page that are sent changed, in the page's order: cut, or replaced by bytes of the plan. */
export class Edits {
  private readonly spans = new IntList();
  private readonly texts: readonly Buffer[];

  constructor(added: readonly AddedBytes[]) {
    this.texts = added.flatMap(({ value, member, nextMember }) => [value, member, nextMember]);
  }

  get length(): number {
    return this.spans.length / STRIDE;
  }

  clear(): void {
    this.spans.clear();
  }

  cut(start: number, end: number): void {
    this.push(start, end, NOTHING);
  }

  extend(end: number): void {
    this.spans.set(this.spans.length - 2, end);
  }

  /** Replaces another value with the added field's. */
  replaceValue(start: number, end: number, added: number): void {
    this.push(start, end, 3 * added);
  }

  /** Inserts the added field before `position`, the end of a record with or without other members. */
  insertMember(position: number, added: number, behindOthers: boolean): void {
    this.push(position, position, 3 * added + (behindOthers ? 2 : 1));
  }

  start(index: number): number {
    return this.spans.at(index * STRIDE);
  }

  end(index: number): number {
    return this.spans.at(index * STRIDE + 1);
  }

  /** The replacement for the span; undefined if it is cut. */
  text(index: number): Buffer | undefined {
    const text = this.spans.at(index * STRIDE + 2);
    return text === NOTHING ? undefined : this.texts[text];
  }

  private push(start: number, end: number, text: number): void {
    this.spans.push(start);
    this.spans.push(end);
    this.spans.push(text);
  }
}
