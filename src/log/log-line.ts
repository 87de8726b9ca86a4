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

/** Declares lines of one level. Without an action nothing needs to be done. */
export function logLines<Name extends string>(
  level: LineLevel,
  lines: Readonly<Record<Name, Omit<LogLine, 'level' | 'action'> & { readonly action?: string }>>,
): Readonly<Record<Name, LogLine>> {
  const complete = Object.entries<Partial<LogLine>>(lines).map(([name, line]) => [
    name,
    { level, action: 'Nothing.', ...line },
  ]);
  return Object.fromEntries(complete) as Record<Name, LogLine>;
}

export function logLine(log: Log, { level, text }: LogLine, facts?: LogFacts): void {
  log.log(level, text, facts);
}
