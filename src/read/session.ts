import { addressField } from '../config/address';
import type { Config } from '../config/config';
import { isJsonObject } from '../config/json';
import type { Patience } from '../client/patience';
import type { Client } from '../client/pipeline';
import { createClient } from '../client/pipeline';
import type { ClientHooks, TokenEndpoint } from '../client/options';
import type { Value } from '../manifest/expressions/value';
import { isTrue } from '../manifest/expressions/value';
import { toNumber } from '../manifest/expressions/vocabulary';
import type { AuthenticatorModel, Manifest, StreamModel } from '../manifest/model';
import type { Scope } from '../manifest/expressions/scope';
import type { Log } from '../protocol/output';
import type { Token } from '../client/token';
import { SyncReport } from '../report/sync-report';
import { open, seal, type TokenBinding } from '../state/sealed-token';
import { BoundStream, present } from '../stream/bound-stream';
import { ServerClock } from './server-clock';

/** What a session is given beside manifest and config. */
export interface SessionOptions {
  readonly log: Log;
  readonly userAgent: string;
  /** A token that appears is masked in every text from then on. */
  readonly addSecret: (value: string) => void;
  /** Sealed tokens of earlier syncs; the first that opens is used. */
  readonly sealedTokens?: readonly string[];
  readonly hooks?: Pick<ClientHooks, 'onRateLimited'>;
  /** Tests only. */
  readonly patience?: Patience;
}

/** One verb's dealings with the API: the streams of one config, one client, one clock. */
export class Session {
  readonly streams: readonly BoundStream[];
  readonly client: Client;
  readonly clock: ServerClock;
  readonly concurrency: number;
  readonly report: SyncReport;
  private readonly binding: TokenBinding;

  constructor(manifest: Manifest, config: Config, options: SessionOptions) {
    const startedAt = Date.now();
    this.report = new SyncReport(startedAt);
    const scope: Scope = { began: startedAt, variables: { config: config.raw as Value } };
    this.clock = new ServerClock(startedAt, (offsetMs) => {
      const sentence =
        "The clock of this machine is wrong; the server's is used for the time ranges.";
      options.log.log('WARN', sentence, { secondsBehindTheServer: Math.round(offsetMs / 1000) });
    });
    this.streams = activeStreams(manifest, scope).map(
      (model) => new BoundStream(model, config.raw),
    );
    this.concurrency = Math.min(
      toNumber(manifest.concurrency.wanted.evaluate(scope)),
      manifest.concurrency.most,
    );
    const { authenticator } = (this.streams[0] as BoundStream).model.requester;
    const endpoint = tokenEndpoint(authenticator, scope);
    this.binding = bindingOf(endpoint);
    const initialToken = this.firstOpened(options.sealedTokens ?? []);
    if (initialToken) options.addSecret(initialToken.accessToken);
    const { host } = new URL(endpoint.url);
    this.client = createClient({
      tokenEndpoint: endpoint,
      ...(initialToken ? { initialToken } : {}),
      maxConcurrency: this.concurrency,
      ...ceiling(manifest, scope),
      isAllowedHost: (url) => url.host === host,
      userAgent: options.userAgent,
      addressField: addressField(manifest.spec, config),
      ...(options.patience ? { patience: options.patience } : {}),
      secrets: config.secrets,
      log: options.log,
      hooks: {
        ...options.hooks,
        onToken: (token) => {
          options.addSecret(token.accessToken);
        },
        onServerTime: (serverTime, receivedAt) => {
          this.clock.observe(serverTime, receivedAt);
        },
        ...requestHook(config, options.log, this.report),
      },
    });
  }

  /** The token in use, sealed for the state. */
  sealedToken(): string | undefined {
    const token = this.client.token();
    return token && this.sealed(token);
  }

  private lastSealed: { readonly token: Token; readonly text: string } | undefined;

  private sealed(token: Token): string {
    if (this.lastSealed?.token !== token)
      this.lastSealed = { token, text: seal(token, this.binding) };
    return this.lastSealed.text;
  }

  private firstOpened(texts: readonly string[]): Token | undefined {
    for (const text of new Set(texts)) {
      const token = open(text, this.binding);
      if (token) return token;
    }
    return undefined;
  }
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

/** The headers of the token request tell one region of a host from the other. */
function bindingOf({ url, form, headers }: TokenEndpoint): TokenBinding {
  return {
    clientId: form['client_id'] ?? '',
    clientSecret: form['client_secret'] ?? '',
    host: new URL(url).host,
    region: JSON.stringify(headers ?? {}),
  };
}

/** Far above what any API lets pass: such a budget is none. */
const NO_CEILING_PER_SECOND = 10_000;

function ceiling({ rate }: Manifest, scope: Scope): { readonly requestsPerSecond?: number } {
  const perSecond = (toNumber(rate.limit.evaluate(scope)) * 1000) / rate.intervalMs;
  return perSecond >= NO_CEILING_PER_SECOND ? {} : { requestsPerSecond: perSecond };
}

/** Every attempt goes into the report, and into the log if the user asked for it. */
function requestHook(config: Config, log: Log, report: SyncReport): Pick<ClientHooks, 'onRequest'> {
  const advanced = config.raw['advanced'];
  const isWanted = isJsonObject(advanced) && advanced['request_log'] === true;
  return {
    onRequest: (entry) => {
      report.note(entry);
      if (isWanted) log.log('INFO', 'Request.', { ...entry, status: entry.status ?? null });
    },
  };
}
