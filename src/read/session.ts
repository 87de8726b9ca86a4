import { addressField } from '../config/address';
import type { Config } from '../config/config';
import { isJsonObject } from '../config/json';
import { LIMITS, type Limits } from '../client/limits';
import { createClient, type Client } from '../client/client';
import type { Token, TokenEndpoint } from '../client/auth/token-request';
import type { ClientHooks } from '../client/events';
import { logLine } from '../log/log-line';
import { READ_LINES } from '../log/read-lines';
import { ConnectorError } from '../errors/connector-error';
import { MANIFEST_ERRORS } from '../errors/manifest-errors';
import type { Template } from '../manifest/expressions/template';
import { isTrue, type Value } from '../manifest/expressions/value';
import { toNumber } from '../manifest/expressions/vocabulary';
import type { AuthenticatorModel, Manifest, StreamModel } from '../manifest/model';
import type { Scope } from '../manifest/expressions/scope';
import { debug, type Log } from '../protocol/output';
import { ApiMeter } from '../report/api-meter';
import { newTraceId, requestFacts, requestLine } from '../report/request-line';
import { ownerOf, type StateOwner } from '../state/owner';
import { ConfiguredStream } from '../stream/configured-stream';
import { present } from '../stream/requests';
import { TokenCache } from './token-cache';
import { SyncClock, type ClockListener } from './sync-clock';

/** What a session needs in addition to manifest and config. */
export interface SessionOptions {
  readonly log: Log;
  readonly userAgent: string;
  /** Called with each new token; masks it in every later text. */
  readonly addSecret: (value: string) => void;
  /** Sealed tokens of earlier syncs; the first that opens is used. */
  readonly sealedTokens?: readonly string[];
  readonly hooks?: Pick<ClientHooks, 'onRateLimited'>;
  /** Tests only. */
  readonly limits?: Limits;
}

/** Pages that are passed on, or wait for the reader of stdout, while others are requested. */
const PASSED_ON = 2;

/** What one verb needs to use the API: the streams of one config, one client, one clock. */
export class Session {
  readonly streams: readonly ConfiguredStream[];
  readonly client: Client;
  readonly clock: SyncClock;
  /** Requests at a time. */
  readonly concurrency: number;
  /** The user's ceiling; undefined if there is none. */
  readonly requestsPerSecond: number | undefined;
  readonly limits: Limits;
  /** Host of the API. */
  readonly host: string;
  readonly meter = new ApiMeter();
  /** Pages at a time: some are passed on while as many requests as allowed are under way. */
  readonly pagesAtATime: number;
  private latestToken: Token | undefined;
  private readonly tokens: TokenCache;
  private readonly clientId: string;

  constructor(manifest: Manifest, config: Config, options: SessionOptions) {
    const startedAt = Date.now();
    const scope: Scope = { nowMs: startedAt, variables: { config: config.raw as Value } };
    this.clock = new SyncClock(startedAt, clockWarnings(options.log));
    this.streams = activeStreams(manifest, scope).map(
      (model) => new ConfiguredStream(model, config.raw),
    );
    this.concurrency = Math.min(
      positive(manifest.concurrency.wanted, scope),
      manifest.concurrency.most,
    );
    this.pagesAtATime = this.concurrency + PASSED_ON;
    const endpoint = tokenEndpoint(manifest.authenticator, scope);
    this.tokens = new TokenCache(endpoint);
    this.clientId = endpoint.form['client_id'] ?? '';
    const initialToken = this.tokens.firstOf(options.sealedTokens ?? []);
    this.latestToken = initialToken;
    if (initialToken) options.addSecret(initialToken.accessToken);
    this.limits = options.limits ?? { ...LIMITS, ...manifest.limits };
    this.requestsPerSecond = ceiling(manifest, scope);
    const { host } = new URL(endpoint.url);
    this.host = host;
    this.client = createClient({
      tokenEndpoint: endpoint,
      ...(initialToken ? { initialToken } : {}),
      maxConcurrency: this.concurrency,
      ...(this.requestsPerSecond === undefined
        ? {}
        : { requestsPerSecond: this.requestsPerSecond }),
      isAllowedHost: (url) => url.host === host,
      userAgent: options.userAgent,
      addressField: addressField(manifest.spec, config),
      limits: this.limits,
      secrets: config.secrets,
      log: options.log,
      hooks: this.hooks(config, options),
    });
  }

  /** Names this run in the request log. */
  readonly traceId = newTraceId();

  /** The last token of this session, refused or not; undefined if there was none. */
  get lastToken(): Token | undefined {
    return this.latestToken;
  }

  /** The current token, sealed for the state. */
  sealedToken(): string | undefined {
    const token = this.client.token();
    return token && this.tokens.seal(token);
  }

  /** Whose data this session reads, as far as the current token says. */
  owner(): StateOwner {
    return ownerOf({ clientId: this.clientId, company: this.client.token()?.company });
  }

  /** Measures every attempt, and logs it if the user asked for that. */
  private hooks({ raw }: Config, { addSecret, hooks, log }: SessionOptions): ClientHooks {
    const { advanced } = raw;
    const isLogWanted = isJsonObject(advanced) && advanced['request_log'] === true;
    return {
      ...this.meter.hooks,
      onRateLimited: (until) => {
        this.meter.hooks.onRateLimited(until);
        hooks?.onRateLimited?.(until);
      },
      onToken: (token) => {
        this.latestToken = token;
        addSecret(token.accessToken);
      },
      onServerTime: (serverTime, receivedAt) => {
        this.clock.observe(serverTime, receivedAt);
      },
      onAttempt: (entry) => {
        this.meter.hooks.onAttempt(entry);
        if (isLogWanted) log.log('INFO', requestLine(entry, this.traceId));
        else debug(log, READ_LINES.request, () => requestFacts(entry));
      },
    };
  }
}

/** Logs each warning once per session. */
function clockWarnings(log: Log): ClockListener {
  let isOddTold = false;
  return {
    onSkew: (offsetMs) => {
      logLine(log, READ_LINES.clockDiffers, { secondsBehindTheApi: Math.round(offsetMs / 1000) });
    },
    onOddAnswer: (offsetMs) => {
      if (isOddTold) return;
      isOddTold = true;
      logLine(log, READ_LINES.oddServerTime, {
        secondsAheadOfThisMachine: Math.round(offsetMs / 1000),
      });
    },
  };
}

/** The streams that exist for this config, each name once. */
function activeStreams(manifest: Manifest, scope: Scope): readonly StreamModel[] {
  const active = manifest.streams.filter(
    ({ condition }) => !condition || isTrue(condition.evaluate(scope)),
  );
  return active.filter(
    ({ name }, index) => active.findIndex((other) => other.name === name) === index,
  );
}

function tokenEndpoint(authenticator: AuthenticatorModel, scope: Scope): TokenEndpoint {
  return {
    url: authenticator.tokenUrl.text(scope),
    form: {
      grant_type: 'client_credentials',
      client_id: authenticator.clientId.text(scope),
      client_secret: authenticator.clientSecret.text(scope),
    },
    headers: present(authenticator.headers, scope),
  };
}

/** Far above any API's limit, so it never throttles. */
const NO_CEILING_PER_SECOND = 10_000;

function ceiling({ rate }: Manifest, scope: Scope): number | undefined {
  const perSecond = (positive(rate.limit, scope) * 1000) / rate.intervalMs;
  return perSecond >= NO_CEILING_PER_SECOND ? undefined : perSecond;
}

/** A concurrency or a rate of 0 would wait forever. */
function positive(template: Template, scope: Scope): number {
  const value = toNumber(template.evaluate(scope));
  if (value > 0) return value;
  throw new ConnectorError(MANIFEST_ERRORS['expression-failed'], {
    where: template.path,
    expected: 'a number above 0',
    found: String(value),
  });
}
