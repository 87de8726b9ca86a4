import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Clock } from '../clock';
import { requestIdHeaders } from '../error-details';
import type { AttemptEntry, ClientHooks, ClientLog, MeasuredAttempt } from '../events';
import { UnknownShape, withoutQuery, type Answer, type HttpRequest, type Send } from '../http';
import type { Limits } from '../limits';
import { decoded, type Attempt, type FailedAttempt, type SendAttempt } from './attempt';
import { AttemptBudget } from './attempt-budget';
import type { AttemptResult, Decision } from './classify';
import { requestError, type RequestErrorContext } from './request-error';
import { retryAfter } from './retry-after';
import { RetryLog } from './retry-log';

export interface RetryOptions extends RequestErrorContext {
  readonly limits: Limits;
  readonly clock: Clock;
  readonly random: () => number;
  readonly hooks: ClientHooks;
  readonly log: ClientLog;
}

/**
 * Sends until the response counts, the error is final or the attempts are used up. Resolves with responses that
 * succeeded or are ignored, and with refused tokens, which `auth` handles.
 */
export function retry(options: RetryOptions): (next: SendAttempt) => Send {
  const { limits, clock, random } = options;
  const retries = new RetryLog(options.log);
  return (next) =>
    async <Content>(request: HttpRequest<Content>, signal: AbortSignal) => {
      const maxAttempts = Math.min(limits.maxAttempts, request.maxAttempts ?? Infinity);
      const budget = new AttemptBudget({ ...limits, maxAttempts }, random);
      let since = clock.now();
      let before: number | undefined;
      for (;;) {
        const answered = await next(request, signal);
        // Decoding a page takes milliseconds, in which the request that waited for this one's slot would not leave.
        if (request.decode) await endOfTurn();
        const attempt = decoded(answered, request);
        budget.attempted(durationOf(attempt.result));
        report(attempt, { request, attempts: budget.attempts, since }, options);
        since = clock.now();
        if (!isFailed(attempt)) return answerOf(attempt);
        const delayMs = delayAfter(attempt, budget, request, options);
        const status = attempt.result.response?.status;
        const isRepeated = status === before;
        try {
          if (delayMs === undefined)
            throw requestError(request, attempt, {
              ...options,
              attempts: budget.attempts,
              isRepeated,
            });
        } finally {
          attempt.result.response?.release?.();
        }
        before = status;
        noteRetry(attempt, delayMs, request, budget.attempts, retries);
        if (delayMs > 0) await clock.sleep(delayMs, signal);
      }
    };
}

function isFailed(attempt: Attempt): attempt is FailedAttempt {
  return 'error' in attempt.decision;
}

function answerOf<Content>({ result, content }: Attempt<Content>): Answer<Content> {
  if (result.kind === 'fault') throw result.fault;
  return content === undefined ? result.response : { ...result.response, content };
}

function delayAfter(
  { result: { response }, decision }: FailedAttempt,
  budget: AttemptBudget,
  { maxWaitMs = Infinity }: HttpRequest,
  { limits, clock }: RetryOptions,
): number | undefined {
  const now = response?.serverTime ?? clock.now();
  const askedForMs = retryAfter(response?.headers['retry-after'], now, limits.maxRetryAfterMs);
  const delayMs = budget.delayAfter(decision, askedForMs);
  return delayMs === undefined || delayMs > maxWaitMs ? undefined : delayMs;
}

/** Rate-limited attempts are left out: the rate limit logs them and their pause. */
function noteRetry(
  { result, decision }: FailedAttempt,
  waitMs: number,
  request: HttpRequest,
  attempt: number,
  log: RetryLog,
): void {
  if (decision.action !== 'retry') return;
  log.note(request, {
    failure: failedBy(result, decision),
    attempt,
    tookMs: durationOf(result),
    waitMs,
  });
}

function failedBy(result: AttemptResult, { reason }: Decision): string {
  if (result.kind === 'fault') return result.fault.message;
  const { status } = result.response;
  return status >= 300 ? `HTTP ${status}` : `HTTP ${status}, ${reason}`;
}

function durationOf(result: AttemptResult): number {
  return result.kind === 'fault' ? result.fault.durationMs : result.response.durationMs;
}

function report(attempt: Attempt, sending: Sending, options: RetryOptions): void {
  const { hooks } = options;
  const { response } = attempt.result;
  if (response?.serverTime !== undefined) {
    hooks.onServerTime?.(response.serverTime, response.receivedAt);
  }
  hooks.onAttempt?.(entryOf(attempt, sending, options));
}

/** How a request is being sent: attempts so far, and when the latest began to wait for its turn. */
interface Sending {
  readonly request: HttpRequest;
  readonly attempts: number;
  readonly since: number;
}

function entryOf(
  { result, decision }: Attempt,
  { request, attempts, since }: Sending,
  { clock, redactor }: RetryOptions,
): AttemptEntry {
  const { stream, place, isTokenRequest = false, token = 'first' } = request;
  const { response } = result;
  const durationMs = durationOf(result);
  const sentAt = Math.max(since, (response?.receivedAt ?? clock.now()) - durationMs);
  return {
    label: request.label,
    method: request.method,
    url: withoutQuery(request.url),
    ...(stream === undefined ? {} : { stream }),
    ...(place === undefined ? {} : { place }),
    isTokenRequest,
    attempt: attempts,
    resends: attempts - 1 + RENEWALS[token],
    isResend: attempts > 1 || token !== 'first',
    ...(response === undefined ? {} : { status: response.status }),
    sentAt,
    waitMs: sentAt - since,
    durationMs,
    bytes: response?.body.length ?? 0,
    wireBytes: response?.wireBytes ?? 0,
    outcome: decision.action,
    reason: result.kind === 'fault' ? result.fault.message : decision.reason,
    result: resultOf(decision, token, response?.status),
    ...(decision.action === 'succeed'
      ? {}
      : { failure: failedBy(result, decision), errorType: errorType(result) }),
    requestIds: response ? requestIdHeaders(response, redactor) : [],
  };
}

/** How often the token was renewed before. */
const RENEWALS = { first: 0, renewed: 1, last: 2 } as const;

function errorType(result: AttemptResult): string {
  if (result.kind === 'fault') return result.fault.fault;
  const { status } = result.response;
  if (status >= 300) return String(status);
  return result.error instanceof UnknownShape ? 'unknown-shape' : 'unusable-answer';
}

function resultOf(
  decision: Decision,
  token: NonNullable<HttpRequest['token']>,
  status = 0,
): MeasuredAttempt['result'] {
  switch (decision.action) {
    case 'rateLimited':
      return 'rateLimited';
    case 'refreshToken':
      return token === 'last' ? 'error' : 'ok';
    case 'ignore':
      return status >= 400 ? 'error' : 'ok';
    case 'succeed':
      return 'ok';
    case 'retry':
    case 'fail':
      return 'error';
  }
}
