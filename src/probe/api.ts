import type { Config } from '../config/config';
import { isJsonObject, type JsonObject } from '../config/json';
import { CLIENT_ERRORS } from '../errors/client-errors';
import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import type { HttpRequest, ResponseRule, Send } from '../client/http';
import type { Session } from '../read/session';
import type { ConfiguredStream } from '../stream/configured-stream';
import { partitionsOf } from '../stream/partition';
import { epochSeconds } from './bookings';
import type { RequestBudget } from './budget';
import type { Api, ProbeReply, ProbeRequest } from './question';
import { Reply } from './reply';

/** Opens a session that tries each request once and accepts every status. */
export type OpenSession = (config: Config, onToken: () => void) => Promise<Session>;

/** What a probe is given to reach the API. */
export interface ProbeAccess {
  readonly open: OpenSession;
  /** Sends once, without a token, to any host over TLS. */
  readonly sendDirectly: Send;
}

/** Caused by the moment, not by the request. Not 500, which the API also sends for a bad parameter. */
const TROUBLE: ReadonlySet<number> = new Set([408, 502, 503, 504]);

/** Attempts per request when the API limits the rate, and when it fails or cannot be reached. */
const TRIES = { limited: 4, failed: 2 };

/** The probe wants to see refusals; the client itself handles a refused token. */
const ANY_STATUS: ResponseRule = {
  predicate: ({ status }) => status >= 400 && status !== 401,
  action: 'IGNORE',
};

/** One tenant's API. Sends one request at a time. */
export class TenantApi implements Api {
  readonly replies: ProbeReply[] = [];
  private readonly known = new Map<string, Reply>();

  constructor(
    private readonly session: Session,
    private readonly config: Config,
    private readonly access: ProbeAccess,
    private readonly budget: RequestBudget,
    private readonly signal: AbortSignal,
  ) {}

  get isEu(): boolean {
    return this.config.raw['region'] === 'eu';
  }

  get hasOwnAddress(): boolean {
    const advanced = this.config.raw['advanced'];
    return isJsonObject(advanced) && advanced['api_url'] !== undefined;
  }

  get startDate(): number {
    const { start_date: startDate } = this.config.raw;
    return typeof startDate === 'string' ? Date.parse(startDate) : 0;
  }

  get now(): number {
    return this.session.clock.provisionalStartMs;
  }

  get transactionTypes(): readonly string[] {
    const stream = this.stream('transactions');
    return partitionsOf(stream.model, stream.scope(this.now)).map(({ value }) => value);
  }

  schema(stream: string): JsonObject {
    const { schema, additions } = this.stream(stream).model;
    const { properties } = schema;
    if (!isJsonObject(properties)) return schema;
    const added = new Set(additions.map(({ name }) => name));
    const sent = Object.entries(properties).filter(([name]) => !added.has(name));
    return { ...schema, properties: Object.fromEntries(sent) };
  }

  get expenseDays(): { readonly from: string; readonly to: string } {
    const earliest = Math.min(this.stream('transactions').earliest(this.now), this.now);
    return { from: day(earliest), to: day(this.now) };
  }

  async get(ask: ProbeRequest, again = false): Promise<Reply> {
    const key = JSON.stringify(ask);
    const before = again ? undefined : this.known.get(key);
    if (before) return before;
    const reply = await this.answer(ask);
    this.known.set(key, reply);
    return reply;
  }

  async withoutToken(): Promise<Reply> {
    await this.budget.take(this.signal);
    const response = await this.access.sendDirectly(this.plainRequest(), this.signal);
    const reply = new Reply(response, { records: [], totals: [] });
    this.replies.push({ stream: undefined, reply });
    return reply;
  }

  isOwn({ origin }: URL): boolean {
    return origin === new URL(this.plainRequest().url).origin;
  }

  async head(url: URL, { withToken }: { readonly withToken: boolean }): Promise<number> {
    const token = withToken && this.isOwn(url) ? this.session.client.token() : undefined;
    const headers = token ? { Authorization: `Bearer ${token.accessToken}` } : {};
    await this.budget.take(this.signal);
    const { status } = await this.access.sendDirectly(
      { method: 'HEAD', url: url.href, headers, label: 'probe' },
      this.signal,
    );
    return status;
  }

  async opens(baseUrl: string): Promise<boolean> {
    const advanced = this.config.raw['advanced'];
    const raw = {
      ...this.config.raw,
      advanced: { ...(isJsonObject(advanced) ? advanced : {}), api_url: baseUrl },
    };
    const config = { ...this.config, raw };
    const session = await this.access.open(config, () => {
      this.budget.note();
    });
    const there = new TenantApi(session, config, this.access, this.budget, this.signal);
    const parameters = {
      createdFrom: epochSeconds(this.now) - 60,
      createdTo: epochSeconds(this.now),
      size: 1,
    };
    try {
      const { isSuccess, status } = await there.get({ stream: 'bookings', parameters });
      // The right host also reports a missing scope.
      return isSuccess || status === 403;
    } catch (error) {
      if (error instanceof ConnectorError && !this.signal.aborted) return false;
      throw error;
    } finally {
      session.client.close();
    }
  }

  private stream(name: string): ConfiguredStream {
    const stream = this.session.streams.find((candidate) => candidate.name === name);
    if (!stream) throw new RangeError(`no stream ${name} in the manifest`);
    return stream;
  }

  /** Users need no parameters. */
  private plainRequest(): HttpRequest {
    return this.request(this.stream('users'), { stream: 'users', parameters: {} });
  }

  private request(stream: ConfiguredStream, ask: ProbeRequest): HttpRequest {
    const nowMs = this.now;
    const partition = partitionsOf(stream.model, stream.scope(nowMs)).find(
      ({ value }) => value === ask.partition,
    );
    const given = Object.entries(ask.parameters);
    const own = given.map(([name, value]) => [name, String(value)] as const);
    const request = stream.requests(stream.scope(nowMs, partition, nowMs)).one(own, 'probe');
    const url = new URL(ask.path ?? request.url, request.url);
    if (ask.path !== undefined)
      url.search = new URLSearchParams(Object.fromEntries(own)).toString();
    for (const [name, value] of given) if (value === null) url.searchParams.delete(name);
    const headers = Object.entries(request.headers ?? {}).filter(
      ([name]) => ask.withoutHeaders?.includes(name) !== true,
    );
    return {
      ...request,
      url: url.toString(),
      headers: Object.fromEntries(headers),
      rules: [ANY_STATUS],
    };
  }

  /** The API sends 500 both for a bad parameter and for an outage, so it usually has to send it twice. */
  private async answer(ask: ProbeRequest): Promise<Reply> {
    const request = this.request(this.stream(ask.stream), ask);
    const fails = ({ status }: Reply): boolean =>
      status >= 500 && !(status === 500 && ask.mayBeMalformed);
    for (let limited = 1, failed = 1; ;) {
      const reply = await this.attempt(ask, request, failed < TRIES.failed);
      if (reply?.status === 429 && limited < TRIES.limited) limited += 1;
      else if (failed < TRIES.failed && (reply === undefined || fails(reply))) failed += 1;
      else if (reply !== undefined) return anAnswer(reply, request);
    }
  }

  /** After a 429 the client itself delays the next request as long as the API asks. */
  private async attempt(
    { stream, path }: ProbeRequest,
    request: HttpRequest,
    mayFail: boolean,
  ): Promise<Reply | undefined> {
    await this.budget.take(this.signal);
    try {
      const response = await this.session.client.send(request, this.signal);
      const { recordPath, extension } = this.stream(stream).model;
      const reply = new Reply(response, { records: recordPath, totals: extension.totalRows ?? [] });
      this.replies.push({ stream: path === undefined ? stream : undefined, reply });
      return reply;
    } catch (error) {
      if (mayFail && isPassing(error) && !this.signal.aborted) return undefined;
      throw error;
    }
  }
}

/** The client has already tried three tokens before it gives one up. */
function isPassing(error: unknown): boolean {
  const isTransient = error instanceof ConnectorError && error.failureType === 'transient_error';
  return isTransient && !hasCode(error, 'token-refused');
}

function anAnswer(reply: Reply, { label }: HttpRequest): Reply {
  const { status } = reply;
  if (status !== 429 && !TROUBLE.has(status)) return reply;
  const kind = CLIENT_ERRORS[status === 429 ? 'rate-limited' : 'server-error'];
  throw new ConnectorError(kind, { where: label, found: `HTTP ${status}` });
}

const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
