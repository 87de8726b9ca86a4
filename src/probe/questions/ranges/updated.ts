import { bookings, epochSeconds } from '../../bookings';
import type { Api } from '../../question';
import type { Reply } from '../../reply';

const DAY_MS = 86_400_000;

/** How a format writes an instant in epoch milliseconds. */
type Write = (instant: number) => string;

const FORMATS: Readonly<Record<string, Write>> = {
  'epoch seconds': (instant) => String(epochSeconds(instant)),
  'epoch milliseconds': String,
  'ISO 8601': (instant) => new Date(instant).toISOString(),
};

/** What the API makes of `updatedFrom` and `updatedTo`. */
export interface UpdatedFilter {
  readonly refused: readonly string[];
  readonly excludesAll: readonly string[];
  /** Whether the pair is accepted without a range of creation. */
  readonly isAlone: boolean;
  /** The first format that excludes the future and includes the past. */
  readonly format?: string;
  /** All bookings by change, the first page; only with `format`. */
  readonly ever?: Reply;
}

/** Tries the formats in turn. The same calls again cost nothing: the API's replies are kept. */
export async function updatedFilter(api: Api): Promise<UpdatedFilter> {
  const isAlone = await isAcceptedAlone(api);
  const refused: string[] = [];
  const excludesAll: string[] = [];
  for (const [format, write] of Object.entries(FORMATS)) {
    const { total } = await changed(api, write, 'future', isAlone);
    if (total === undefined) refused.push(format);
    if (total !== 0) continue;
    // A number in the wrong unit excludes everything too.
    const ever = await changed(api, write, 'ever', isAlone);
    if ((ever.total ?? 0) > 0) return { refused, excludesAll, isAlone, format, ever };
    excludesAll.push(format);
  }
  return { refused, excludesAll, isAlone };
}

/** A malformed value answers 500 before the range is missed, so that only another status tells. */
async function isAcceptedAlone(api: Api): Promise<boolean> {
  for (const write of Object.values(FORMATS)) {
    const { status } = await changed(api, write, 'future', true);
    if (status < 500) return status !== 400;
  }
  return true;
}

function changed(
  api: Api,
  write: Write,
  range: 'future' | 'ever',
  isAlone: boolean,
): Promise<Reply> {
  const from = range === 'ever' ? 0 : api.now + DAY_MS;
  const updated = { updatedFrom: write(from), updatedTo: write(api.now + 2 * DAY_MS) };
  const created = isAlone ? { createdFrom: null, createdTo: null } : allTime(api);
  const ask = { ...created, ...updated };
  return bookings(api, ask, { mayBeMalformed: true });
}

/** From 1970 to tomorrow. */
export function allTime(api: Api): { readonly createdFrom: number; readonly createdTo: number } {
  return { createdFrom: 0, createdTo: epochSeconds(api.now + DAY_MS) };
}
