import { READ_LINES } from '../log/read-lines';
import { formatInstant } from '../manifest/datetime';
import type { StreamMeter } from '../report/stream-meter';
import type { StreamState } from '../state/stream-state';
import type { ConfiguredStream } from '../stream/configured-stream';
import type { Partition } from '../stream/partition';
import type { ReadStart } from './sync-clock';
import type { Warnings } from './warnings';

export interface PartitionWarningsOptions {
  readonly stream: ConfiguredStream;
  readonly state: StreamState;
  readonly warnings: Warnings;
  readonly meter: Pick<StreamMeter, 'lost'>;
}

/** A read that begins at `start` and requests changes since `changedSince`, epoch milliseconds. */
interface CursorCheck {
  readonly start: ReadStart;
  readonly changedSince: number | undefined;
}

/** Warns when a partition's records, or its state, show a gap between the API and the destination. */
export class PartitionWarnings {
  constructor(private readonly options: PartitionWarningsOptions) {}

  checkCursor(partition: Partition, { start, changedSince }: CursorCheck): void {
    const { stream, state } = this.options;
    const stored = state.cursor(partition.value);
    if (stored === undefined) return;
    if (changedSince !== undefined && changedSince > start.latestMs)
      this.warnOfFutureCursor(partition, stored);
    // A gap by only one of the clocks may be that clock's error.
    const floor = stream.floor(Math.min(start.serverMs, start.machineMs));
    const wanted = Math.max(stored, stream.start);
    if (floor !== undefined && wanted < floor) this.warnOfGap(partition, wanted, floor);
  }

  /** `records`: the partition's record count now; the state still holds the last read's. */
  checkRecordCount({ value }: Partition, records: number): void {
    const { state, stream, warnings } = this.options;
    const before = state.recordCount(value);
    if (!stream.model.cursor?.clientSide || before === undefined || records >= before) return;
    warnings.once(`fewer ${stream.name} ${value}`, READ_LINES.fewerRecords, {
      stream: stream.name,
      partition: value,
      before,
      now: records,
    });
  }

  private warnOfFutureCursor({ value }: Partition, cursor: number): void {
    const { stream, warnings } = this.options;
    warnings.once(`future ${stream.name}`, READ_LINES.futureCursor, {
      stream: stream.name,
      partition: value,
      cursor: inSeconds(cursor),
    });
  }

  private warnOfGap({ value }: Partition, from: number, to: number): void {
    const { stream, warnings, meter } = this.options;
    meter.lost({ from, to });
    warnings.once(`gap ${stream.name} ${value}`, READ_LINES.gap, {
      stream: stream.name,
      partition: value,
      from: inSeconds(from),
      to: inSeconds(to),
    });
  }
}

function inSeconds(instant: number): string {
  return formatInstant(instant, '%Y-%m-%dT%H:%M:%SZ');
}
