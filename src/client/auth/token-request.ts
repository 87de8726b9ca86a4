import type { JsonObject, JsonValue } from '../../config/json';
import { isJsonObject } from '../../config/json';
import type { Redactor } from '../../config/redaction';
import type { HttpRequest, HttpResponse, Send } from '../http';
import { UnusableBody } from '../http';
import { LIMITS } from '../limits';

/** Where and how a token is asked for. All of it comes from the manifest. */
export interface TokenEndpoint {
  readonly url: string;
  /** Sent as `application/x-www-form-urlencoded`, grant and credentials among them. */
  readonly form: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An access token with what the server said about it. */
export interface Token {
  readonly accessToken: string;
  /** Epoch milliseconds by the local clock. */
  readonly expiresAt: number;
  /** Space-separated, as the server wrote it; absent where it said nothing. */
  readonly scope?: string;
  /** The company that the credential belongs to, as the server names it; absent where it said nothing. */
  readonly company?: string;
}

export interface TokenFetchOptions {
  readonly tokenEndpoint: TokenEndpoint;
  readonly redactor: Redactor;
  readonly hooks: { readonly onToken?: (token: Token) => void };
}

/** RFC 6750, `b64token`: anything else could not be sent in a header. */
const SENDABLE = /^[A-Za-z0-9\-._~+/]+=*$/;

/** Asks for a token. Each one that comes is masked from then on. */
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
    headers: { ...endpoint.headers, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(endpoint.form).toString(),
    decode: readToken,
  };
}

/** @throws UnusableBody if the answer is not a token. Says which field, never what it holds. */
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
    // Counted from the moment of asking, which is never later than the server's own.
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
  if (typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds)) return seconds * 1000;
  throw new UnusableBody('the response has an expires_in that is not a number of seconds');
}

/** Absent where the server said nothing about scopes. */
export function scopesOf({ scope }: Token): readonly string[] | undefined {
  return scope?.split(' ').filter((name) => name !== '');
}
