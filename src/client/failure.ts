import { ConnectorError } from '../errors/connector-error';
import type { ErrorKind } from '../errors/connector-error';
import { excerpt } from './excerpt';
import type { HttpRequest, HttpResponse } from './http';
import type { Outcome } from './outcome';
import type { ClientErrorCode } from './retry-table';

export interface Failure {
  readonly request: HttpRequest;
  readonly outcome: Outcome;
  readonly error: ErrorKind;
  readonly attempts: number;
  /** The manifest's own words for the user. */
  readonly message?: string | undefined;
  readonly secrets: Iterable<string>;
  /** The field of the form that decides about the address. */
  readonly addressField: string | undefined;
}

/** Where a wrong address may be behind it, the user has to know which one was asked, and where to change it. */
const ABOUT_THE_ADDRESS: ReadonlySet<string> = new Set<ClientErrorCode>([
  'certificate-rejected',
  'network-failure',
  'proxy-refused',
  'redirected',
  'request-refused',
  'server-error',
  'unusable-answer',
]);

/** The error that a request ends with: which request, what came, after how many tries. */
export function failureOf(failure: Failure): ConnectorError {
  const { outcome, request, error, attempts, message } = failure;
  const tries = attempts === 1 ? '' : ` after ${attempts} tries`;
  return new ConnectorError(error, {
    where: request.label,
    found: `${found(outcome, failure.secrets)}${tries}`,
    action: `${message ?? error.action}${address(failure)}`,
    ...(outcome.kind === 'answer' ? {} : { cause: causeOf(outcome) }),
  });
}

function address({ addressField, error, request }: Failure): string {
  if (addressField === undefined || !ABOUT_THE_ADDRESS.has(error.code)) return '';
  return ` ${addressField} leads to ${new URL(request.url).origin}.`;
}

function causeOf(outcome: Exclude<Outcome, { kind: 'answer' }>): Error {
  return outcome.kind === 'fault' ? outcome.fault : outcome.error;
}

function found(outcome: Outcome, secrets: Iterable<string>): string {
  switch (outcome.kind) {
    case 'fault':
      return outcome.fault.message;
    case 'unusable':
      return `HTTP ${outcome.response.status}, ${outcome.error.message}`;
    case 'answer':
      return answered(outcome.response, secrets);
  }
}

/** The text of a success is data and stays out; that of an error is the server's explanation. */
function answered(response: HttpResponse, secrets: Iterable<string>): string {
  const { status, body } = response;
  if (status >= 300 && status < 400) return `HTTP ${status} to ${target(response)}`;
  const text = status < 300 ? '' : excerpt(body.toString('utf8', 0, 64 * 1024), secrets);
  return text === '' ? `HTTP ${status}` : `HTTP ${status}, "${text}"`;
}

/** Only the host: path and query of a redirect may hold what was sent. */
function target({ headers }: HttpResponse): string {
  const location = headers['location'];
  if (location === undefined) return 'nowhere';
  return URL.canParse(location) ? new URL(location).host : 'another path of the same host';
}
