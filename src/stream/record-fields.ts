import { createHash } from 'node:crypto';
import { parseInstant } from '../manifest/datetime';
import type { ScannedPage } from './records/scanned-page';

/**
 * What tells a record from others; undefined: nothing does. `field`: the primary key's index; without one, equal records
 * are one. A number keeps its digits: past 2^53 two ids would become one. Empty text, objects and lists identify no
 * record.
 */
export function idOf(
  page: ScannedPage,
  index: number,
  field: number | undefined,
): string | undefined {
  if (field === undefined) return hashOf(page, index);
  const value = page.field(index, field);
  if (typeof value === 'number') return page.token(index, field);
  return value === undefined || value === null || value === '' ? undefined : String(value);
}

function hashOf(page: ScannedPage, index: number): string {
  return createHash('sha256').update(page.bytesOf(index)).digest('base64');
}

/** Epoch milliseconds; undefined if the record has no such time. */
export function instantOf(
  page: ScannedPage,
  index: number,
  field: number | undefined,
): number | undefined {
  const value = field === undefined ? undefined : page.field(index, field);
  return typeof value === 'string' ? parseInstant(value) : undefined;
}
