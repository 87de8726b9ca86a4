import { setMaxListeners } from 'node:events';
import { Redactor } from '../../../src/config/redaction';
import { auth } from '../../../src/client/auth/bearer-auth';
import type { HttpRequest, HttpResponse, Policy, Send } from '../../../src/client/http';
import { LIMITS } from '../../../src/client/limits';
import { retry } from '../../../src/client/retry/retry';
import type { RetryOptions } from '../../../src/client/retry/retry';
import { attempt } from '../../../src/client/retry/attempt';
import type { SendAttempt } from '../../../src/client/retry/attempt';
import type { TableRow } from '../../../src/client/retry/retry-table';
import { RETRY_TABLE } from '../../../src/client/retry/retry-table';
import type { TokenSource } from '../../../src/client/auth/token-source';
import type { FakeClock } from './fake-clock';

export const REQUEST: HttpRequest = { method: 'GET', url: 'http://127.0.0.1/v1', label: 'page 1' };

/** A signal that is never aborted. */
export const CALM = new AbortController().signal;
setMaxListeners(0, CALM);

export function answer(
  status: number,
  headers: Record<string, string> = {},
  body = '{}',
): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(body),
    wireBytes: 0,
    receivedAt: Date.now(),
    durationMs: 10,
  };
}

/** Returns the responses in turn, the last one forever; throws an error. */
export function answering(
  ...answers: readonly (HttpResponse | Error)[]
): jest.Mock<Promise<HttpResponse>, [HttpRequest, AbortSignal]> {
  let turn = 0;
  return jest.fn<Promise<HttpResponse>, [HttpRequest, AbortSignal]>(() => {
    const next = answers[Math.min(turn, answers.length - 1)] ?? answer(200);
    turn += 1;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
}

export function retryOptions(clock: FakeClock, more: Partial<RetryOptions> = {}): RetryOptions {
  return {
    limits: LIMITS,
    clock,
    random: () => 1,
    hooks: {},
    log: { log: () => undefined },
    redactor: new Redactor(),
    ...more,
  };
}

/** The API's responses, classified. */
export function attempting(send: Send): SendAttempt {
  return attempt(send, RETRY_TABLE);
}

export function authenticating(tokens: TokenSource): Policy {
  return auth(tokens, { redactor: new Redactor() });
}

export function retrying(
  clock: FakeClock,
  next: Send,
  more: Partial<RetryOptions> = {},
  table: readonly TableRow[] = RETRY_TABLE,
): Send {
  return retry(retryOptions(clock, more))(attempt(next, table));
}
