/** Records as bytes of JSON without line breaks, written by index without parsing. */
export interface RecordSource {
  /** An upper bound of the bytes that `write` adds for this record. */
  maxBytes(index: number): number;
  /** Copies the record's JSON to `target` from `offset`; returns the offset after it. */
  write(index: number, target: Buffer, offset: number): number;
}
