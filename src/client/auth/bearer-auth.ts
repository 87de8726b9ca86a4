import type { Redactor } from '../../config/redaction';
import { CLIENT_ERRORS } from '../../errors/client-errors';
import { ConnectorError } from '../../errors/connector-error';
import { hasCode } from '../../errors/error-codes';
import { requestIds } from '../error-details';
import type { HttpRequest, HttpResponse, Policy } from '../http';
import type { Token } from './token-request';
import type { TokenSource } from './token-source';

/** Per request. */
const MAX_TOKENS = 3;

/**
 * Adds the bearer token. After a 401 it renews the token and repeats the request. It does the same after a 403 to a
 * token from an earlier sync, whose scopes may be out of date. A third token is tried because a concurrent sync with
 * the same credential may have invalidated the second.
 */
export function auth(tokens: TokenSource, { redactor }: { readonly redactor: Redactor }): Policy {
  return (next) =>
    async <Content>(request: HttpRequest<Content>, signal: AbortSignal) => {
      for (let attempt = 1; ; attempt += 1) {
        const token = await tokens.get(signal);
        const answer = await next(withToken(request, token, attempt), signal).catch(
          (error: unknown) => {
            if (attempt > 1 || !tokens.isInitial(token) || !hasCode(error, 'forbidden'))
              throw error;
            return undefined;
          },
        );
        if (answer !== undefined && answer.status !== 401) return answer;
        if (answer !== undefined && attempt === MAX_TOKENS)
          throw refusedTokens(request, answer, redactor);
        tokens.drop(token);
      }
    };
}

function refusedTokens(
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

function withToken<Content>(
  request: HttpRequest<Content>,
  { accessToken }: Token,
  attempt: number,
): HttpRequest<Content> {
  const headers = { ...request.headers, Authorization: `Bearer ${accessToken}` };
  const renewed = attempt === MAX_TOKENS ? 'last' : 'renewed';
  return { ...request, headers, token: attempt === 1 ? 'first' : renewed };
}
