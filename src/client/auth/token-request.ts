import type { HttpRequest, HttpResponse } from '../http';
import { UnusableBody } from '../http';
import type { TokenEndpoint } from '../events';
import type { Token } from './token';

/** Seconds, where neither the server nor the options state a lifetime. */
const ONE_HOUR = 3600;

/** RFC 6750, `b64token`: anything else could not be sent in a header. */
const SENDABLE = /^[A-Za-z0-9\-._~+/]+=*$/;

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
    throw new UnusableBody('the answer has no usable access_token');
  }
  const type = fields['token_type'] ?? 'bearer';
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
    throw new UnusableBody('the answer has a token_type other than bearer');
  }
  const { scope, company_uuid: company } = fields;
  return {
    accessToken,
    // Counted from the moment of asking, which is never later than the server's own.
    expiresAt: response.receivedAt - response.durationMs + lifetime(fields) * 1000,
    ...(typeof scope === 'string' ? { scope } : {}),
    ...(typeof company === 'string' && company !== '' ? { company } : {}),
  };
}

function fieldsOf(body: Buffer): Partial<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw new UnusableBody('the answer is not JSON');
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  throw new UnusableBody('the answer is not a JSON object');
}

function lifetime(fields: Partial<Record<string, unknown>>): number {
  const stated = fields['expires_in'];
  if (stated === undefined || stated === null) return ONE_HOUR;
  const seconds = typeof stated === 'string' && stated.trim() !== '' ? Number(stated) : stated;
  if (typeof seconds === 'number' && seconds > 0 && Number.isFinite(seconds)) return seconds;
  throw new UnusableBody('the answer has an expires_in that is not a number of seconds');
}
