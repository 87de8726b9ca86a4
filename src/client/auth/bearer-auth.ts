import type { Redactor } from '../../config/redaction';
import { CLIENT_ERRORS } from '../../errors/client-errors';
import { ConnectorError } from '../../errors/connector-error';
import { hasCode } from '../../errors/error-codes';
import { requestIds } from '../error-details';
import type { HttpRequest, HttpResponse, Policy } from '../http';
import type { Token } from './token-request';
import type { TokenSource } from './token-source';

/** Of one request. */
const MAX_TOKENS = 3;

/**
 * Adds the token. A refused one is renewed and the request repeated. So is one of an earlier sync that does not open what
 * is asked for: it has the scopes of its time, and one may have been ticked since. A third is tried where the new one is
 * refused, too: another sync may have asked for one of the same credential, and each new one may end the one before.
 */
export function auth(tokens: TokenSource, { redactor }: { readonly redactor: Redactor }): Policy {
  return (next) =>
    async <Content>(request: HttpRequest<Content>, signal: AbortSignal) => {
      for (let attempt = 1; ; attempt += 1) {
        const token = await tokens.get(signal);
        const answer = await next(withToken(request, token), signal).catch((error: unknown) => {
          if (attempt > 1 || !tokens.isInitial(token) || !hasCode(error, 'forbidden')) throw error;
          return undefined;
        });
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

function withToken<Content>(request: HttpRequest<Content>, token: Token): HttpRequest<Content> {
  const headers = { ...request.headers, Authorization: `Bearer ${token.accessToken}` };
  return { ...request, headers };
}
