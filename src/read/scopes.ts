import { ConnectorError } from '../errors/connector-error';
import { READ_ERRORS } from '../errors/read-errors';
import type { BoundStream } from '../stream/bound-stream';

/** What the API says about a stream: its scope is granted, is not, or nothing is said. */
export function isGranted(stream: BoundStream, scopes: readonly string[] | undefined): boolean {
  return scopes === undefined || scopes.includes(stream.model.extension.scope);
}

export function missingScope(streams: readonly BoundStream[], message?: string): ConnectorError {
  const [first] = streams;
  return new ConnectorError(READ_ERRORS['scope-missing'], {
    where: `${first?.model.extension.scope ?? ''} for ${streams.map(({ name }) => name).join(', ')}`,
    ...(message === undefined ? {} : { action: message }),
  });
}

/** A 403 in spite of the scope is another matter than a scope that is not there. */
export function explainForbidden(
  error: unknown,
  stream: BoundStream,
  scopes: readonly string[] | undefined,
): unknown {
  if (!(error instanceof ConnectorError) || error.kind.code !== 'forbidden') return error;
  const { scope, scopeHelp } = stream.model.extension;
  if (scopes?.includes(scope) !== true) return error;
  return new ConnectorError(READ_ERRORS['feature-off'], {
    where: `${stream.name}, scope ${scope}`,
    cause: error,
    ...(scopeHelp === undefined ? {} : { action: scopeHelp }),
  });
}
