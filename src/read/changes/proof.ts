import type { ShownChanges, UsedFilter } from '../../state/changes-knowledge';

/** What a filter must have shown, without missing one, before a sync relies on it. */
const PROOF = { forMs: 7 * 86_400_000, all: 200, cancellations: 3, old: 3 };

export const NOTHING_COMPARED: ShownChanges = { all: 0, cancellations: 0, old: 0 };

/** Whether a watched filter is proven now. `nowMs`: epoch milliseconds. */
export function isProven({ answer, at, shown }: UsedFilter, nowMs: number): boolean {
  return (
    answer === 'watched' &&
    nowMs - at >= PROOF.forMs &&
    shown.all >= PROOF.all &&
    shown.cancellations >= PROOF.cancellations &&
    shown.old >= PROOF.old
  );
}

export function added(one: ShownChanges, other: ShownChanges): ShownChanges {
  return {
    all: one.all + other.all,
    cancellations: one.cancellations + other.cancellations,
    old: one.old + other.old,
  };
}
