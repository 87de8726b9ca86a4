import type { TimeUnit, WindowModel } from '../manifest/model';

const MS: Readonly<Record<TimeUnit, number>> = {
  seconds: 1000,
  milliseconds: 1,
  days: 86_400_000,
  'date-times': 1000,
};

/** A list is sent by repeating the parameter. */
export type Parameter = readonly [name: string, value: string];

/**
 * A time window, set by two parameters in the parameters' unit. Whether the API treats the bounds as inclusive is
 * unknown, so it may or may not return a record at a bound.
 */
export class Window {
  constructor(
    private readonly model: WindowModel,
    readonly from: number,
    readonly to: number,
    /** Whether this window is a part of a split one. */
    readonly isPart = false,
  ) {}

  /** The window in a request's own parameters; undefined if they are no bounds. */
  static of(model: WindowModel, parameters: ReadonlyMap<string, unknown>): Window | undefined {
    const from = readBound(parameters.get(model.from), model.unit);
    const to = readBound(parameters.get(model.to), model.unit);
    return from === undefined || to === undefined ? undefined : new Window(model, from, to);
  }

  /** The window that covers these times, epoch milliseconds. */
  static covering(model: WindowModel, fromMs: number, toMs: number): Window {
    const ms = MS[model.unit];
    return new Window(model, Math.floor(fromMs / ms), Math.ceil(toMs / ms));
  }

  parameters(): readonly Parameter[] {
    return [
      [this.model.from, writeBound(this.from, this.model.unit)],
      [this.model.to, writeBound(this.to, this.model.unit)],
      ...(this.model.besides ?? []),
    ];
  }

  get beginMs(): number {
    return this.from * MS[this.model.unit];
  }

  get endMs(): number {
    return this.to * MS[this.model.unit];
  }

  /** Whether `epochMs` lies in the window's last unit of time. */
  endsAt(epochMs: number): boolean {
    return this.to === Math.floor(epochMs / MS[this.model.unit]);
  }

  /** The window that spans this one and another of the same parameters. */
  with(other: Window): Window {
    const from = Math.min(this.from, other.from);
    return new Window(this.model, from, Math.max(this.to, other.to), this.isPart);
  }

  /** Whether the windows overlap or are adjacent. */
  touches(other: Window): boolean {
    return other.from <= this.to && other.to >= this.from;
  }

  /** Whether the API refuses a range of this length. */
  get isTooLong(): boolean {
    const { longestMs = Infinity, unit } = this.model;
    return (this.to - this.from) * MS[unit] >= longestMs;
  }

  /** A window with more records is split before it is read. */
  get maxRecords(): number {
    return this.model.maxRows ?? Infinity;
  }

  /** For people: `2026-10-01T00:00:00Z to 2026-10-31T23:59:59Z`. */
  describe(): string {
    return [this.from, this.to].map((bound) => describeBound(bound, this.model.unit)).join(' to ');
  }

  /** The halves share a unit, so a window of two units cannot get smaller. */
  canSplit(): boolean {
    const length = this.to - this.from;
    return length > 2 && length * MS[this.model.unit] > this.model.smallestMs;
  }

  /** The smallest windows at both ends of this one. */
  ends(): readonly [Window, Window] {
    return [
      new Window(this.model, this.from, Math.min(this.from + 1, this.to), true),
      new Window(this.model, Math.max(this.to - 1, this.from), this.to, true),
    ];
  }

  /** Two windows that cover this one and share one unit of time, whether or not the bounds are inclusive. */
  split(): readonly [Window, Window] {
    const middle = Math.floor((this.from + this.to) / 2);
    return [
      new Window(this.model, this.from, middle + 1, true),
      new Window(this.model, middle, this.to, true),
    ];
  }

  /** Where a record's own time lies: well inside the bounds, in a unit that a neighbour may share, or outside. */
  place(epochMs: number): 'inside' | 'shared' | 'outside' {
    const unit = Math.floor(epochMs / MS[this.model.unit]);
    if (unit > this.from + 1 && unit < this.to - 1) return 'inside';
    return unit >= this.from && unit <= this.to ? 'shared' : 'outside';
  }
}

/** For people. A stream without time windows is requested in full. */
export function describeWindow(window: Window | undefined): string {
  return window?.describe() ?? 'all of it';
}

function readBound(value: unknown, unit: TimeUnit): number | undefined {
  if (unit === 'seconds')
    return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
  const midnight = typeof value === 'string' ? Date.parse(`${value}T00:00:00Z`) : NaN;
  return Number.isNaN(midnight) ? undefined : midnight / MS.days;
}

function writeBound(bound: number, unit: TimeUnit): string {
  if (unit === 'seconds' || unit === 'milliseconds') return String(bound);
  const at = new Date(bound * MS[unit]).toISOString();
  return unit === 'days' ? at.slice(0, 10) : at;
}

function describeBound(bound: number, unit: TimeUnit): string {
  return unit === 'days'
    ? writeBound(bound, unit)
    : new Date(bound * MS[unit]).toISOString().replace('.000Z', 'Z');
}
