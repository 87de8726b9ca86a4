/** When a transaction goes from one state to the next, in milliseconds since the epoch; infinite: never. */
export interface Life {
  /** Authorised, or entered: it appears. */
  readonly created: number;
  readonly posted: number;
  /** Approved or rejected. */
  readonly decided: number;
  readonly synced: number;
  /** Coded or split again after it was synced. */
  readonly recoded: number;
  /** On a statement. */
  readonly stated: number;
  /** Reimbursed; of a dispute, resolved. */
  readonly settled: number;
}

const NEVER: Life = {
  created: Infinity,
  posted: Infinity,
  decided: Infinity,
  synced: Infinity,
  recoded: Infinity,
  stated: Infinity,
  settled: Infinity,
};

export function lifeOf(known: Partial<Life>): Life {
  return { ...NEVER, ...known };
}

/** The time of the last change until `horizon`. Undefined: the transaction does not exist yet. */
export function changedAt(life: Life, horizon: number): number | undefined {
  if (life.created > horizon) return undefined;
  const { created, posted, decided, synced, recoded, stated, settled } = life;
  return [posted, decided, synced, recoded, stated, settled].reduce(
    (last, at) => (at <= horizon && at > last ? at : last),
    created,
  );
}

/** Midnight of the first day, UTC, of the month that is `months` after that of `at`. */
export function monthStart(at: number, months = 0): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
}
