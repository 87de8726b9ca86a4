import { isJsonObject, type JsonObject, type JsonValue } from '../../config/json';
import type { Redactor } from '../../config/redaction';
import { UnusableBody, type HttpRequest, type HttpResponse, type Send } from '../http';
import { LIMITS } from '../limits';

/** The token request, as the manifest defines it. */
export interface TokenEndpoint {
  readonly url: string;
  /** Sent as `application/x-www-form-urlencoded`; includes the grant type and the credentials. */
  readonly form: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Token {
  readonly accessToken: string;
  /** Epoch milliseconds by the local clock. */
  readonly expiresAt: number;
  /** Space-separated, as the server sent it; absent if it sent none. */
  readonly scope?: string;
  /** UUID of the credential's company; absent if the server sent none. */
  readonly company?: string;
}

export interface TokenFetchOptions {
  readonly tokenEndpoint: TokenEndpoint;
  readonly redactor: Redactor;
  readonly hooks: { readonly onToken?: (token: Token) => void };
}

/** `b64token` of RFC 6750; nothing else is valid in the `Authorization` header. */
const SENDABLE = /^[A-Za-z0-9\-._~+/]+=*$/;

/** Every token it fetches is masked from then on. */
export function fetchToken(
  send: Send,
  { tokenEndpoint, redactor, hooks }: TokenFetchOptions,
): (signal: AbortSignal) => Promise<Token> {
  return async (signal) => {
    const answer = await send(tokenRequest(tokenEndpoint), signal);
    const token = answer.content ?? readToken(answer);
    redactor.addSecret(token.accessToken);
    hooks.onToken?.(token);
    return token;
  };
}

export function tokenRequest(endpoint: TokenEndpoint): HttpRequest<Token> {
  return {
    method: 'POST',
    url: endpoint.url,
    label: 'token',
    isTokenRequest: true,
    headers: { ...endpoint.headers, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(endpoint.form).toString(),
    decode: readToken,
  };
}

/** @throws UnusableBody if the response is not a token. Names the field, never its value. */
export function readToken(response: HttpResponse): Token {
  const fields = fieldsOf(response.body);
  const accessToken = fields['access_token'];
  if (typeof accessToken !== 'string' || !SENDABLE.test(accessToken)) {
    throw new UnusableBody('the response has no usable access_token');
  }
  const type = fields['token_type'] ?? 'bearer';
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    throw new UnusableBody('the response has a token_type other than bearer');
  }
  const { scope, company_uuid: company } = fields;
  return {
    accessToken,
    // Counted from when the request was sent, which is never later than the time of issue.
    expiresAt: response.receivedAt - response.durationMs + lifetimeMs(fields),
    ...(typeof scope === 'string' ? { scope } : {}),
    ...(typeof company === 'string' && company !== '' ? { company } : {}),
  };
}

function fieldsOf(body: Buffer): JsonObject {
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(body.toString('utf8')) as JsonValue;
  } catch {
    throw new UnusableBody('the response is not JSON');
  }
  if (isJsonObject(parsed)) return parsed;
  throw new UnusableBody('the response is not a JSON object');
}

function lifetimeMs({ expires_in: stated }: JsonObject): number {
  if (stated === undefined || stated === null) return LIMITS.defaultTokenLifetimeMs;
  const seconds = typeof stated === 'string' && stated.trim() !== '' ? Number(stated) : stated;
  if (typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds))
    return Math.min(seconds * 1000, LIMITS.maxTokenLifetimeMs);
  throw new UnusableBody('the response has an expires_in that is not a number of seconds');
}

/** Undefined if the server didn't state any scopes. */
export function scopesOf({ scope }: Token): readonly string[] | undefined {
  return scope?.split(' ').filter((name) => name !== '');
}
