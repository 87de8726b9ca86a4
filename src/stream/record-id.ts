import { createHash } from 'node:crypto';
import { idOf } from './record-fields';
import type { ScannedPage } from './records/scanned-page';

/**
 * What tells a record from others, in 128 bits: those of a UUID in lower case, otherwise the first of a SHA-256. Four
 * words.
 */
export type RecordId = Int32Array;

export function recordId(): RecordId {
  return new Int32Array(4);
}

/** Writes the record's ID to `into` and returns that; undefined if nothing identifies the record (see `idOf`). */
export function readRecordId(
  page: ScannedPage,
  index: number,
  field: number | undefined,
  into: RecordId,
): RecordId | undefined {
  if (field === undefined) return digest(page.bytesOf(index), into);
  if (page.uuid(index, field, into)) return into;
  const id = idOf(page, index, field);
  return id === undefined ? undefined : digest(id, into);
}

/** For all but UUIDs. */
export function digest(data: string | Buffer, into: RecordId): RecordId {
  const hash = createHash('sha256').update(data).digest();
  for (let word = 0; word < into.length; word++) into[word] = hash.readInt32LE(4 * word);
  return into;
}
