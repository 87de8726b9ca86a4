import type { Redactor } from '../../config/redaction';
import { CLIENT_ERRORS } from '../../errors/client-errors';
import { ConnectorError } from '../../errors/connector-error';
import type { HttpRequest, HttpResponse, Policy, Send } from '../http';
import { requestIds } from '../retry/request-ids';
import type { Token } from './token';
import type { TokenSource } from './token-source';

/**
 * Adds the token. A refused one is renewed and the request repeated. So is one of an earlier sync that does not open what
 * is asked for: it has the scopes of its time, and one may have been ticked since. A third is tried where the new one is
 * refused, too: another sync may have asked for one of the same credential, and each new one may end the one before.
 */
export function auth(tokens: TokenSource, redactor: Redactor): Policy {
  return (next) =>
    async <Content>(request: HttpRequest<Content>, signal: AbortSignal) => {
      const token = await tokens.get(signal);
      const answer = await next(withToken(request, token), signal).catch((error: unknown) => {
        if (!tokens.isCarried(token) || !isForbidden(error)) throw error;
        return undefined;
      });
      if (answer !== undefined && answer.status !== 401) return answer;
      const renew = renewing(tokens, next, signal);
      const second = await renew(request, token);
      if (second.response.status !== 401) return second.response;
      const { response } = await renew(request, second.token);
      if (response.status !== 401) return response;
      throw refusedOften(request, response, redactor);
    };
}

interface Answered {
  readonly token: Token;
  readonly response: HttpResponse;
}

function renewing(
  tokens: TokenSource,
  next: Send,
  signal: AbortSignal,
): (request: HttpRequest, refused: Token) => Promise<Answered> {
  return async (request, refused) => {
    tokens.drop(refused);
    const token = await tokens.get(signal);
    return { token, response: await next(withToken(request, token), signal) };
  };
}

function refusedOften(
  { label }: HttpRequest,
  response: HttpResponse,
  redactor: Redactor,
): ConnectorError {
  const ids = requestIds(response, redactor);
  return new ConnectorError(CLIENT_ERRORS['token-refused'], {
    where: label,
    found: `HTTP 401 three times${ids === undefined ? '' : `, ${ids}`}`,
  });
}

function isForbidden(error: unknown): boolean {
  return error instanceof ConnectorError && error.kind.code === 'forbidden';
}

function withToken(request: HttpRequest, token: Token): HttpRequest {
  const headers = { ...request.headers, Authorization: `Bearer ${token.accessToken}` };
  return { ...request, headers };
}
