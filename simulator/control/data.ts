import { instantText } from '../data/field';
import { withMembers } from '../data/json-text';
import type { Row, Store } from '../data/store';
import { DAY } from '../data/times';
import { hasReceipt } from '../expense/receipts';
import { floorAt } from '../expense/query';
import type { Tenant } from '../tenant';
import type { World } from '../world';
import { heldRow } from './held-row';
import type { Schedule, When } from './schedule';
import { isUndated, keysOf, storesOf, type StreamName } from './streams';
import { BOOKING_MEASURES, type Measure, TRANSACTION_MEASURES } from './sums/measures';
import { signedAmount } from './sums/signed-amount';
import { type Sum, sumsOf } from './sums/sums';

/** A record as JSON text, whose bytes are kept, or as a value. */
export type RecordInput = string | Readonly<Record<string, unknown>>;

export interface Target {
  /** A client id. Absent: the first tenant. */
  readonly tenant?: string;
  /** One of the eight types, for `transactions`. Absent: all of them; for an insert `card-transactions`. */
  readonly type?: string;
}

export interface InsertOptions extends Target, When {
  /** Where the API's time filter places these records (ISO 8601). Absent: `created`, or the last change. */
  readonly at?: string;
}

/** Which records: their ids, a number spread over all, or those in [from, to) (ISO 8601). */
export type Selection =
  | readonly string[]
  | number
  | { readonly from?: string; readonly to?: string; readonly count?: number };

export interface Change {
  /** The time of the change. Absent: now. Null: the field becomes null. */
  readonly lastModified?: string | null;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Values as JSON text, for spellings like `1.50`. */
  readonly raw?: Readonly<Record<string, string>>;
}

export interface TruthOptions extends Target {
  /** Time range [from, to), ISO 8601. */
  readonly from?: string;
  readonly to?: string;
  /** Also records that the API does not show yet (`lagSeconds`). */
  readonly pending?: boolean;
  /** Also expense records before the API's floor: a destination that was synced in time has them. */
  readonly history?: boolean;
}

export interface SumsOptions extends TruthOptions {
  /** Fields, or `<field>:month` and `<field>:day`, whose values separate the sums. */
  readonly by?: readonly string[];
}

/** The data of all tenants, changed and read without the API's limits. */
export class DataControl {
  private undatedInserted = 0;

  constructor(
    private readonly world: World,
    private readonly schedule: Schedule,
  ) {}

  /** Adds records, or replaces those with the same id, and returns their ids. */
  insert(
    stream: StreamName,
    records: readonly RecordInput[],
    options: InsertOptions = {},
  ): string[] {
    const [store] = storesOf(this.tenant(options), stream, options.type ?? 'card-transactions');
    const at = options.at === undefined ? undefined : Date.parse(options.at);
    const rows = records.map((record) => {
      const text = typeof record === 'string' ? record : JSON.stringify(record);
      return heldRow(stream, text, this.fallback(stream), at);
    });
    this.schedule.add(options, () => {
      for (const row of rows) store?.put(row, this.visibleFrom(stream, row));
    });
    return rows.map((row) => row.id);
  }

  /** Changes records and the time of their last change. Returns the ids that exist. */
  change(
    stream: StreamName,
    which: Selection,
    change: Change = {},
    options: Target & When = {},
  ): string[] {
    const found = this.select(stream, which, options);
    this.schedule.add(options, () => {
      for (const { store, id } of found) this.changeOne(stream, store, id, change);
    });
    return found.map(({ id }) => id);
  }

  /** Removes records without a trace. Returns the ids that exist. */
  remove(stream: StreamName, which: Selection, options: Target & When = {}): string[] {
    const found = this.select(stream, which, options);
    this.schedule.add(options, () => {
      for (const { store, id } of found) store.remove(id, Number.POSITIVE_INFINITY);
    });
    return found.map(({ id }) => id);
  }

  /** Every record's exact text as the API would return it now, over any number of requests. */
  truth(stream: StreamName, options: TruthOptions = {}): Generator<string, void, undefined> {
    // Found before the first record is asked for, so that a wrong name can still be refused.
    const stores = storesOf(this.tenant(options), stream, options.type);
    return this.texts(stream, stores, options);
  }

  /** Exact sums of the truth's records. */
  sums(stream: StreamName, options: SumsOptions = {}): Sum[] {
    const { by = [], ...which } = options;
    const measures = [...measuresOf(stream)];
    if (stream !== 'bookings' && this.tenant(options).expenses === 'ledger')
      measures.push(signedAmount(stream === 'statement_payments', this.world.switches));
    return sumsOf(this.truth(stream, which), measures, by);
  }

  private *texts(
    stream: StreamName,
    stores: readonly Store[],
    options: TruthOptions,
  ): Generator<string, void, undefined> {
    const now = this.world.clock.now();
    const expense = stream !== 'bookings' && !isUndated(stream);
    // Expense data is available from the floor to the end of the current day.
    const floor = expense && !options.history ? floorAt(now) : Number.NEGATIVE_INFINITY;
    const ceiling = expense ? now - (now % DAY) + DAY : Number.POSITIVE_INFINITY;
    const from = Math.max(floor, bound(options.from, Number.NEGATIVE_INFINITY));
    const to = Math.min(ceiling, bound(options.to, Number.POSITIVE_INFINITY));
    const seen = options.pending === true ? Number.POSITIVE_INFINITY : now;
    for (const store of stores) {
      const rows = store.between(from, to, seen);
      for (let n = 0; n < rows.count; n += 1) {
        const row = rows.row(n);
        if (stream !== 'transaction_receipts') yield row.text();
        else if (hasReceipt(row.id)) yield JSON.stringify({ transaction_id: row.id });
      }
    }
  }

  private tenant({ tenant }: Target): Tenant {
    const { tenants } = this.world;
    const found =
      tenant === undefined ? tenants[0] : tenants.find((one) => one.clientId === tenant);
    if (!found) throw new RangeError(`no such tenant: ${tenant ?? ''}`);
    return found;
  }

  private select(
    stream: StreamName,
    which: Selection,
    target: Target,
  ): { store: Store; id: string }[] {
    const stores = storesOf(this.tenant(target), stream, target.type);
    if (Array.isArray(which)) {
      const ids = which as readonly string[];
      return ids.flatMap((id) =>
        stores
          .filter((store) => store.find(id, Number.POSITIVE_INFINITY))
          .map((store) => ({ store, id })),
      );
    }
    const range =
      typeof which === 'number'
        ? { count: which }
        : (which as Exclude<Selection, number | readonly string[]>);
    const all = stores.flatMap((store) => {
      const rows = store.between(
        bound(range.from, Number.NEGATIVE_INFINITY),
        bound(range.to, Number.POSITIVE_INFINITY),
        Number.POSITIVE_INFINITY,
      );
      return { store, rows };
    });
    const total = all.reduce((sum, { rows }) => sum + rows.count, 0);
    const step = total / Math.min(range.count ?? total, total);
    const picked: { store: Store; id: string }[] = [];
    let base = 0;
    let next = 0;
    for (const { store, rows } of all) {
      for (; Math.floor(next) < base + rows.count; next += step) {
        picked.push({ store, id: rows.row(Math.floor(next) - base).id });
      }
      base += rows.count;
    }
    return picked.slice(0, range.count ?? total);
  }

  private changeOne(stream: StreamName, store: Store, id: string, change: Change): void {
    const row = store.find(id, Number.POSITIVE_INFINITY);
    if (!row) return;
    const { modified } = keysOf(stream);
    const now = this.world.clock.now();
    const values: Record<string, string> = {};
    if (modified !== null) {
      const at = change.lastModified === undefined ? instantText(now) : change.lastModified;
      values[modified] = JSON.stringify(at);
    }
    for (const [name, value] of Object.entries(change.fields ?? {}))
      values[name] = JSON.stringify(value);
    Object.assign(values, change.raw);
    const text = withMembers(row.text(), values);
    // A booking keeps its position, its creation; a transaction moves to the time of its change.
    const stays = isUndated(stream) || (stream === 'bookings' && values['created'] === undefined);
    const changed = heldRow(stream, text, now, stays ? row.at : undefined);
    store.put(changed, this.visibleFrom(stream, changed));
  }

  private visibleFrom(stream: StreamName, row: Row): number {
    const { lagSeconds } = this.world.switches;
    if (lagSeconds === 0 || isUndated(stream)) return Number.NEGATIVE_INFINITY;
    return row.facts().modifiedAt + lagSeconds * 1000;
  }

  /** The position of a record whose fields give none. New ones without a time come last. */
  private fallback(stream: StreamName): number {
    if (!isUndated(stream)) return this.world.clock.now();
    this.undatedInserted += 1;
    return 1e12 + this.undatedInserted;
  }
}

function measuresOf(stream: StreamName): readonly Measure[] {
  if (stream === 'bookings') return BOOKING_MEASURES;
  if (isUndated(stream) || stream === 'transaction_receipts')
    throw new RangeError(`${stream} has nothing to add up`);
  return TRANSACTION_MEASURES;
}

function bound(iso: string | undefined, otherwise: number): number {
  return iso === undefined ? otherwise : Date.parse(iso);
}
