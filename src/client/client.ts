import { setMaxListeners } from 'node:events';
import { Redactor } from '../config/redaction';
import { auth } from './auth/bearer-auth';
import { breaker } from './breaker/circuit-breaker';
import { systemClock } from './clock';
import type { HttpRequest, Policy, Send } from './http';
import type { ClientOptions } from './events';
import type { Judgement } from './retry/classify';
import { classify } from './retry/classify';
import { PATIENCE } from './limits';
import { retry } from './retry/retry';
import { RETRY_TABLE, TOKEN_TABLE } from './retry/retry-table';
import { throttle } from './throttle/throttle';
import type { Token } from './auth/token';
import { readToken, tokenRequest } from './auth/token-request';
import { TokenSource } from './auth/token-source';
import { createTransport } from './transport/transport';

/** Sends requests with everything that an unreliable, limited, guarded API demands. */
export interface Client {
  readonly send: Send;
  /** The token in use, to be kept for the next sync; none before the first was fetched or given. */
  token(): Token | undefined;
  /** The scopes the token covers, fetching one if need be; undefined where the server does not say. */
  scopes(signal: AbortSignal): Promise<readonly string[] | undefined>;
  /** The company the token is of, fetching one if need be; undefined where the server does not say. */
  company(signal: AbortSignal): Promise<string | undefined>;
  /** Lets go of connections and timers. Requests under way are not waited for. */
  close(): void;
}

/** Puts policies around a transport; the first is the outermost. */
function compose(policies: readonly Policy[], transport: Send): Send {
  return policies.reduceRight((next, policy) => policy(next), transport);
}

/**
 * The order of the policies, from the outermost to the wire:
 *
 * 1. auth: outside all else, because the token request passes everything below it. Further in, a renewal would wait
 *    for the concurrency slot, or for the probe, that the request waiting for it holds.
 * 2. breaker: outside retry, because it counts requests, and the attempts of one request count once.
 * 3. retry: outside throttle, so that a request in its backoff holds no slot and each attempt is rated.
 * 4. throttle: next to the wire, so that nothing leaves during a pause.
 * 5. transport: one attempt.
 */
export function createClient(options: ClientOptions): Client {
  const clock = options.clock ?? systemClock;
  const patience = options.patience ?? PATIENCE;
  const random = options.random ?? Math.random;
  const hooks = options.hooks ?? {};
  const log = options.log ?? { log: () => undefined };
  const redactor = new Redactor();
  options.secrets?.forEach((secret) => {
    redactor.addSecret(secret);
  });
  if (options.initialToken) redactor.addSecret(options.initialToken.accessToken);

  const transport = createTransport({ ...options, clock, patience });
  const api: Judgement = { rules: [], table: RETRY_TABLE };
  const sharedThrottle = throttle({
    maxConcurrency: options.maxConcurrency,
    requestsPerSecond: options.requestsPerSecond,
    isRateLimited: (response, { rules = [] }) =>
      classify({ kind: 'answer', response }, { ...api, rules }).action === 'rateLimited',
    patience,
    clock,
    hooks,
    log,
  });
  const sharedBreaker = breaker({ patience, clock, hooks, log });
  // A token of an earlier sync comes with a checkpoint of data.
  const contact = { isProven: options.initialToken !== undefined };
  const retrying = (judgement: Judgement) =>
    retry({
      judgement,
      patience,
      clock,
      random,
      hooks,
      log,
      redactor,
      addressField: options.addressField,
      contact,
    });

  const sendForToken = compose(
    [sharedBreaker, retrying({ rules: [], table: TOKEN_TABLE }), sharedThrottle.uncounted],
    transport.send,
  );
  const tokens = new TokenSource({
    initial: options.initialToken,
    patience,
    clock,
    random,
    onPause: (ms) => {
      const sentence = 'A new token was refused; the next one is asked for after a pause.';
      log.log('INFO', sentence, { seconds: Math.ceil(ms / 1000) });
    },
    fetch: async (signal) => {
      const answer = await sendForToken(tokenRequest(options.tokenEndpoint), signal);
      const token = answer.content ?? readToken(answer);
      redactor.addSecret(token.accessToken);
      hooks.onToken?.(token);
      return token;
    },
  });
  const send = compose(
    [auth(tokens, redactor), sharedBreaker, retrying(api), sharedThrottle.policy],
    transport.send,
  );
  return {
    send: async <Content>(request: HttpRequest<Content>, signal: AbortSignal) => {
      // All of a sync wait on one signal, and Node takes more than ten listeners for a leak.
      setMaxListeners(0, signal);
      const response = await send(request, signal);
      contact.isProven = true;
      return response;
    },
    token: () => tokens.current(),
    scopes: async (signal) => scopesOf(await tokens.get(signal)),
    company: async (signal) => (await tokens.get(signal)).company,
    close: () => {
      tokens.close();
      sharedThrottle.close();
      transport.close();
    },
  };
}

function scopesOf({ scope }: Token): readonly string[] | undefined {
  return scope?.split(' ').filter((name) => name !== '');
}
