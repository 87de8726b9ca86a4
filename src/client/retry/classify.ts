import { CLIENT_ERRORS } from '../../errors/client-errors';
import type { ErrorKind } from '../../errors/connector-error';
import type { HttpRequest, HttpResponse, ResponseRule, RuleSubject } from '../http';
import { TEXT_LIMITS } from '../limits';
import { isExhausted } from '../throttle/limit-headers';
import type { TransportFault } from '../transport/transport-fault';
import { bodyFlaw, isWebPage } from './answer-body';
import type { TableRow, Trait } from './retry-table';

/** A response, a response with an unusable body, or no response. */
export type AttemptResult =
  | { readonly kind: 'answer'; readonly response: HttpResponse; readonly error?: undefined }
  | { readonly kind: 'unusable'; readonly response: HttpResponse; readonly error: Error }
  | { readonly kind: 'fault'; readonly fault: TransportFault; readonly response?: undefined };

export type Decision =
  | { readonly action: 'succeed' | 'ignore' | 'refreshToken'; readonly reason: string }
  | FailureDecision;

export interface FailureDecision {
  readonly action: 'rateLimited' | 'retry' | 'fail';
  readonly reason: string;
  /** The error if the action doesn't help. */
  readonly error: ErrorKind;
  /** Retry once instead of until the attempts are used up. */
  readonly isOnce?: true;
  /** The retry only confirms the refusal. */
  readonly isConfirmation?: true;
  /** The manifest's error message. */
  readonly message?: string;
}

/** Applies the manifest's rules first, then the table. Pure. */
export function classify(
  result: Exclude<AttemptResult, { kind: 'unusable' }>,
  table: readonly TableRow[],
  { rules, confirm }: Pick<HttpRequest, 'rules' | 'confirm'> = {},
): Decision {
  const decision = decide(result, table, rules);
  const isDoubted = decision.action === 'fail' && confirm?.has(result.response?.status ?? 0);
  return isDoubted ? { ...decision, action: 'retry', isConfirmation: true } : decision;
}

function decide(
  result: Exclude<AttemptResult, { kind: 'unusable' }>,
  table: readonly TableRow[],
  rules: readonly ResponseRule[] = [],
): Decision {
  if (result.kind === 'fault') {
    const { fault } = result.fault;
    return byRow(table.find((row) => row.faults?.includes(fault) === true));
  }
  const { response } = result;
  const row = table.find((candidate) => isAbout(candidate, response));
  const rule = ruleFor(response, rules);
  // A `FAIL` filter is meant for the API's own refusals, not for a proxy's or a rate limit.
  const isOthers = rule?.action === 'FAIL' && row?.only !== undefined;
  const decision = rule === undefined || isOthers ? byRow(row) : byRule(rule, row, response.status);
  if (decision.action !== 'succeed') return decision;
  const flaw = bodyFlaw(response);
  return flaw === undefined ? decision : unusable(flaw);
}

export function unusable(reason: string): FailureDecision {
  return { action: 'retry', reason, error: CLIENT_ERRORS['unusable-answer'] };
}

export function ofUnknownShape(reason: string): FailureDecision {
  return { action: 'retry', isOnce: true, reason, error: CLIENT_ERRORS['unknown-shape'] };
}

function isAbout({ status: range, only }: TableRow, response: HttpResponse): boolean {
  const { status } = response;
  if (range === undefined || status < range[0] || status > range[1]) return false;
  return only === undefined || TRAITS[only](response);
}

const TRAITS: Readonly<Record<Trait, (response: HttpResponse) => boolean>> = {
  'a web page': isWebPage,
  'Retry-After or no quota left': ({ headers }) =>
    headers['retry-after'] !== undefined || isExhausted(headers),
};

function byRow(row: TableRow | undefined): Decision {
  if (row === undefined) return unusable('unknown response');
  const { action, reason } = row;
  if (action === 'succeed' || action === 'refreshToken') return { action, reason };
  const error = CLIENT_ERRORS[row.error ?? 'request-refused'];
  return { action, reason, error, ...(row.isOnce && { isOnce: true }) };
}

function ruleFor(response: HttpResponse, rules: readonly ResponseRule[]): ResponseRule | undefined {
  const subject = subjectOf(response);
  return rules.find(
    (rule) => rule.statuses?.has(response.status) === true || rule.predicate?.(subject) === true,
  );
}

/** Lazy: most responses are pages, and most rules only check the status. */
function subjectOf({ status, headers, body }: HttpResponse): RuleSubject {
  return {
    status,
    headers,
    get text() {
      return body.toString('utf8', 0, TEXT_LIMITS.maxInspectedBytes);
    },
  };
}

function byRule(rule: ResponseRule, row: TableRow | undefined, status: number): Decision {
  const reason = `a response filter of the manifest for HTTP ${status}`;
  switch (rule.action) {
    case 'SUCCESS':
      return { action: 'succeed', reason };
    case 'IGNORE':
      return { action: 'ignore', reason };
    case 'RETRY':
      return { action: 'retry', reason, error: CLIENT_ERRORS['server-error'] };
    case 'RATE_LIMITED':
      return { action: 'rateLimited', reason, error: CLIENT_ERRORS['rate-limited'] };
    case 'FAIL':
      return failure(rule, row, reason);
  }
}

/** A refused token is renewed once even if a filter matches its status; the filter applies the second time. */
function failure(rule: ResponseRule, row: TableRow | undefined, reason: string): Decision {
  if (row?.action === 'refreshToken') return { action: 'refreshToken', reason: row.reason };
  const known = row?.action === 'fail' ? row.error : undefined;
  const kind = CLIENT_ERRORS[known ?? 'refused-by-rule'];
  return {
    action: 'fail',
    reason,
    error: { ...kind, failureType: rule.failureType ?? kind.failureType },
    ...(rule.message === undefined ? {} : { message: rule.message }),
  };
}
