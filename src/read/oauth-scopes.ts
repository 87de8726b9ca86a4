import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import { READ_ERRORS } from '../errors/read-errors';
import type { ConfiguredStream } from '../stream/configured-stream';

/** Whether the API grants the stream's scope; true if it does not say. */
export function isGranted(
  stream: ConfiguredStream,
  scopes: readonly string[] | undefined,
): boolean {
  return scopes === undefined || scopes.includes(stream.model.extension.scope);
}

/** `streams`: all of them need the same scope. */
export function missingScope(streams: readonly ConfiguredStream[]): ConnectorError {
  const names = streams.map(({ name }) => name).join(', ');
  const extension = streams[0]?.model.extension;
  return new ConnectorError(READ_ERRORS['scope-missing'], {
    where: `${extension?.scope ?? ''} for ${names}`,
    ...(extension ? { action: extension.scopeMissing } : {}),
  });
}

/** A 403 despite the scope is a different problem from a missing scope. */
export function explainForbidden(
  error: ConnectorError,
  stream: ConfiguredStream,
  scopes: readonly string[] | undefined,
): ConnectorError {
  if (!hasCode(error, 'forbidden')) return error;
  const { scope, scopeUseless } = stream.model.extension;
  if (scopes === undefined) return error;
  if (!scopes.includes(scope)) return missingScope([stream]);
  const { found } = error.facts;
  return new ConnectorError(READ_ERRORS['feature-off'], {
    where: `${stream.name}, scope ${scope}`,
    // The API's own message, and the ids by which its support finds the request.
    ...(found === undefined ? {} : { found }),
    cause: error,
    ...(scopeUseless === undefined ? {} : { action: scopeUseless }),
  });
}
