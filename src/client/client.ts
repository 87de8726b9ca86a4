import { setMaxListeners } from 'node:events';
import { Redactor } from '../config/redaction';
import { auth } from './auth/bearer-auth';
import type { Token, TokenEndpoint } from './auth/token-request';
import { fetchToken, scopesOf } from './auth/token-request';
import { TokenSource } from './auth/token-source';
import { breaker } from './breaker/circuit-breaker';
import type { Clock } from './clock';
import { systemClock } from './clock';
import type { ClientHooks, ClientLog } from './events';
import type { HttpRequest, Send } from './http';
import type { Limits } from './limits';
import { LIMITS } from './limits';
import { attempt } from './retry/attempt';
import { retry } from './retry/retry';
import { RETRY_TABLE, TOKEN_TABLE } from './retry/retry-table';
import { throttle } from './throttle/throttle';
import { Transport } from './transport/transport';

export interface ClientOptions {
  readonly tokenEndpoint: TokenEndpoint;
  /** A token of an earlier sync. Used while it has more than five minutes to live. */
  readonly initialToken?: Token;
  /** Requests under way at the same time, the token's included. */
  readonly maxConcurrency: number;
  /** Requests a second, from the start. Without it the limit is found. */
  readonly requestsPerSecond?: number;
  /** Whether a host (with its port, lower case) may be spoken to. Asked before anything is sent. */
  readonly isAllowedHost: (url: URL) => boolean;
  readonly userAgent: string;
  /** Title and key of the field that the address comes from, for those who have to change it. */
  readonly addressField?: string;
  /** Client id, client secret: masked wherever a text of the server is shown. Tokens are masked anyway. */
  readonly secrets?: readonly string[];
  readonly log?: ClientLog;
  readonly hooks?: ClientHooks;
  /** Tests only. */
  readonly clock?: Clock;
  /** 0 up to 1. Tests only. */
  readonly random?: () => number;
  /** Tests only; else `LIMITS`. */
  readonly limits?: Limits;
}

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

/**
 * The order of the policies, from the outermost to the wire:
 *
 * 1. auth: outside all else, because the token request passes everything below it. Further in, a renewal would wait
 *    for the concurrency slot, or for the probe, that the request waiting for it holds.
 * 2. breaker: outside retry, because it counts requests, and the attempts of one request count once.
 * 3. retry: outside throttle, so that a request in its backoff holds no slot and each attempt is rated.
 * 4. throttle: next to the wire, so that nothing leaves during a pause.
 * 5. transport: one attempt, whose answer is classified here for all.
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
      // All of a sync wait on one signal, and Node takes more than ten listeners for a leak.
      setMaxListeners(0, signal);
      const answer = await send(request, signal);
      options.region.isConfirmed = true;
      return answer;
    },
    token: () => tokens.current(),
    scopes: async (signal) => scopesOf(await tokens.get(signal)),
    company: async (signal) => (await tokens.get(signal)).company,
    close: () => {
      tokens.close();
      limited.close();
      transport.close();
    },
  };
}

/** What the policies share. */
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
    // A token of an earlier sync comes with a checkpoint of data.
    region: { isConfirmed: initialToken !== undefined },
  };
}
