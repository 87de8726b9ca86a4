import { setMaxListeners } from 'node:events';
import { Redactor } from '../config/redaction';
import { auth } from './auth/bearer-auth';
import { fetchToken, scopesOf, type Token, type TokenEndpoint } from './auth/token-request';
import { TokenSource } from './auth/token-source';
import { breaker } from './breaker/circuit-breaker';
import { systemClock, type Clock } from './clock';
import type { ClientHooks, ClientLog } from './events';
import type { HttpRequest, Send } from './http';
import { LIMITS, type Limits } from './limits';
import { attempt } from './retry/attempt';
import { retry } from './retry/retry';
import { RETRY_TABLE, TOKEN_TABLE } from './retry/retry-table';
import { throttle } from './throttle/throttle';
import { Transport } from './transport/transport';

export interface ClientOptions {
  readonly tokenEndpoint: TokenEndpoint;
  /** From an earlier sync; used while it has more than five minutes left. */
  readonly initialToken?: Token;
  /** In flight at the same time, including token requests. */
  readonly maxConcurrency: number;
  /** Maximum rate, from the start. Without it the client finds the limit. */
  readonly requestsPerSecond?: number;
  /** Whether requests may go to this URL; called before each one. */
  readonly isAllowedHost: (url: URL) => boolean;
  readonly userAgent: string;
  /** Title and key of the form field that sets the address, for error messages. */
  readonly addressField?: string;
  /** Client ID and client secret, to be masked in text from the server. Tokens are always masked. */
  readonly secrets?: readonly string[];
  readonly log?: ClientLog;
  readonly hooks?: ClientHooks;
  /** Tests only. */
  readonly clock?: Clock;
  /** In [0, 1). Tests only. */
  readonly random?: () => number;
  /** Tests only; default `LIMITS`. */
  readonly limits?: Limits;
}

/** Sends requests to an API that limits its rate, fails at times and requires a token. */
export interface Client {
  readonly send: Send;
  /** The current token, to save for the next sync; undefined before the first is fetched. */
  token(): Token | undefined;
  /** Whether the next request needs another token first. */
  needsToken(): boolean;
  /** The token's scopes, fetching a token if needed; undefined if the server doesn't state them. */
  scopes(signal: AbortSignal): Promise<readonly string[] | undefined>;
  /** The token's company, fetching a token if needed; undefined if the server doesn't state it. */
  company(signal: AbortSignal): Promise<string | undefined>;
  /** Releases connections and timers without waiting for requests in flight. */
  close(): void;
}

/**
 * The order of the policies, outermost first:
 *
 * 1. auth: outside everything, because the token request passes through all the policies below. Further in, a renewal
 *    would wait for the concurrency slot or the probe held by the request that needs the token.
 * 2. breaker: outside retry, because it counts requests: all attempts of one request count once.
 * 3. retry: outside throttle, so that a request that backs off holds no slot and each attempt is throttled.
 * 4. throttle: next to the wire, so that nothing is sent during a pause.
 * 5. transport: one attempt; its response is classified here for all policies.
 */
export function createClient(given: ClientOptions): Client {
  const options = withDefaults(given);
  const transport = new Transport(options);
  const limited = throttle(options);
  const retried = retry(options);
  const guarded = breaker(options);
  const tokenAttempt = limited.uncounted(attempt(transport.send, TOKEN_TABLE));
  const tokens = new TokenSource(fetchToken(guarded(retried(tokenAttempt)), options), options);
  const apiAttempt = limited.policy(attempt(transport.send, RETRY_TABLE));
  const send = auth(tokens, options)(guarded(retried(apiAttempt)));
  return {
    send: async <Content>(request: HttpRequest<Content>, signal: AbortSignal) => {
      // All requests of a sync share one signal; Node warns of a leak above ten listeners.
      setMaxListeners(0, signal);
      const answer = await send(request, signal);
      options.region.isConfirmed = true;
      return answer;
    },
    token: () => tokens.current(),
    needsToken: () => tokens.usable() === undefined,
    scopes: async (signal) => scopesOf(await tokens.get(signal)),
    company: async (signal) => (await tokens.get(signal)).company,
    close: () => {
      tokens.close();
      limited.close();
      transport.close();
    },
  };
}

function withDefaults(options: ClientOptions) {
  const { initialToken, secrets = [] } = options;
  const redactor = new Redactor();
  for (const secret of secrets) redactor.addSecret(secret);
  if (initialToken) redactor.addSecret(initialToken.accessToken);
  return {
    requestsPerSecond: undefined,
    clock: systemClock,
    random: Math.random,
    limits: LIMITS,
    hooks: {},
    log: { log: () => undefined },
    ...options,
    redactor,
    // An earlier sync's token comes with a checkpoint of data, which confirms the region.
    region: { isConfirmed: initialToken !== undefined },
  };
}
