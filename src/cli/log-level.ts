import { CLI_LINES } from '../log/cli-lines';
import { notice } from '../log/log-text';
import { LOG_LEVELS, type LogLevel } from '../protocol/output';

/** The level that the operator set, and warnings about it. */
export interface WantedLogLevel {
  readonly level: LogLevel;
  readonly notices: readonly string[];
}

const LONGEST = 40;

/** Reads `LOG_LEVEL`, in any case. */
export function wantedLogLevel(text: string | undefined): WantedLogLevel {
  const word = (text ?? '').trim();
  if (word === '') return { level: 'INFO', notices: [] };
  const level = LOG_LEVELS.find((name) => name === word.toUpperCase());
  if (level !== undefined) return { level, notices: [] };
  const facts = { found: word.slice(0, LONGEST), levels: LOG_LEVELS.join(', ') };
  return { level: 'INFO', notices: [notice(CLI_LINES.unknownLogLevel, facts)] };
}
