import type { States } from '../support/connector-run';
import type { SyncMode } from '../../src/protocol/catalog';
import type { GoldenWorld } from './golden';

const DAY = 86_400_000;

interface StreamStateFile {
  readonly states: readonly {
    readonly partition: Readonly<Record<string, string>>;
    readonly cursor: Readonly<Record<string, string>>;
  }[];
  readonly source_navan: { readonly full_refresh?: boolean };
}

/** Epoch milliseconds up to which each partition was read, according to the state. */
export function cursors(states: States, stream: string): ReadonlyMap<string, number> {
  const file = states.get(stream) as StreamStateFile | undefined;
  return new Map(
    (file?.states ?? []).map(({ partition, cursor }) => [
      Object.values(partition)[0] ?? '',
      Date.parse(Object.values(cursor)[0] ?? ''),
    ]),
  );
}

export function isUnderWay(states: States, stream: string): boolean {
  return (states.get(stream) as StreamStateFile | undefined)?.source_navan.full_refresh === true;
}

/**
 * Whether a partition is read at all, and from which change on; the look-back is a day. A full
 * refresh that 0.1.0 left in progress starts over: its mark has neither its start nor its
 * generation.
 */
function isWanted(mode: SyncMode, states: States, stream: string) {
  const known = cursors(states, stream);
  return (partition: string, isChangedSince: (since: number) => boolean): boolean => {
    const cursor = known.get(partition);
    if (mode === 'full_refresh') return true;
    return cursor === undefined || isChangedSince(cursor - DAY);
  };
}

/** The ids that a read of the world must send, resuming from these states. */
export function expectedIds(
  { bookings, transactions }: GoldenWorld,
  mode: SyncMode,
  states: States,
  start: string,
): { readonly bookings: readonly string[]; readonly transactions: readonly string[] } {
  const isBooking = isWanted(mode, states, 'bookings');
  const isTransaction = isWanted(mode, states, 'transactions');
  return {
    bookings: bookings
      .filter(({ created }) => Date.parse(created) >= Date.parse(start))
      .filter(({ created, lastModified }) =>
        isBooking(created.slice(0, 7), (since) => Date.parse(lastModified) >= since),
      )
      .map(({ uuid }) => uuid),
    transactions: Object.entries(transactions).flatMap(([type, rows]) =>
      rows
        // The API's bounds are whole days.
        .filter(({ modified_timestamp: at }) =>
          isTransaction(type, (since) => at.slice(0, 10) >= dayOf(since)),
        )
        .map(({ id }) => id),
    ),
  };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
