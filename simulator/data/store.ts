import { firstFrom, type Times } from './times';

/** The fields that the API's filters use, apart from the position. */
export interface Facts {
  readonly type: string | null;
  readonly status: string | null;
  /** Milliseconds since the epoch. */
  readonly startsAt: number | null;
  readonly endsAt?: number | null;
  readonly modifiedAt: number;
}

/** The records of a seed. Nothing is stored; records are generated on request. */
export interface Generator {
  readonly times: Times;
  id(index: number): string;
  /** The index of the record with this id, or -1. */
  indexOf(id: string): number;
  /** The record's exact JSON text. */
  text(index: number): string;
  facts(index: number): Facts;
}

/** Records that go through states of their own: the generator of this moment, the same object until one changes. */
export interface Living {
  current(): Generator;
}

export interface Row {
  readonly id: string;
  /** Where the API's own time filter places the record, milliseconds since the epoch. */
  readonly at: number;
  readonly text: () => string;
  readonly facts: () => Facts;
}

/** A state of a record that was inserted or changed. `row` absent: the record is removed. */
interface Version {
  readonly row?: Row;
  /** When the API starts to show it. */
  readonly visibleFrom: number;
}

interface Overlay {
  /** Orders records of one instant: generated ones by index, then inserted ones. */
  order: number;
  readonly versions: Version[];
}

interface Placed {
  readonly row: Row;
  readonly order: number;
}

/** Consecutive records: generated ones from `first` to `first + count - 1`, or one stored record. */
interface Run {
  readonly start: number;
  readonly count: number;
  readonly first: number;
  readonly row?: Row;
}

/** A query's result, in ascending order of time. */
export interface Rows {
  readonly count: number;
  row(position: number): Row;
}

/** Inserted records come after all generated ones of their instant. */
const FIRST_INSERTED = 2 ** 40;

/** The records of one stream: generated ones, overlaid with inserts, changes and removals. */
export class Store {
  private version = 0;
  private readonly overlays = new Map<string, Overlay>();
  private inserted = 0;
  private placed: Placed[] = [];
  private covered: number[] = [];
  private builtFor = Number.NaN;
  private validUntil = Number.NEGATIVE_INFINITY;
  private dirty = true;

  private generator: Generator;

  constructor(private readonly source: Generator | Living) {
    this.generator = generatorOf(source);
  }

  /** A number that rises with everything that changes a response, including time. */
  versionAt(now: number): number {
    this.refresh();
    this.build(now);
    return this.version;
  }

  /** Adds a new or changed record, shown from `visibleFrom` on. */
  put(row: Row, visibleFrom: number): void {
    this.overlay(row.id).versions.push({ row, visibleFrom });
    this.touch();
  }

  /** Removes a record at once. False if there is none. */
  remove(id: string, now: number): boolean {
    if (!this.find(id, now)) return false;
    const overlay = this.overlay(id);
    overlay.versions.length = 0;
    overlay.versions.push({ visibleFrom: Number.NEGATIVE_INFINITY });
    this.touch();
    return true;
  }

  /** The newest state of a record that is visible at `now`, or at all with `Infinity`. */
  find(id: string, now: number): Row | undefined {
    this.refresh();
    const overlay = this.overlays.get(id);
    if (overlay) return currentOf(overlay, now);
    const index = this.generator.indexOf(id);
    return index < 0 ? undefined : this.generated(index);
  }

  /** The records whose instant is in [from, to), both in milliseconds, as the API shows them at `now`. */
  between(from: number, to: number, now: number): Rows {
    this.refresh();
    this.build(now);
    const { times } = this.generator;
    const runs = this.runs(firstFrom(times, from), firstFrom(times, to), from, to);
    const last = runs.at(-1);
    return {
      count: last ? last.start + last.count : 0,
      row: (position) => {
        const run = runAt(runs, position);
        return run.row ?? this.generated(run.first + position - run.start);
      },
    };
  }

  /** Takes the records' present states. Changed and inserted records keep what they were given. */
  private refresh(): void {
    const current = generatorOf(this.source);
    if (current === this.generator) return;
    this.generator = current;
    for (const [id, overlay] of this.overlays) {
      const index = current.indexOf(id);
      if (index >= 0) overlay.order = index;
    }
    this.touch();
  }

  private generated(index: number): Row {
    const { generator } = this;
    return {
      id: generator.id(index),
      at: generator.times.at(index),
      text: () => generator.text(index),
      facts: () => generator.facts(index),
    };
  }

  private overlay(id: string): Overlay {
    this.refresh();
    const known = this.overlays.get(id);
    if (known) return known;
    const index = this.generator.indexOf(id);
    const order = index < 0 ? FIRST_INSERTED + this.inserted++ : index;
    const overlay: Overlay = { order, versions: [] };
    if (index >= 0) {
      overlay.versions.push({ row: this.generated(index), visibleFrom: Number.NEGATIVE_INFINITY });
    }
    this.overlays.set(id, overlay);
    return overlay;
  }

  private touch(): void {
    this.version += 1;
    this.dirty = true;
  }

  /** Sorts the stored records, once per change of the data or of what is visible. */
  private build(now: number): void {
    if (!this.dirty && now >= this.builtFor && now < this.validUntil) return;
    if (!this.dirty) this.version += 1;
    this.placed = [];
    this.covered = [];
    this.validUntil = Number.POSITIVE_INFINITY;
    for (const overlay of this.overlays.values()) {
      if (overlay.order < this.generator.times.count) this.covered.push(overlay.order);
      const row = currentOf(overlay, now);
      if (row) this.placed.push({ row, order: overlay.order });
      for (const { visibleFrom } of overlay.versions) {
        if (visibleFrom > now) this.validUntil = Math.min(this.validUntil, visibleFrom);
      }
    }
    this.placed.sort((a, b) => a.row.at - b.row.at || a.order - b.order);
    this.covered.sort((a, b) => a - b);
    this.builtFor = now;
    this.dirty = false;
  }

  private runs(low: number, high: number, from: number, to: number): Run[] {
    const runs: Run[] = [];
    let start = 0;
    let first = low;
    let next = this.covered.findIndex((index) => index >= low);
    if (next < 0) next = this.covered.length;
    const push = (count: number, row?: Row): void => {
      if (count <= 0) return;
      runs.push({ start, count, first, ...(row ? { row } : {}) });
      start += count;
    };
    const upTo = (index: number): void => {
      for (; next < this.covered.length; next += 1) {
        const covered = this.covered[next] ?? Number.POSITIVE_INFINITY;
        if (covered >= index) break;
        push(covered - first);
        first = covered + 1;
      }
      push(index - first);
      first = Math.max(first, index);
    };
    for (const { row, order } of this.placed) {
      if (row.at < from || row.at >= to) continue;
      upTo(Math.min(high, this.firstAfter(row.at, order)));
      push(1, row);
    }
    upTo(high);
    return runs;
  }

  /** The first generated record after (instant, order). */
  private firstAfter(at: number, order: number): number {
    const { times } = this.generator;
    const first = firstFrom(times, at);
    const next = firstFrom(times, at + 1);
    return Math.min(Math.max(order, first), next);
  }
}

function generatorOf(source: Generator | Living): Generator {
  return 'current' in source ? source.current() : source;
}

function currentOf(overlay: Overlay, now: number): Row | undefined {
  return overlay.versions.findLast((version) => version.visibleFrom <= now)?.row;
}

function runAt(runs: readonly Run[], position: number): Run {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((runs[middle] as Run).start <= position) low = middle;
    else high = middle - 1;
  }
  const run = runs[low];
  if (!run) throw new RangeError(`no row at ${position}`);
  return run;
}
