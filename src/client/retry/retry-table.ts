import type { CLIENT_ERRORS } from '../../errors/client-errors';
import type { FaultName } from '../transport/transport-fault';

export type ClientErrorCode = keyof typeof CLIENT_ERRORS;

/** One row: the condition, the action, and the error if the action doesn't help. */
export interface TableRow {
  /** First and last status, inclusive. */
  readonly status?: readonly [number, number];
  readonly faults?: readonly FaultName[];
  /** Narrows the row to responses with this trait. */
  readonly only?: Trait;
  readonly action: 'succeed' | 'retry' | 'rateLimited' | 'refreshToken' | 'fail';
  readonly error?: ClientErrorCode;
  /** Retry once instead of until the attempts are used up. */
  readonly isOnce?: true;
  readonly reason: string;
}

/**
 * Shows that the API didn't send the refusal, or that the refusal is temporary: a web page comes from a firewall or a
 * proxy, and a permanent refusal never says when to retry.
 */
export type Trait = 'a web page' | 'Retry-After or no quota left';

const WEB_PAGE = {
  only: 'a web page',
  action: 'retry',
  error: 'turned-away',
  reason: 'refused by a web page',
} as const;

/** Shared by the API's table and the token endpoint's. */
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
 * What a response or a fault leads to, unless the manifest overrides it. The first match decides. Rows with a trait
 * outrank a `FAIL` filter, which is meant for the API's own refusals.
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
  // Not for the token endpoint, whose configured address may be a website.
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
  // Headers come from a gateway as often as from the API, and don't grow with the requested range.
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

/** The token endpoint's table: there a refusal concerns the credentials or the address. */
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
