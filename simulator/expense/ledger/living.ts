import type { Clock } from '../../clock';
import type { Generator, Living } from '../../data/store';
import { indexOfUuid } from '../../data/ids';
import { changedAt, type Life } from './life';

const HOUR = 3_600_000;

/** Records whose states follow from the time. */
export interface Records {
  readonly count: number;
  id(index: number): string;
  life(index: number): Life;
  /** As it is at an instant. */
  text(index: number, horizon: number): string;
}

/**
 * Lets records appear and change by the clock, once an hour: what happened in an hour shows at its end, since sorting
 * all records by their last change is expensive.
 */
export class LivingRecords implements Living {
  private horizon = Number.NaN;
  private version = '';
  private generator: Generator | undefined;

  constructor(
    private readonly records: Records,
    private readonly seed: number,
    private readonly type: string | null,
    private readonly clock: Clock,
    /** A text that changes with everything but the time that decides which records exist. */
    private readonly versionOf: () => string,
  ) {}

  current(): Generator {
    const now = this.clock.now();
    const horizon = now - (now % HOUR);
    const version = this.versionOf();
    if (!this.generator || horizon !== this.horizon || version !== this.version)
      this.generator = this.snapshot(horizon);
    this.horizon = horizon;
    this.version = version;
    return this.generator;
  }

  private snapshot(horizon: number): Generator {
    const { records, seed, type } = this;
    const { order, times } = ordered(records, horizon);
    const positions = new Int32Array(records.count).fill(-1);
    order.forEach((index, position) => {
      positions[index] = position;
    });
    const at = (position: number): number => times[order[position] ?? -1] ?? Number.NaN;
    const id = (position: number): string => records.id(order[position] ?? 0);
    return {
      times: { count: order.length, at },
      id,
      indexOf: (sought) => {
        const index = indexOfUuid(seed, sought);
        return index < records.count && records.id(index) === sought
          ? (positions[index] ?? -1)
          : -1;
      },
      text: (position) => records.text(order[position] ?? 0, horizon),
      facts: (position) => ({ type, status: null, startsAt: null, modifiedAt: at(position) }),
    };
  }
}

/** The records that exist, by their last change. */
function ordered(
  records: Records,
  horizon: number,
): { order: Uint32Array<ArrayBuffer>; times: Float64Array } {
  const times = new Float64Array(records.count);
  const existing: number[] = [];
  for (let index = 0; index < records.count; index += 1) {
    const at = changedAt(records.life(index), horizon);
    if (at === undefined) continue;
    times[index] = at;
    existing.push(index);
  }
  const order = Uint32Array.from(existing);
  const time = (index: number): number => times[index] ?? 0;
  return { order: order.sort((a, b) => time(a) - time(b) || a - b), times };
}
