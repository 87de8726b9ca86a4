import type { Simulator } from '../../../simulator';
import type { RunOptions } from '../../support/connector';
import type { ConnectorRun, States } from '../../support/connector-run';
import { truth } from './simulated';
import { sync } from './sync';

const HOUR = 3_600_000;

/** What the state knows of the filter. */
export interface Changes {
  readonly answer: string;
  readonly at: string;
  readonly until?: string;
  readonly shown?: number;
}

export interface Step {
  /** Since the last sync. */
  readonly hours?: number;
  /** Bookings that change in that time. */
  readonly changes?: number;
  /** The config's. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly mode?: 'incremental' | 'full_refresh';
  readonly options?: RunOptions;
}

interface Change {
  readonly id: string;
  readonly at: number;
}

/** One company whose bookings change between syncs, and a copy of what the syncs sent. */
export class ChangingCompany {
  states: States = new Map();
  readonly config: Readonly<Record<string, unknown>> = {
    start_date: '2026-05-01T00:00:00Z',
    bookings_recheck_hours: 24,
  };
  /** Epoch milliseconds. */
  now: number;
  private changed = 0;
  private readonly changes: Change[] = [];
  private readonly copy = new Map<string, string>();

  /** `setTime`: moves the clocks. `start`: epoch milliseconds. */
  constructor(
    readonly navan: Simulator,
    private readonly setTime: (navan: Simulator, epochMs: number) => void,
    start: number,
    private readonly random: () => number = Math.random,
  ) {
    this.now = start;
  }

  /** Bookings change, and then a sync runs. */
  async sync({
    hours = 24,
    changes = 40,
    config,
    mode,
    options,
  }: Step = {}): Promise<ConnectorRun> {
    const before = this.now;
    this.now += hours * HOUR;
    this.setTime(this.navan, this.now);
    this.change(before, changes);
    this.navan.control.resetLog();
    const run = await sync(this.navan, {
      streams: ['bookings', 'sync_health'],
      config: { ...this.config, ...config },
      state: this.states,
      ...(mode ? { mode } : {}),
      ...options,
    });
    this.states = new Map([...this.states, ...run.states]);
    for (const text of run.records()) this.copy.set(uuidOf(text), text);
    return run;
  }

  /** A tenth of the changes are cancellations. */
  private change(from: number, count: number): void {
    const ids = truth(this.navan).map(uuidOf);
    const times = Array.from({ length: count }, () => from + this.random() * (this.now - from));
    for (const at of times.sort((a, b) => a - b)) {
      const id = ids[Math.floor(this.random() * ids.length)] ?? '';
      const lastModified = new Date(at).toISOString();
      const purpose = `change ${String(++this.changed)}`;
      const cancelled = { bookingStatus: 'CANCELED', cancelledAt: lastModified };
      const fields = { purpose, ...(this.changed % 10 === 0 ? cancelled : {}) };
      this.navan.control.change('bookings', [id], { lastModified, fields });
      this.changes.push({ id, at: Math.floor(at) });
    }
  }

  /** What the state of bookings has under `source_navan.changes`. */
  get known(): Partial<Changes> | undefined {
    const { source_navan: own } = (this.states.get('bookings') ?? {}) as {
      source_navan?: { changes?: Changes | null };
    };
    return own?.changes ?? undefined;
  }

  /** Replaces that. */
  set known(changes: Partial<Changes> | undefined) {
    const state = this.states.get('bookings') as { source_navan: object };
    const own = { ...state.source_navan, changes };
    this.states = new Map([...this.states, ['bookings', { ...state, source_navan: own }]]);
  }

  /** Ids of bookings that were changed `hours` ago or before, and whose last version was not sent. */
  missing(hours = 0): string[] {
    const last = new Map(this.changes.map(({ id, at }) => [id, at]));
    return truth(this.navan)
      .filter((text) => {
        const id = uuidOf(text);
        const isOld = (last.get(id) ?? -Infinity) <= this.now - hours * HOUR;
        return isOld && this.copy.get(id) !== text;
      })
      .map(uuidOf);
  }

  /** Of the last sync, for bookings. */
  get requests(): readonly Readonly<Record<string, string>>[] {
    return this.navan.control
      .requests()
      .filter(({ path }) => path === '/v1/bookings')
      .map(({ params }) => params);
  }

  /** Months that the last sync read. */
  get monthsRead(): readonly string[] {
    const months = this.requests.flatMap(({ createdFrom }) =>
      createdFrom === undefined
        ? []
        : new Date((Number(createdFrom) + 1) * 1000).toISOString().slice(0, 7),
    );
    return [...new Set(months)].sort();
  }
}

function uuidOf(text: string): string {
  return (JSON.parse(text) as { uuid: string }).uuid;
}
