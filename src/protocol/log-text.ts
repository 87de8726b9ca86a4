import type { LogFacts } from './output';

/** A fixed sentence, then facts as `key=value`: readable for people, searchable for programs. */
export function logText(sentence: string, facts: LogFacts = {}): string {
  const pairs = Object.entries(facts).map(([key, value]) => `${key}=${printed(value)}`);
  return [sentence, ...pairs].join(' ');
}

function printed(value: string | number | boolean | null): string {
  const text = String(value);
  return typeof value === 'string' && !/^[^\s"=]+$/.test(text) ? JSON.stringify(text) : text;
}
