import type { JsonObject } from '../config/json';
import { logLine } from '../log/log-line';
import { READ_LINES } from '../log/read-lines';
import { parseInstant } from '../manifest/datetime';
import { JsonRecord } from '../protocol/json-record';
import type { Output } from '../protocol/output';
import { SYNC_HEALTH } from '../report/health/columns';
import type { HealthRows } from '../report/health/rows';

/** Writes the stream `sync_health`: what the sync was like, per stream and as a whole. */
export class SyncHealth {
  /** `state`: of this stream, from the input state. */
  constructor(
    private readonly state: JsonObject,
    private readonly output: Output,
  ) {}

  /** Call before the first request. */
  start(): void {
    this.output.status(SYNC_HEALTH, 'STARTED');
  }

  /** Call after the other streams' last statuses. A state of the future yields no records and stays as it is. */
  async end({ ofStreams, whole }: HealthRows): Promise<void> {
    const { output, state } = this;
    output.status(SYNC_HEALTH, 'RUNNING');
    if (this.isAheadOf(whole.finished_at)) {
      const facts = { stream: SYNC_HEALTH, partition: '', cursor: state['finished_at'] as string };
      logLine(output, READ_LINES.futureCursor, facts);
      await output.state(SYNC_HEALTH, state);
    } else {
      for (const row of [...ofStreams, whole])
        await output.record(SYNC_HEALTH, new JsonRecord(row), 0);
      await output.state(SYNC_HEALTH, { finished_at: whole.finished_at });
    }
    output.status(SYNC_HEALTH, 'COMPLETE');
  }

  private isAheadOf(finishedAt: string): boolean {
    const { finished_at: cursor } = this.state;
    const at = typeof cursor === 'string' ? parseInstant(cursor) : undefined;
    return at !== undefined && at > Date.parse(finishedAt);
  }
}
