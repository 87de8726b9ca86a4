import { formatInstant } from '../manifest/datetime';
import type { StreamState } from '../state/stream-state';
import type { ConfiguredStream } from '../stream/configured-stream';
import type { Partition } from '../stream/partition';
import type { Beginning } from './server-clock';
import type { Warnings } from './warnings';

export interface PartitionWarningsOptions {
  readonly stream: ConfiguredStream;
  readonly state: StreamState;
  readonly warnings: Warnings;
}

/** A read that began at `began` and asks for what changed since `since`, epoch milliseconds. */
interface Reading {
  readonly began: Beginning;
  readonly since: number | undefined;
}

/** Says where a partition's rows, or what the state knows of it, leave a gap between the API and the destination. */
export class PartitionWarnings {
  constructor(private readonly options: PartitionWarningsOptions) {}

  ofCursor(partition: Partition, { began, since }: Reading): void {
    const { stream, state } = this.options;
    const stored = state.cursor(partition.value);
    if (stored === undefined) return;
    if (since !== undefined && since > began.latest) this.future(partition, stored);
    // A gap by one clock alone may be that clock's mistake.
    const floor = stream.floor(Math.min(began.server, began.machine));
    const wanted = Math.max(stored, stream.start);
    if (floor !== undefined && wanted < floor) this.gap(partition, wanted, floor);
  }

  /** `rows` is how many the partition has now; the state still has the number of the last read. */
  ofRows({ value }: Partition, rows: number): void {
    const { state, stream, warnings } = this.options;
    const before = state.recordCount(value);
    if (!stream.model.cursor?.clientSide || before === undefined || rows >= before) return;
    const sentence =
      'There are fewer rows than last time; the API has no delete marker, so the destination keeps what vanished.';
    warnings.once(`fewer ${stream.name} ${value}`, sentence, {
      stream: stream.name,
      partition: value,
      before,
      now: rows,
    });
  }

  private future({ value }: Partition, cursor: number): void {
    const { stream, warnings } = this.options;
    const sentence = 'The cursor lies in the future; nothing is sent until then.';
    warnings.once(`future ${stream.name}`, sentence, {
      stream: stream.name,
      partition: value,
      cursor: inSeconds(cursor),
    });
  }

  private gap({ value }: Partition, from: number, to: number): void {
    const { stream, warnings } = this.options;
    const sentence =
      'The last sync was too long ago: the API does not hand out what changed between these times any more.';
    warnings.once(`gap ${stream.name} ${value}`, sentence, {
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
