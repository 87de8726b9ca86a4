import type { ConnectorError } from '../errors/connector-error';

export type LogLevel = 'FATAL' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG' | 'TRACE';

/** Facts that follow a fixed sentence in a log line. Never values of records. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

export type StreamStatus = 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE';

/** Records that lie ready as bytes of JSON without line breaks; written out by index, without being parsed. */
export interface RecordSource {
  /** An upper bound of what `write` adds for this record, in bytes. */
  maxBytes(index: number): number;
  /** Copies the record's JSON to `target` from `offset`; returns the offset behind it. */
  write(index: number, target: Buffer, offset: number): number;
}

export interface Log {
  log(level: LogLevel, sentence: string, facts?: LogFacts): void;
}

/** What a sync says to the platform. One implementation owns stdout. Lines keep the order of the calls. */
export interface Output extends Log {
  /**
   * Sends one record. Returns undefined while the reader of stdout keeps pace, else a promise to wait for before
   * anything more is sent: this is how the reader sets the pace.
   */
  record(stream: string, source: RecordSource, index: number): Promise<void> | undefined;
  /** A checkpoint: covers every record of its stream that was sent before. `state` is sent as it is now. */
  state(stream: string, state: Readonly<Record<string, unknown>>): Promise<void>;
  status(stream: string, status: StreamStatus): void;
  /** RUNNING with reason RATE_LIMITED; `quotaReset` in epoch milliseconds. */
  rateLimited(stream: string, quotaReset: number): void;
  estimate(stream: string, rows: number): void;
  /** TRACE ERROR; with `stream` it is that stream's, else the sync's. */
  error(error: ConnectorError, stream?: string): void;
  /** Resolves when all that was said has been handed to the operating system. */
  flush(): Promise<void>;
}
