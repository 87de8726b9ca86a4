import type { Facts, Row } from '../data/store';
import { isUndated, keysOf, type StreamName } from './streams';

/** A record kept as text. `at`: where the API's time filter places it; absent: by its own fields. */
export function heldRow(stream: StreamName, text: string, fallback: number, at?: number): Row {
  const value = JSON.parse(text) as Record<string, unknown>;
  const { id, modified } = keysOf(stream);
  const key = value[id];
  if (typeof key !== 'string') throw new TypeError(`a record of ${stream} needs a text '${id}'`);
  const modifiedAt = modified === null ? fallback : (instantOf(value[modified]) ?? fallback);
  const own = stream === 'bookings' ? instantOf(value['created']) : undefined;
  const facts: Facts = {
    type: textOf(value['bookingType']),
    status: textOf(value['bookingStatus']),
    startsAt: instantOf(value['startDate']) ?? null,
    endsAt: instantOf(value['endDate']) ?? null,
    modifiedAt,
  };
  const usual = isUndated(stream) ? fallback : (own ?? modifiedAt);
  return { id: key, at: at ?? usual, text: () => text, facts: () => facts };
}

function instantOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
