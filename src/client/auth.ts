import { CLIENT_ERRORS } from '../errors/client-errors';
import { ConnectorError } from '../errors/connector-error';
import type { HttpRequest, Policy } from './http';
import type { Token } from './token';
import type { TokenSource } from './token-source';

/** Adds the token. A refused one is renewed once and the request repeated once. */
export function auth(tokens: TokenSource): Policy {
  return (next) => async (request, signal) => {
    const token = await tokens.get(signal);
    const answer = await next(withToken(request, token), signal);
    if (answer.status !== 401) return answer;
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

function withToken(request: HttpRequest, token: Token): HttpRequest {
  const headers = { ...request.headers, Authorization: `Bearer ${token.accessToken}` };
  return { ...request, headers };
}
