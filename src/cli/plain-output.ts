import type { ConnectorError } from '../errors/connector-error';
import type { LineWriter } from '../protocol/line-writer';
import { logText } from '../log/log-text';
import type { LogFacts } from '../log/log-line';
import type { Log, LogLevel } from '../protocol/output';
import type { Redactor } from '../config/redaction';

/** UTF-16 units of one line. There may be many field names, or months. */
const LINE_LENGTH = 256 * 1024;
/** Verbs for people print warnings and errors, not progress. */
const SHOWN: ReadonlySet<LogLevel> = new Set<LogLevel>(['FATAL', 'ERROR', 'WARN']);

/** Output of a verb for people: results on stdout, everything else on stderr, no protocol messages. */
export class PlainTextOutput implements Log {
  private addressed = false;

  constructor(
    private readonly writer: LineWriter,
    private readonly redactor: Redactor,
    private readonly stderr: (text: string) => void,
  ) {}

  /** Whether the current verb is one for people. */
  get isAddressed(): boolean {
    return this.addressed;
  }

  begin(): void {
    this.addressed = true;
  }

  line(text: string): void {
    this.writer.line(this.redacted(text));
  }

  log(level: LogLevel, sentence: string, facts?: LogFacts): void {
    if (SHOWN.has(level)) this.stderr(`${this.redacted(logText(sentence, facts))}\n`);
  }

  error({ message }: ConnectorError): void {
    this.stderr(`${this.redacted(message)}\n`);
  }

  private redacted(text: string): string {
    return this.redactor.redact(text, LINE_LENGTH);
  }
}
