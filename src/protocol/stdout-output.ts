import {
  AirbyteLogLevel,
  AirbyteLogLevelOrder,
  AirbyteMessageType,
} from 'faros-airbyte-cdk/lib/protocol';
import type {
  AirbyteConnectionStatusMessage,
  AirbyteMessage,
} from 'faros-airbyte-cdk/lib/protocol';
import type { ConnectorError } from '../errors/connector-error';
import type { LineWriter } from './line-writer';
import { logText } from '../log/log-text';
import * as messages from './messages';
import { oneLine } from '../stream/records/json/one-line';
import type { RecordSource } from '../stream/records/write/record-source';
import type { LogFacts } from '../log/log-line';
import type { DestinationWait, LogLevel, Output, Sent, StreamStatus } from './output';
import { RecordLine } from './record-line';
import type { Redactor } from '../config/redaction';
import { stackTrace } from './stack-trace';

/** UTF-16 units of one text. The platform shows a few lines of it and stores the rest. */
const MAX_TEXT_LENGTH = 4000;
const MAX_STACK_LENGTH = 8000;

export interface StdoutOutputOptions {
  /** Lines below this level are not sent. */
  readonly level?: LogLevel;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

/** Writes all messages of a run to the one writer, in the order of the calls. */
export class StdoutOutput implements Output {
  private readonly streams = new Map<string, RecordLine>();
  private readonly level: LogLevel;
  private readonly now: () => number;
  private failedAlready = false;

  constructor(
    private readonly writer: LineWriter,
    private readonly redactor: Redactor,
    options: StdoutOutputOptions = {},
  ) {
    this.level = options.level ?? 'INFO';
    this.now = options.now ?? Date.now;
  }

  /** Whether a TRACE ERROR or an INCOMPLETE was sent: then the exit code must not be 0. */
  get failed(): boolean {
    return this.failedAlready;
  }

  /** For a failure that is already reported. */
  markFailed(): void {
    this.failedAlready = true;
  }

  record(stream: string, source: RecordSource, index: number): Promise<void> | undefined {
    this.lineOf(stream).write(this.writer, source, index, this.now());
    return this.writer.pace();
  }

  async state(stream: string, state: Readonly<Record<string, unknown>>): Promise<void> {
    const line = this.lineOf(stream);
    this.send(messages.stateMessage(stream, state, line.count));
    line.count = 0;
    await this.writer.pace();
  }

  status(stream: string, status: StreamStatus): void {
    this.failedAlready ||= status === 'INCOMPLETE';
    this.send(messages.statusMessage(stream, status, this.now()));
  }

  rateLimited(stream: string, quotaReset: number): void {
    this.send(messages.rateLimitedMessage(stream, quotaReset, this.now()));
  }

  sent(stream: string): Sent {
    const { records, bytes } = this.lineOf(stream);
    return { records, bytes };
  }

  get destinationWait(): DestinationWait {
    return this.writer.wait;
  }

  estimate(stream: string, records: number): void {
    // Only empty partitions are known so far: the platform would show that nothing is expected.
    if (records === 0) return;
    const bytes = this.lineOf(stream).bytesOf(records);
    this.send(messages.estimateMessage(stream, records, bytes, this.now()));
  }

  error(error: ConnectorError, stream?: string): void {
    this.failedAlready = true;
    const cause = error.facts.cause;
    const text = {
      message: this.text(error.message),
      internal_message: this.text(cause ? `${error.kind.code}: ${cause.name}` : error.kind.code),
      // A problem that the user can fix is not a bug.
      ...(error.failureType === 'config_error' ? {} : { stack_trace: this.stack(error) }),
      failure_type: error.failureType,
    };
    this.send(messages.errorMessage(text, stream, this.now()));
  }

  shows(level: LogLevel): boolean {
    return order(level) >= order(this.level);
  }

  log(level: LogLevel, sentence: string, facts?: LogFacts): void {
    if (!this.shows(level)) return;
    this.send(messages.logMessage(level, this.text(logText(sentence, facts))));
  }

  /** Any other message, as built by the CDK's classes or `messages.ts`. */
  message(message: AirbyteMessage): void {
    this.send(isConnectionStatus(message) ? this.redacted(message) : message);
  }

  flush(): Promise<void> {
    return this.writer.flush();
  }

  private send(message: object): void {
    // Texts may contain line separators, which JSON allows.
    this.writer.line(oneLine(JSON.stringify(message)));
  }

  private redacted(message: AirbyteConnectionStatusMessage): object {
    const { status, message: text } = message.connectionStatus;
    if (text === undefined) return message;
    return { type: message.type, connectionStatus: { status, message: this.text(text) } };
  }

  private text(text: string): string {
    return this.redactor.redact(text, MAX_TEXT_LENGTH);
  }

  private stack(error: ConnectorError): string {
    const lines = stackTrace(error).split('\n');
    const redacted = lines.map((line) => this.redactor.redact(line, MAX_TEXT_LENGTH));
    return redacted.join('\n').slice(0, MAX_STACK_LENGTH);
  }

  private lineOf(stream: string): RecordLine {
    let line = this.streams.get(stream);
    if (line === undefined) this.streams.set(stream, (line = new RecordLine(stream)));
    return line;
  }
}

function order(level: LogLevel): number {
  return AirbyteLogLevelOrder(AirbyteLogLevel[level]);
}

function isConnectionStatus(message: AirbyteMessage): message is AirbyteConnectionStatusMessage {
  return message.type === AirbyteMessageType.CONNECTION_STATUS;
}
