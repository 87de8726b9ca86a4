import type { ConnectorError } from '../../../src/errors/connector-error';
import type { LogFacts, LogLevel, Output, StreamStatus } from '../../../src/protocol/output';
import { LineWriter } from '../../../src/protocol/line-writer';
import { Redactor } from '../../../src/config/redaction';
import { StdoutOutput } from '../../../src/protocol/stdout-output';
import type { RecordSource } from '../../../src/stream/records/write/record-source';
import { CheckedSink } from '../../protocol/checked-sink';

export interface LogLine {
  readonly level: LogLevel;
  readonly sentence: string;
  readonly facts: LogFacts;
}

/**
 * Keeps what a sync says, in the order it was said, records as the bytes that would leave. All of it is written as the
 * command would write it, too, and each line is checked against the protocol.
 */
export class RecordedOutput implements Output {
  readonly records = new Map<string, string[]>();
  readonly states = new Map<string, Readonly<Record<string, unknown>>[]>();
  /** How many of the stream's records each of its states covers. */
  readonly covered = new Map<string, number[]>();
  readonly estimates = new Map<string, number[]>();
  readonly statuses = new Map<string, StreamStatus[]>();
  readonly errors: { readonly stream: string | undefined; readonly error: ConnectorError }[] = [];
  readonly lines: LogLine[] = [];
  /** Statuses and errors of streams in their order, `error users`. */
  readonly said: string[] = [];
  private readonly stdout = new StdoutOutput(
    new LineWriter(new CheckedSink(), {
      whenIdle: (send) => {
        send();
      },
    }),
    new Redactor(),
  );
  /** Called with each checkpoint, before it counts as written. */
  onState: (stream: string) => void = () => undefined;

  record(stream: string, source: RecordSource, index: number): undefined {
    void this.stdout.record(stream, source, index);
    const buffer = Buffer.alloc(source.maxBytes(index));
    listOf(this.records, stream).push(buffer.toString('utf8', 0, source.write(index, buffer, 0)));
    return undefined;
  }

  state(stream: string, state: Readonly<Record<string, unknown>>): Promise<void> {
    void this.stdout.state(stream, state);
    listOf(this.states, stream).push(structuredClone(state));
    listOf(this.covered, stream).push(this.records.get(stream)?.length ?? 0);
    this.onState(stream);
    return Promise.resolve();
  }

  status(stream: string, status: StreamStatus): void {
    this.stdout.status(stream, status);
    listOf(this.statuses, stream).push(status);
    this.said.push(`${status} ${stream}`);
  }

  rateLimited(stream: string, quotaReset: number): void {
    this.stdout.rateLimited(stream, quotaReset);
  }

  estimate(stream: string, rows: number): void {
    this.stdout.estimate(stream, rows);
    listOf(this.estimates, stream).push(rows);
  }

  error(error: ConnectorError, stream?: string): void {
    this.stdout.error(error, stream);
    this.errors.push({ stream, error });
    if (stream !== undefined) this.said.push(`error ${stream}`);
  }

  log(level: LogLevel, sentence: string, facts: LogFacts = {}): void {
    this.stdout.log(level, sentence, facts);
    this.lines.push({ level, sentence, facts });
  }

  flush(): Promise<void> {
    return Promise.resolve();
  }

  /** Everything that was said in words, and the states: where a secret could be. */
  get words(): string {
    const states = JSON.stringify([...this.states]);
    const errors = this.errors.map(({ error }) => error.message).join('\n');
    return [states, errors, JSON.stringify(this.lines)].join('\n');
  }
}

function listOf<T>(lists: Map<string, T[]>, name: string): T[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
