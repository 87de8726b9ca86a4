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

export function lifeOf(known: Partial<Life>): Life {
  return {
    created: known.created ?? Infinity,
    posted: known.posted ?? Infinity,
    decided: known.decided ?? Infinity,
    synced: known.synced ?? Infinity,
    recoded: known.recoded ?? Infinity,
    stated: known.stated ?? Infinity,
    settled: known.settled ?? Infinity,
  };
}

/** The time of the last change until `horizon`. Undefined: the transaction does not exist yet. */
export function changedAt(life: Life, horizon: number): number | undefined {
  if (life.created > horizon) return undefined;
  let last = life.created;
  const later = (at: number): void => {
    if (at <= horizon && at > last) last = at;
  };
  later(life.posted);
  later(life.decided);
  later(life.synced);
  later(life.recoded);
  later(life.stated);
  later(life.settled);
  return last;
}

/** Midnight of the first day, UTC, of the month that is `months` after that of `at`. */
export function monthStart(at: number, months = 0): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
}
