import type { LogFacts, LogLine } from './log-line';

/** What a fact without a value says. */
export const NONE = 'none';

/** A fixed sentence, then facts as `key=value`: readable for people, searchable for programs. */
export function logText(sentence: string, facts: LogFacts = {}): string {
  const pairs = Object.entries(facts).map(([key, value]) => `${key}=${printed(value)}`);
  return [sentence, ...pairs].join(' ');
}

/** A line that is written later, when there is a log. */
export function notice({ text }: LogLine, facts?: LogFacts): string {
  return logText(text, facts);
}

function printed(value: string | number | boolean | null): string {
  const text = String(value ?? NONE);
  return typeof value === 'string' && !/^[^\s"=\p{C}]+$/u.test(text) ? JSON.stringify(text) : text;
}
