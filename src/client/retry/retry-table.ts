import type { CLIENT_ERRORS } from '../../errors/client-errors';
import type { FaultName } from '../transport/transport-fault';

export type ClientErrorCode = keyof typeof CLIENT_ERRORS;

/** One line of the table: what came, what is done, and the error that is left if that does not help. */
export interface TableRow {
  /** First and last status the row is for. */
  readonly status?: readonly [number, number];
  readonly faults?: readonly FaultName[];
  /** Of answers with these statuses only those that are so. */
  readonly only?: Trait;
  readonly action: 'succeed' | 'retry' | 'rateLimited' | 'refreshToken' | 'fail';
  readonly error?: ClientErrorCode;
  /** Tried again once, not until the attempts are used up. */
  readonly isOnce?: true;
  readonly reason: string;
}

/**
 * What shows that a refusal is none of the API's, or none for good: a page for people comes from a firewall or a proxy, and
 * what may never be asked for has no time after which to ask again.
 */
export type Trait = 'a web page' | 'Retry-After or no quota left';

const WEB_PAGE = {
  only: 'a web page',
  action: 'retry',
  error: 'turned-away',
  reason: 'refused by a web page',
} as const;

/** Of the API and of its token endpoint. */
const PASSING: readonly TableRow[] = [
  { status: [403, 403], ...WEB_PAGE },
  {
    status: [403, 403],
    only: 'Retry-After or no quota left',
    action: 'retry',
    error: 'turned-away',
    reason: 'not allowed for now',
  },
];

const NOT_NOW = { action: 'retry', isOnce: true, error: 'not-now' } as const;

/**
 * What an answer or a fault of the API leads to, unless the manifest says otherwise. The first row that fits decides. Rows
 * with a trait go before a filter that fails, which means the API's own refusals.
 */
export const RETRY_TABLE: readonly TableRow[] = [
  { status: [200, 299], action: 'succeed', reason: 'success' },
  { status: [300, 399], action: 'fail', error: 'redirected', reason: 'redirects are not followed' },
  { status: [401, 401], action: 'refreshToken', reason: 'token rejected' },
  ...PASSING,
  { status: [403, 403], action: 'fail', error: 'forbidden', reason: 'not allowed' },
  {
    status: [408, 408],
    action: 'retry',
    error: 'server-error',
    reason: 'the server timed out',
  },
  { status: [429, 429], action: 'rateLimited', error: 'rate-limited', reason: 'too many requests' },
  // Elsewhere than at the token endpoint, whose address may be a website's.
  { status: [400, 400], ...WEB_PAGE },
  { status: [405, 499], ...WEB_PAGE },
  { status: [409, 409], ...NOT_NOW, reason: 'conflict' },
  { status: [421, 421], ...NOT_NOW, reason: 'wrong server' },
  { status: [423, 423], ...NOT_NOW, reason: 'the resource is locked' },
  { status: [425, 425], ...NOT_NOW, reason: 'too early' },
  {
    status: [400, 499],
    action: 'fail',
    error: 'request-refused',
    reason: 'request rejected',
  },
  { status: [500, 599], action: 'retry', error: 'server-error', reason: 'server error' },
  {
    status: [100, 999],
    action: 'retry',
    error: 'unusable-answer',
    reason: 'unknown status',
  },
  {
    faults: ['certificate'],
    action: 'fail',
    error: 'certificate-rejected',
    reason: 'a retry would get the same certificate',
  },
  {
    faults: ['proxy-refused'],
    action: 'fail',
    error: 'proxy-refused',
    reason: 'a retry would be refused again',
  },
  {
    faults: ['tls-refused'],
    action: 'retry',
    error: 'tls-refused',
    reason: 'no TLS connection',
  },
  {
    faults: ['body-too-large'],
    action: 'fail',
    error: 'answer-too-large',
    reason: 'a retry would be as large',
  },
  // Headers are a gateway's as often as the API's, and do not grow with what is asked for.
  {
    faults: ['headers-too-large'],
    action: 'retry',
    error: 'answer-too-large',
    reason: 'the headers are too large',
  },
  {
    faults: ['unknown-encoding', 'corrupt-encoding'],
    action: 'retry',
    error: 'unusable-answer',
    reason: 'the body cannot be decoded',
  },
  {
    faults: [
      'connection-refused',
      'connection-reset',
      'host-not-found',
      'stalled',
      'too-slow',
      'cut-short',
      'malformed-http',
      'network',
    ],
    action: 'retry',
    error: 'network-failure',
    reason: 'no complete response',
  },
];

/** The token endpoint's own lines, in the place of the table's: there a refusal is about the credentials, or the address. */
export const TOKEN_TABLE: readonly TableRow[] = [
  { status: [400, 401], action: 'fail', error: 'token-rejected', reason: 'credentials rejected' },
  ...PASSING,
  { status: [403, 403], action: 'fail', error: 'token-rejected', reason: 'credentials rejected' },
  ...RETRY_TABLE.filter(({ only }) => only === undefined).map((row): TableRow =>
    row.error === 'request-refused'
      ? { ...row, error: 'no-token-endpoint', reason: 'no token endpoint' }
      : row,
  ),
];
