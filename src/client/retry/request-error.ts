import { leadsTo } from '../../config/address';
import type { Redactor } from '../../config/redaction';
import { ConnectorError } from '../../errors/connector-error';
import { apiMessage, requestIds } from '../error-details';
import type { HttpRequest, HttpResponse } from '../http';
import { bodyFlaw, isWebPage } from './answer-body';
import type { FailedAttempt } from './attempt';
import type { AttemptResult } from './classify';
import type { ClientErrorCode } from './retry-table';

/** What the error of a request says besides what came. */
export interface RequestErrorContext {
  readonly redactor: Redactor;
  /** Title and key of the form's field that decides about the address. */
  readonly addressField?: string | undefined;
  /** Confirmed once the API has answered as it should: until then the address may be another company's. */
  readonly region?: { readonly isConfirmed: boolean };
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
export function requestError(
  request: HttpRequest,
  attempt: FailedAttempt,
  attempts: number,
  context: RequestErrorContext,
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
  });
}

const CHECK_THE_REGION =
  "If this is not your company's region, correct it; otherwise try again later.";

/** A bare 500 is the API's answer to a company that it does not know in this region. */
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

/** What the API itself says to programs is JSON, or nothing. */
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

/** The text of a success is data and stays out; that of an error is the server's explanation. */
function answered(response: HttpResponse, redactor: Redactor): string {
  const { status, body } = response;
  if (status >= 300 && status < 400) return `HTTP ${status} to ${target(response)}`;
  if (status < 300) return [`HTTP ${status}`, bodyFlaw(response)].filter(Boolean).join(', ');
  const text = apiMessage(body, redactor);
  return text === '' ? `HTTP ${status}` : `HTTP ${status}, "${text}"`;
}

/** Only the host: path and query of a redirect may hold what was sent. */
function target({ headers }: HttpResponse): string {
  const location = headers['location'];
  if (location === undefined) return 'nowhere';
  return URL.canParse(location) ? new URL(location).host : 'another path on the same host';
}
