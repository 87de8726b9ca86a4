import { createHash } from 'node:crypto';
import { idOf } from './record-fields';
import { parseUuid, UUID_LENGTH } from './records/json/uuid';
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
  if (id === undefined) return undefined;
  return isEscapedUuid(id, into) ? into : digest(id, into);
}

/** Text that is a UUID only once its escapes are read; writes its bits to `into`. */
function isEscapedUuid(id: string, into: RecordId): boolean {
  if (id.length !== UUID_LENGTH) return false;
  const json = Buffer.from(`"${id}"`);
  return parseUuid(json, 0, json.length, into);
}

/** For all but UUIDs. Text as UTF-16: in UTF-8, all halves of characters are the same. */
export function digest(data: string | Buffer, into: RecordId): RecordId {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf16le') : data;
  const hash = createHash('sha256').update(bytes).digest();
  for (let word = 0; word < into.length; word++) into[word] = hash.readInt32LE(4 * word);
  return into;
}
