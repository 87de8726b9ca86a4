import { leadsTo } from '../../config/address';
import type { Redactor } from '../../config/redaction';
import { ConnectorError } from '../../errors/connector-error';
import { apiMessage, requestIds } from '../error-details';
import type { HttpRequest, HttpResponse } from '../http';
import { bodyFlaw, isJsonOrEmpty, isWebPage } from './answer-body';
import type { FailedAttempt } from './attempt';
import type { AttemptResult } from './classify';
import type { ClientErrorCode } from './retry-table';

/** What a request's error says besides the response. */
export interface RequestErrorContext {
  readonly redactor: Redactor;
  /** Title and key of the form field that sets the address. */
  readonly addressField?: string | undefined;
  /** Confirmed once the API has responded as expected; until then the region may be the wrong one. */
  readonly region?: { readonly isConfirmed: boolean };
}

interface Attempts {
  readonly attempts: number;
  /** The last two had the same status. */
  readonly isRepeated: boolean;
}

/** Errors that a wrong address may cause: they name the address and the field that sets it. */
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

/** The error that ends a request: which request, what happened, how many attempts. */
export function requestError(
  request: HttpRequest,
  attempt: FailedAttempt,
  { attempts, isRepeated, ...context }: RequestErrorContext & Attempts,
): ConnectorError {
  const { result, decision } = attempt;
  const tries = attempts === 1 ? '' : ` (${attempts} tries)`;
  const ids = result.response && requestIds(result.response, context.redactor);
  const region = regionHint(request, attempt, context);
  const cause = result.kind === 'fault' ? result.fault : result.error;
  return new ConnectorError(decision.error, {
    where: request.label,
    found: [`${whatCame(result, context.redactor)}${tries}`, ids, region]
      .filter(Boolean)
      .join(', '),
    action: region === undefined ? action(request, attempt, context) : CHECK_THE_REGION,
    ...(cause === undefined ? {} : { cause }),
    ...(isOfTheApi(result) && (isRepeated || !decision.isConfirmation)
      ? { status: result.response.status }
      : {}),
  });
}

function isOfTheApi(result: AttemptResult): result is Extract<AttemptResult, { kind: 'answer' }> {
  if (result.kind !== 'answer' || isWebPage(result.response)) return false;
  return result.response.status !== 404 || isJsonOrEmpty(result.response);
}

const CHECK_THE_REGION =
  "If this is not your company's region, correct it; otherwise try again later.";

/** The API responds with a bare 500 to a company that is unknown in this region. */
function regionHint(
  { url }: HttpRequest,
  { result, decision }: FailedAttempt,
  { addressField, region }: RequestErrorContext,
): string | undefined {
  if (region?.isConfirmed !== false || addressField === undefined) return undefined;
  if (decision.error.code !== 'server-error' || result.kind !== 'answer') return undefined;
  if (result.response.status !== 500 || isWebPage(result.response)) return undefined;
  const address = leadsTo(addressField, url).replace(/\.$/, '');
  return `a company of another region gets the same response: ${address}`;
}

/** The API itself sends programs JSON or an empty body. */
const WEB_PAGE =
  ' The response is a web page: look for a proxy or a firewall that responds instead of the API.';

function action(
  { url }: HttpRequest,
  { result, decision }: FailedAttempt,
  { addressField }: RequestErrorContext,
): string {
  const { error, message = error.action } = decision;
  const isPage = result.response !== undefined && isWebPage(result.response);
  const hasAddress = addressField !== undefined && (isPage || ABOUT_THE_ADDRESS.has(error.code));
  return `${message}${isPage ? WEB_PAGE : ''}${hasAddress ? ` ${leadsTo(addressField, url)}` : ''}`;
}

function whatCame(result: AttemptResult, redactor: Redactor): string {
  switch (result.kind) {
    case 'fault':
      return result.fault.message;
    case 'unusable':
      return `HTTP ${result.response.status}, ${result.error.message}`;
    case 'answer':
      return answered(result.response, redactor);
  }
}

/** A successful body is data and is never shown; an error's body is the server's explanation. */
function answered(response: HttpResponse, redactor: Redactor): string {
  const { status, body } = response;
  if (status >= 300 && status < 400) return `HTTP ${status} to ${target(response)}`;
  if (status < 300) return [`HTTP ${status}`, bodyFlaw(response)].filter(Boolean).join(', ');
  const text = apiMessage(body, redactor);
  return text === '' ? `HTTP ${status}` : `HTTP ${status}, "${text}"`;
}

/** Host only: path and query of a redirect may repeat what was sent. */
function target({ headers }: HttpResponse): string {
  const location = headers['location'];
  if (location === undefined) return 'nowhere';
  return URL.canParse(location) ? new URL(location).host : 'another path on the same host';
}
