import type { ConnectorError } from './connector-error';

/** What an API that is down, or something that answers instead of it, ends a request with. */
const OUTAGE: ReadonlySet<string> = new Set(['server-error', 'network-failure', 'unusable-answer']);

/** Whether a failed request may be no affair of what it asked for. */
export function isOutage({ kind }: ConnectorError): boolean {
  return OUTAGE.has(kind.code);
}
