import { leadsTo } from '../../config/address';
import type { Redactor } from '../../config/redaction';
import { ConnectorError } from '../../errors/connector-error';
import type { ErrorKind } from '../../errors/connector-error';
import { apiWords } from './api-words';
import type { HttpRequest, HttpResponse } from '../http';
import type { Outcome } from './classify';
import { requestIds } from './request-ids';
import type { ClientErrorCode } from './retry-table';
import { isPage, usability } from './usability';

export interface Failure {
  readonly request: HttpRequest;
  readonly outcome: Outcome;
  readonly error: ErrorKind;
  readonly attempts: number;
  /** The manifest's own words for the user. */
  readonly message?: string | undefined;
  readonly redactor: Redactor;
  /** The field of the form that decides about the address. */
  readonly addressField: string | undefined;
  /** The API has never answered as it should: the address may be another company's. */
  readonly isUnproven?: boolean;
}

/** Where a wrong address may be behind it, the user has to know which one was asked, and where to change it. */
const ABOUT_THE_ADDRESS: ReadonlySet<string> = new Set<ClientErrorCode>([
  'certificate-rejected',
  'network-failure',
  'no-token-endpoint',
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
  const region = regionHint(failure);
  const action = region === undefined ? (message ?? error.action) : CHECK_THE_REGION;
  return new ConnectorError(error, {
    where: request.label,
    found: `${found(outcome, failure.redactor)}${tries}${ids(failure)}${region ?? ''}`,
    action: `${action}${htmlHint(outcome)}${region === undefined ? address(failure) : ''}`,
    ...(outcome.kind === 'answer' ? {} : { cause: causeOf(outcome) }),
  });
}

const CHECK_THE_REGION =
  "If the region is not the company's own, correct it; otherwise try again later.";

/** A bare 500 is the API's answer to a company that it does not know in this region. */
function regionHint({
  addressField,
  error,
  isUnproven,
  outcome,
  request,
}: Failure): string | undefined {
  if (isUnproven !== true || addressField === undefined || error.code !== 'server-error')
    return undefined;
  if (outcome.kind !== 'answer' || outcome.response.status !== 500 || isHtml(outcome))
    return undefined;
  return `, the answer that a company of another region gets, too: ${leadsTo(addressField, request.url).replace(/\.$/, '')}`;
}

/** The API's support finds a request by them. */
function ids({ outcome, redactor }: Failure): string {
  const named = outcome.kind === 'fault' ? undefined : requestIds(outcome.response, redactor);
  return named === undefined ? '' : `, ${named}`;
}

/** What the API itself says to programs is JSON, or nothing. */
function htmlHint(outcome: Outcome): string {
  return isHtml(outcome)
    ? ' The answer is a web page: look for a proxy or a firewall that answers in the place of the API.'
    : '';
}

function isHtml(outcome: Outcome): boolean {
  return outcome.kind !== 'fault' && isPage(outcome.response);
}

function address({ addressField, error, outcome, request }: Failure): string {
  const matters = ABOUT_THE_ADDRESS.has(error.code) || isHtml(outcome);
  if (addressField === undefined || !matters) return '';
  return ` ${leadsTo(addressField, request.url)}`;
}

function causeOf(outcome: Exclude<Outcome, { kind: 'answer' }>): Error {
  return outcome.kind === 'fault' ? outcome.fault : outcome.error;
}

function found(outcome: Outcome, redactor: Redactor): string {
  switch (outcome.kind) {
    case 'fault':
      return outcome.fault.message;
    case 'unusable':
      return `HTTP ${outcome.response.status}, ${outcome.error.message}`;
    case 'answer':
      return answered(outcome.response, redactor);
  }
}

/** The text of a success is data and stays out; that of an error is the server's explanation. */
function answered(response: HttpResponse, redactor: Redactor): string {
  const { status, body } = response;
  if (status >= 300 && status < 400) return `HTTP ${status} to ${target(response)}`;
  if (status < 300) return [`HTTP ${status}`, usability(response)].filter(Boolean).join(', ');
  const text = apiWords(body, redactor);
  return text === '' ? `HTTP ${status}` : `HTTP ${status}, "${text}"`;
}

/** Only the host: path and query of a redirect may hold what was sent. */
function target({ headers }: HttpResponse): string {
  const location = headers['location'];
  if (location === undefined) return 'nowhere';
  return URL.canParse(location) ? new URL(location).host : 'another path of the same host';
}
