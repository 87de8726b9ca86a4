import { CLIENT_ERRORS } from '../errors/client-errors';
import { ConnectorError } from '../errors/connector-error';
import type { HttpRequest, Policy } from './http';
import type { Token } from './token';
import type { TokenSource } from './token-source';

/**
 * Adds the token. A refused one is renewed once and the request repeated once. So is one of an earlier sync that does not
 * open what is asked for: it has the scopes of its time, and one may have been ticked since.
 */
export function auth(tokens: TokenSource): Policy {
  return (next) => async (request, signal) => {
    const token = await tokens.get(signal);
    const answer = await next(withToken(request, token), signal).catch((error: unknown) => {
      if (!tokens.isCarried(token) || !isForbidden(error)) throw error;
      return undefined;
    });
    if (answer !== undefined && answer.status !== 401) return answer;
    tokens.drop(token);
    const renewed = await tokens.get(signal);
    const second = await next(withToken(request, renewed), signal);
    if (second.status !== 401) return second;
    throw new ConnectorError(CLIENT_ERRORS['token-refused'], {
      where: request.label,
      found: 'HTTP 401 twice',
    });
  };
}

function isForbidden(error: unknown): boolean {
  return error instanceof ConnectorError && error.kind.code === 'forbidden';
}

function withToken(request: HttpRequest, token: Token): HttpRequest {
  const headers = { ...request.headers, Authorization: `Bearer ${token.accessToken}` };
  return { ...request, headers };
}
