import type { ConnectorError } from './connector-error';

/** Errors of requests to an API that is down, or answered by something in front of it. */
const OUTAGE: ReadonlySet<string> = new Set(['server-error', 'network-failure', 'unusable-answer']);

/** Whether the failure may have nothing to do with what was requested. */
export function isOutage({ kind }: ConnectorError): boolean {
  return OUTAGE.has(kind.code);
}
