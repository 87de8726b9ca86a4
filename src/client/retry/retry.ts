import type { Redactor } from '../../config/redaction';
import { PageFormatError } from '../../errors/page-format-error';
import type { Clock } from '../clock';
import { Course } from './attempt-budget';
import { withoutQuery } from './excerpt';
import { failureOf } from './request-error';
import type { Answer, HttpRequest, Policy, Send } from '../http';
import { UnusableBody } from '../http';
import type { ClientHooks, ClientLog } from '../events';
import type { Judgement, Outcome, Verdict } from './classify';
import { classify } from './classify';
import type { Patience } from '../limits';
import { retryAfter } from './retry-after';
import { TransportFault } from '../transport/transport-fault';

export interface RetryOptions {
  readonly judgement: Judgement;
  readonly patience: Patience;
  readonly clock: Clock;
  readonly random: () => number;
  readonly hooks: ClientHooks;
  readonly log: ClientLog;
  readonly redactor: Redactor;
  readonly addressField?: string | undefined;
  /** Whether the API has ever answered as it should. */
  readonly contact?: { isProven: boolean };
}

interface Attempt<Content = unknown> {
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** Of an attempt that succeeded. */
  readonly content?: Content;
}

/**
 * Sends until the answer counts, the error is final, or patience ends. Resolves with answers that succeeded or are
 * ignored, and with refused tokens, which are the business of `auth`.
 */
export function retry(options: RetryOptions): Policy {
  return (next) =>
    async <Content>(request: HttpRequest<Content>, signal: AbortSignal) => {
      const tries = Math.min(options.patience.tries, request.tries ?? Infinity);
      const course = new Course({ ...options.patience, tries }, options.random);
      for (;;) {
        const attempt = await attemptOnce(next, request, signal, {
          ...options.judgement,
          rules: request.rules ?? options.judgement.rules,
        });
        course.attempted(durationOf(attempt.outcome));
        report(attempt, request, course.attempts, options.hooks);
        if (isFinal(attempt)) return answerOf(attempt);
        const delay = delayBefore(attempt, course, request, options);
        if (delay === undefined) throw errorOf(attempt, request, course, options);
        tellOfSlowRetry(attempt, delay, request, course, options.log);
        if (delay > 0) await options.clock.sleep(delay, signal);
      }
    };
}

async function attemptOnce<Content>(
  next: Send,
  request: HttpRequest<Content>,
  signal: AbortSignal,
  judgement: Judgement,
): Promise<Attempt<Content>> {
  const outcome = await observe(next, request, signal);
  const verdict = classify(outcome, judgement);
  if (outcome.kind !== 'answer' || verdict.action !== 'succeed') return { outcome, verdict };
  try {
    const content = request.decode?.(outcome.response);
    return { outcome, verdict, ...(content === undefined ? {} : { content }) };
  } catch (error) {
    if (!(error instanceof UnusableBody || error instanceof PageFormatError)) throw error;
    const unusable: Outcome = { kind: 'unusable', response: outcome.response, error };
    return { outcome: unusable, verdict: classify(unusable, judgement) };
  }
}

async function observe(next: Send, request: HttpRequest, signal: AbortSignal): Promise<Outcome> {
  try {
    return { kind: 'answer', response: await next(request, signal) };
  } catch (error) {
    if (error instanceof TransportFault) return { kind: 'fault', fault: error };
    throw error;
  }
}

function answerOf<Content>({ outcome, content }: Final<Content>): Answer<Content> {
  const { response } = outcome;
  return content === undefined ? response : { ...response, content };
}

type Final<Content> = Attempt<Content> & { readonly outcome: { readonly kind: 'answer' } };

function isFinal<Content>(attempt: Attempt<Content>): attempt is Final<Content> {
  const { action } = attempt.verdict;
  return action === 'succeed' || action === 'ignore' || action === 'refreshToken';
}

function delayBefore(
  { outcome, verdict }: Attempt,
  course: Course,
  { waitMost = Infinity }: HttpRequest,
  { patience, clock }: RetryOptions,
): number | undefined {
  if (verdict.action === 'rateLimited') return course.mayTryLimited() ? 0 : undefined;
  if (verdict.action !== 'retry') return undefined;
  if (verdict.isOnce && !course.mayTryOnce()) return undefined;
  const response = outcome.kind === 'fault' ? undefined : outcome.response;
  const now = response?.serverTime ?? clock.now();
  const asked = retryAfter(response?.headers['retry-after'], now, patience.retryAfterMost);
  const delay = course.delayAfterFailure(asked);
  return delay === undefined || delay > waitMost ? undefined : delay;
}

/** Milliseconds from which on a failed try and the wait behind it are worth a line. */
const SLOW_MS = 10_000;

/** Of a refusal for its rate the limit tells, and for how long all wait. */
function tellOfSlowRetry(
  { outcome, verdict }: Attempt,
  delay: number,
  { label }: HttpRequest,
  { attempts }: Course,
  log: ClientLog,
): void {
  const tookMs = durationOf(outcome);
  if (verdict.action !== 'retry' || tookMs + delay < SLOW_MS) return;
  log.log('INFO', 'A request failed and is sent again.', {
    request: label,
    failure: failedBy(outcome, verdict),
    attempt: attempts,
    tookSeconds: Math.round(tookMs / 1000),
    waitSeconds: Math.round(delay / 1000),
  });
}

function failedBy(outcome: Outcome, { reason }: Verdict): string {
  if (outcome.kind === 'fault') return outcome.fault.message;
  const { status } = outcome.response;
  return status >= 300 ? `HTTP ${status}` : `HTTP ${status}, ${reason}`;
}

function errorOf(
  { outcome, verdict }: Attempt,
  request: HttpRequest,
  course: Course,
  options: RetryOptions,
): Error {
  if (!('error' in verdict)) return new Error('a verdict without an error ends no request');
  return failureOf({
    request,
    outcome,
    error: verdict.error,
    attempts: course.attempts,
    message: verdict.action === 'fail' ? verdict.message : undefined,
    redactor: options.redactor,
    addressField: options.addressField,
    isUnproven: options.contact?.isProven === false,
  });
}

function durationOf(outcome: Outcome): number {
  return outcome.kind === 'fault' ? outcome.fault.durationMs : outcome.response.durationMs;
}

function report(
  { outcome, verdict }: Attempt,
  request: HttpRequest,
  attempt: number,
  hooks: ClientHooks,
): void {
  const response = outcome.kind === 'fault' ? undefined : outcome.response;
  if (response?.serverTime !== undefined) {
    hooks.onServerTime?.(response.serverTime, response.receivedAt);
  }
  hooks.onRequest?.({
    label: request.label,
    method: request.method,
    url: withoutQuery(request.url),
    attempt,
    ...(response === undefined ? {} : { status: response.status }),
    durationMs: durationOf(outcome),
    bytes: response?.body.length ?? 0,
    outcome: verdict.action,
    reason: outcome.kind === 'fault' ? outcome.fault.message : verdict.reason,
  });
}
