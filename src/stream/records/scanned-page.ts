import type { JsonValue } from '../../config/json';
import { BRACE_OPEN, CARRIAGE_RETURN, isDigit, LINE_FEED, MINUS } from './json/characters';
import type { CompiledPlan } from './plan/compiled-plan';
import type { JsonScalar, JsonType } from './json/json-types';
import type { JsonText } from './json/json-text';
import { parseValue } from './json/json-value';
import { membersOf } from './json/members';
import { skipSpace } from './json/skip-space';
import { parseUuid } from './json/uuid';
import { copyBytes, dropBreaks } from './write/record-copy';
import type { RecordTable } from './scan/record-table';
import type { RecordSource } from './write/record-source';
import { MOST_GROWTH, Replacements } from './write/replacements';

/** A page known to be valid. Keeps the page's bytes; indexes are the plan's. */
export class ScannedPage implements RecordSource {
  readonly count: number;
  /** Values that are sent as different JSON. */
  readonly replacements: Replacements;
  private readonly hasBreaks: boolean;

  constructor(
    private readonly text: JsonText,
    private readonly plan: CompiledPlan,
    private readonly table: RecordTable,
    private readonly envelopeSpans: Int32Array,
  ) {
    this.count = table.count;
    this.replacements = new Replacements(text);
    this.hasBreaks = this.has(LINE_FEED) || this.has(CARRIAGE_RETURN);
  }

  /** The envelope's value, undefined if the page lacks it. */
  envelope(value: number): JsonValue | undefined {
    const start = this.envelopeSpans[2 * value] as number;
    return start < 0
      ? undefined
      : parseValue(this.text.bytes, start, this.envelopeSpans[2 * value + 1] as number);
  }

  /** The envelope's value as written in the page if it is a number, else undefined. */
  envelopeDigits(value: number): string | undefined {
    const start = this.envelopeSpans[2 * value] as number;
    const { bytes } = this.text;
    const first = bytes[start] ?? 0;
    if (first !== MINUS && !isDigit(first)) return undefined;
    return bytes.toString('latin1', start, this.envelopeSpans[2 * value + 1]);
  }

  /** A wanted field's value, undefined if the record lacks it or it is an object or an array. */
  field(record: number, field: number): JsonScalar | undefined {
    const start = this.table.fieldStart(record, field);
    if (start < 0) return undefined;
    const value = parseValue(this.text.bytes, start, this.table.fieldEnd(record, field));
    return typeof value === 'object' && value !== null ? undefined : value;
  }

  /** A wanted field's JSON as written in the page: an integer past 2^53 keeps its digits. */
  token(record: number, field: number): string | undefined {
    const start = this.table.fieldStart(record, field);
    if (start < 0) return undefined;
    return this.text.bytes.toString('utf8', start, this.table.fieldEnd(record, field));
  }

  /** Writes the wanted field's 128 bits to four words if it is a UUID in lower case; false if it isn't. */
  uuid(record: number, field: number, words: Int32Array): boolean {
    const start = this.table.fieldStart(record, field);
    return (
      start >= 0 && parseUuid(this.text.bytes, start, this.table.fieldEnd(record, field), words)
    );
  }

  /** The record's top-level members in the page's order, duplicates included. */
  members(record: number): Iterable<{ readonly name: string; readonly type: JsonType }> {
    return membersOf(this.text, this.table.start(record));
  }

  /** Names of the page's own members; none if it is a list or itself the record. */
  get outerNames(): readonly string[] {
    const start = skipSpace(this.text, 0);
    const isRecord = this.count > 0 && this.table.start(0) === start;
    if (isRecord || this.text.byteAt(start) !== BRACE_OPEN) return [];
    return Array.from(membersOf(this.text, start), ({ name }) => name);
  }

  /** The record as the page has it; gone with the page. */
  bytesOf(record: number): Buffer {
    return this.text.bytes.subarray(this.table.start(record), this.table.end(record));
  }

  maxBytes(record: number): number {
    const start = this.table.start(record);
    const end = this.table.end(record);
    const growth = MOST_GROWTH * this.replacements.countBetween(start, end);
    return end - start + this.plan.addedBytes + growth;
  }

  write(record: number, target: Buffer, offset: number): number {
    const { edits } = this.table;
    const last = this.table.firstEdit(record + 1);
    let from = this.table.start(record);
    let to = offset;
    for (let edit = this.table.firstEdit(record); edit < last; edit++) {
      to = this.replacements.copy(from, edits.start(edit), target, to);
      const text = edits.text(edit);
      if (text !== undefined) to = copyBytes(text, 0, text.length, target, to);
      from = edits.end(edit);
    }
    to = this.replacements.copy(from, this.table.end(record), target, to);
    return this.hasBreaks ? dropBreaks(target, offset, to) : to;
  }

  /** Whether the byte occurs between the first record's beginning and the last one's end. */
  private has(byte: number): boolean {
    if (this.count === 0) return false;
    const found = this.text.bytes.indexOf(byte, this.table.start(0));
    return found >= 0 && found < this.table.end(this.count - 1);
  }
}
