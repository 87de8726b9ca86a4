export type LineLevel = 'WARN' | 'INFO' | 'DEBUG';

/** Facts that follow a fixed sentence in a log line. Never values of records. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** A line of the log, as `docs/log.md` lists it. */
export interface LogLine {
  readonly level: LineLevel;
  /** A fixed sentence, without facts. */
  readonly text: string;
  /** What happened, and what the facts say. Only for the docs. */
  readonly meaning: string;
  /** What the operator does about it. Only for the docs. */
  readonly action: string;
}

interface Log {
  log(level: LineLevel, text: string, facts?: LogFacts): void;
}

/** Declares the lines of one layer. */
export function defineLogLines<Name extends string>(
  lines: Readonly<Record<Name, LogLine>>,
): Readonly<Record<Name, LogLine>> {
  return lines;
}

export function logLine(log: Log, { level, text }: LogLine, facts?: LogFacts): void {
  log.log(level, text, facts);
}
