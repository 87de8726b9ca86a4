import type { JsonObject, JsonValue } from '../config/json';
import type { Api, ProbeRequest } from './question';
import type { Reply } from './reply';

const PAGE_SIZE = 100;
/** Pages searched for suitable bookings. */
const MAX_PAGES = 4;

/** A page of all bookings since the start date: 0-based, 100 records. */
export function pageOfAll(
  api: Api,
  page: number,
  more: Pick<ProbeRequest, 'mayBeMalformed'> = {},
): Promise<Reply> {
  const created = { createdFrom: epochSeconds(api.startDate), createdTo: epochSeconds(api.now) };
  return bookings(api, { ...created, page }, more);
}

/** Bookings by the given parameters, 100 per page. */
export function bookings(
  api: Api,
  parameters: ProbeRequest['parameters'],
  more: Pick<ProbeRequest, 'mayBeMalformed'> = {},
): Promise<Reply> {
  const all = { page: 0, size: PAGE_SIZE, ...parameters };
  return api.get({ stream: 'bookings', parameters: all, ...more });
}

export const epochSeconds = (instant: number): number => Math.floor(instant / 1000);

export function pagesOf(reply: Reply): number {
  return Math.ceil((reply.total ?? 0) / PAGE_SIZE);
}

/** A booking's creation time, epoch milliseconds; undefined if it has none. */
export function createdAt({ created }: JsonObject): number | undefined {
  return instantOf(created);
}

/** Epoch milliseconds; undefined if the value is no date. */
export function instantOf(value: JsonValue | undefined): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Records of pages spread over all bookings, until they are `enough`. */
export async function sample(
  api: Api,
  enough: (rows: readonly JsonObject[]) => boolean = () => false,
): Promise<readonly JsonObject[]> {
  const first = await pageOfAll(api, 0);
  const rows = [...first.records];
  for (const page of spread(pagesOf(first))) {
    if (enough(rows)) break;
    rows.push(...(await pageOfAll(api, page)).records);
  }
  return rows;
}

/** The second page, because two in a row show an order, then some of the others. */
function spread(pages: number): readonly number[] {
  const parts = [1 / MAX_PAGES, 2 / MAX_PAGES].map((part) => Math.floor(pages * part));
  return [...new Set([1, ...parts])].filter((page) => page > 0 && page < pages);
}
