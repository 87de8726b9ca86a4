import type { ConnectorError } from '../errors/connector-error';
import type { LogFacts, LogLine } from '../log/log-line';
import type { RecordSource } from '../stream/records/write/record-source';

export const LOG_LEVELS = ['FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type StreamStatus = 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE';

export interface Log {
  log(level: LogLevel, sentence: string, facts?: LogFacts): void;
  /** Whether lines of this level are sent; where it is not known, DEBUG and TRACE are not. */
  shows?(level: LogLevel): boolean;
}

/** For what only those want who look for a mistake; `facts` are made if they are wanted. */
export function debug(log: Log, { text }: LogLine, facts: () => LogFacts): void {
  if (log.shows?.('DEBUG') === true) log.log('DEBUG', text, facts());
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
  /** How many records the stream will have sent at its end; their bytes follow from those sent so far. */
  estimate(stream: string, rows: number): void;
  /** TRACE ERROR; with `stream` it is that stream's, else the sync's. */
  error(error: ConnectorError, stream?: string): void;
  /** Resolves when all that was said has been handed to the operating system. */
  flush(): Promise<void>;
}
