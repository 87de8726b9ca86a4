import { ConnectorError } from '../errors/connector-error';
import { hasCode } from '../errors/error-codes';
import { READ_ERRORS } from '../errors/read-errors';
import type { ConfiguredStream } from '../stream/configured-stream';

/** What the API says about a stream: its scope is granted, is not, or nothing is said. */
export function isGranted(
  stream: ConfiguredStream,
  scopes: readonly string[] | undefined,
): boolean {
  return scopes === undefined || scopes.includes(stream.model.extension.scope);
}

/** `streams`: those that need one and the same scope. */
export function missingScope(streams: readonly ConfiguredStream[]): ConnectorError {
  const names = streams.map(({ name }) => name).join(', ');
  const extension = streams[0]?.model.extension;
  return new ConnectorError(READ_ERRORS['scope-missing'], {
    where: `${extension?.scope ?? ''} for ${names}`,
    ...(extension ? { action: extension.scopeMissing } : {}),
  });
}

/** A 403 in spite of the scope is another matter than a scope that is not there. */
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
    // The API's own words, and by what its support finds the request.
    ...(found === undefined ? {} : { found }),
    cause: error,
    ...(scopeUseless === undefined ? {} : { action: scopeUseless }),
  });
}
