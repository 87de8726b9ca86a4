import type { Route } from './route';
import type { FaultName } from './transport-fault';

type Fault = readonly [FaultName, string];

const WANTS_CERTIFICATE = 'it wants a client certificate, and the connector has none';

/** Alerts of TLS (RFC 8446, 6.2) that another try meets again, with what the one who sent them wants. */
const REFUSALS: Readonly<Record<number, string>> = {
  40: 'it may want a client certificate or an old kind of encryption',
  42: WANTS_CERTIFICATE,
  43: WANTS_CERTIFICATE,
  44: WANTS_CERTIFICATE,
  45: WANTS_CERTIFICATE,
  46: WANTS_CERTIFICATE,
  48: WANTS_CERTIFICATE,
  49: 'it denies access',
  70: 'it wants another version than TLS 1.2 or 1.3',
  71: 'it wants another kind of encryption',
  112: 'it does not know this host name',
  116: WANTS_CERTIFICATE,
};

const NOT_TLS =
  /wrong version number|packet length too long|http request|unknown protocol|bad record type/;
const TOO_OLD = /unsupported protocol|version too low/;

/** What ended a TLS connection while it was opened; undefined where it was something else. */
export function faultOfTls(error: Error, code: string, { way }: Route): Fault | undefined {
  if (code !== 'EPROTO' && !code.startsWith('ERR_SSL_')) return undefined;
  const alert = /SSL alert number (\d+)/.exec(error.message)?.[1];
  const [, reason = code] = /SSL routines:[^:]*:([^:]+)/.exec(error.message) ?? [];
  if (alert !== undefined) return refused(Number(alert), reason, way);
  if (TOO_OLD.test(reason))
    return ['tls-refused', `${way} speaks no version of TLS that is still safe (${reason})`];
  if (NOT_TLS.test(reason) || reason === code)
    return ['network', `${way} does not answer in TLS, as https asks for`];
  return ['network', `no TLS connection to ${way} came about (${reason})`];
}

function refused(alert: number, reason: string, way: string): Fault {
  const wants = REFUSALS[alert];
  return wants === undefined
    ? ['network', `${way} broke off the TLS connection (${reason})`]
    : ['tls-refused', `${way} refused the TLS connection (${reason}): ${wants}`];
}

/** The codes of Node for a certificate that was looked at and not accepted. */
const NOT_ACCEPTED: ReadonlySet<string> = new Set([
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export function isAboutCertificate(code: string): boolean {
  if (code.startsWith('ERR_SSL_')) return false;
  return code.includes('CERT') || NOT_ACCEPTED.has(code);
}

/** Whether an authority that is not known here may be behind it. */
export function isAboutAuthority(code: string): boolean {
  return isAboutCertificate(code) && !/EXPIRED|ALTNAME|NOT_YET|HOSTNAME|REVOKED/.test(code);
}
