import type { ChangesForm } from '../../state/changes-knowledge';
import type { ConfiguredStream } from '../../stream/configured-stream';
import { idOf, instantOf } from '../../stream/record-fields';
import type { ScannedPage } from '../../stream/records/scanned-page';
import { readAside, type SideAccess } from '../side-reading';
import type { ShownRecords } from './shown-records';

const DAY_MS = 86_400_000;

export interface ChangesAccess extends SideAccess {
  readonly stream: ConfiguredStream;
}

/** Times in epoch milliseconds. */
export interface ChangesQuery {
  readonly form: ChangesForm;
  readonly from: number;
  /** Changes from here on are sent; undefined: none are. */
  readonly wantedSince: number | undefined;
  /** Records that were created before are not sent. */
  readonly createdSince: number;
  /** Takes all that the filter shows. */
  readonly shown: ShownRecords;
}

/**
 * Reads all that changed in a range of time, up to now. Returns when the reading began, epoch milliseconds; undefined if
 * no response tells.
 * @throws ConnectorError also if the API's counts contradict what it returned
 */
export async function readChanges(
  query: ChangesQuery,
  access: ChangesAccess,
): Promise<number | undefined> {
  const { latestMs } = access.start;
  const stream = access.stream.byChanges(query.form, latestMs + DAY_MS);
  // A record that changes meanwhile stays in a range that ends in the future.
  const window = stream.windowBetween(query.from, latestMs + DAY_MS);
  const { shown, wantedSince: since, createdSince } = query;
  const take = (page: ScannedPage, index: number): Promise<void> | undefined => {
    const { fields } = stream;
    const id = idOf(page, index, fields.id);
    const changed = instantOf(page, index, fields.cursor);
    const created = instantOf(page, index, fields.created);
    if (id !== undefined) shown.add(id, changed ?? created ?? 0);
    if (since === undefined) return undefined;
    const isWanted = (changed ?? since) >= since && (created ?? createdSince) >= createdSince;
    return isWanted ? access.sink(page, index) : undefined;
  };
  const reading = { stream, window, name: 'the filter for changes', take };
  const { cursor } = await readAside({ ...reading, isSent: since !== undefined }, access);
  return cursor;
}
