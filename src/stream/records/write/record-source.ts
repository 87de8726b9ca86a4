/** Records that lie ready as bytes of JSON without line breaks; written out by index, without being parsed. */
export interface RecordSource {
  /** An upper bound of what `write` adds for this record, in bytes. */
  maxBytes(index: number): number;
  /** Copies the record's JSON to `target` from `offset`; returns the offset behind it. */
  write(index: number, target: Buffer, offset: number): number;
}
