import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';
import { formatInstant, parseInstant } from '../manifest/datetime';

const FORMAT = '%Y-%m-%dT%H:%M:%S.%_msZ';

/** What is known of the API's filter for travel. Times in epoch milliseconds. */
export type UpcomingKnowledge =
  | {
      /** Changes before were read. */
      readonly until: number;
      /** The records that it returned. */
      readonly rows: number;
    }
  | { readonly failedAt: number };

/** Undefined if it is not known, or damaged. */
export function readUpcoming(raw: JsonValue | undefined): UpcomingKnowledge | undefined {
  if (!isJsonObject(raw)) return undefined;
  const { until, rows, failed_at } = raw;
  const failedAt = instant(failed_at);
  if (failedAt !== undefined) return { failedAt };
  const at = instant(until);
  return at === undefined ? undefined : { until: at, rows: Math.max(0, Number(rows) || 0) };
}

/** As it stands in the state. */
export function upcomingEntry(known: UpcomingKnowledge | undefined): JsonObject | null {
  if (known === undefined) return null;
  return 'until' in known
    ? { until: formatInstant(known.until, FORMAT), rows: known.rows }
    : { failed_at: formatInstant(known.failedAt, FORMAT) };
}

function instant(value: JsonValue | undefined): number | undefined {
  return typeof value === 'string' ? parseInstant(value) : undefined;
}
