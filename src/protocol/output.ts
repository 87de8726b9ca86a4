import type { ConnectorError } from '../errors/connector-error';
import type { LogFacts, LogLine } from '../log/log-line';
import type { RecordSource } from '../stream/records/write/record-source';

export const LOG_LEVELS = ['FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type StreamStatus = 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE';

export interface Log {
  log(level: LogLevel, sentence: string, facts?: LogFacts): void;
  /** Whether lines of this level are sent; if absent, DEBUG and TRACE are not. */
  shows?(level: LogLevel): boolean;
}

/** What was sent of a stream. */
export interface Sent {
  readonly records: number;
  /** Of the records' JSON. */
  readonly bytes: number;
}

/** Time in which the reader of stdout does not keep up, milliseconds. */
export interface DestinationWait {
  /** Of the wait that lasts; 0 if there is none. */
  readonly currentMs: number;
  readonly totalMs: number;
}

/** For debugging; `facts` is called only if the line is sent. */
export function debug(log: Log, { text }: LogLine, facts: () => LogFacts): void {
  if (log.shows?.('DEBUG') === true) log.log('DEBUG', text, facts());
}

/** A sync's messages to the platform, in the order of the calls. One implementation owns stdout. */
export interface Output extends Log {
  /** Returns undefined while the reader of stdout keeps up, else a promise to wait for (backpressure). */
  record(stream: string, source: RecordSource, index: number): Promise<void> | undefined;
  /** A checkpoint: covers every record of its stream sent before. `state` is sent as it is now. */
  state(stream: string, state: Readonly<Record<string, unknown>>): Promise<void>;
  status(stream: string, status: StreamStatus): void;
  /** RUNNING with reason RATE_LIMITED; `quotaReset` in epoch milliseconds. */
  rateLimited(stream: string, quotaReset: number): void;
  /** The stream's final record count, if it is not 0; bytes are extrapolated from the records sent so far. */
  estimate(stream: string, records: number): void;
  sent(stream: string): Sent;
  readonly destinationWait: DestinationWait;
  /** TRACE ERROR for `stream`, or for the whole sync. */
  error(error: ConnectorError, stream?: string): void;
  /** Resolves when everything has been passed to the operating system. */
  flush(): Promise<void>;
}
