import { digest, recordId, type RecordId } from '../../src/stream/record-id';

/** As of a record whose primary key is this text, which is not a UUID. */
export function idOfText(text: string): RecordId {
  return digest(text, recordId());
}
