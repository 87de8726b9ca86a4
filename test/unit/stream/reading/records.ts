import type { Row } from './travel-api';

/** Bookings `a0`, `a1`, … of September, one per step (in seconds) from `from` on. */
export function rows(count: number, from = '2026-09-05T00:00:00Z', stepSeconds = 3600): Row[] {
  return Array.from({ length: count }, (_, n) => {
    const created = new Date(Date.parse(from) + n * stepSeconds * 1000).toISOString();
    return { uuid: `a${String(n)}`, created, lastModified: created };
  });
}

export const named = (some: readonly Row[]): unknown[] => some.map(({ uuid }) => uuid);
