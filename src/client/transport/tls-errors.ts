import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { environmentVariable } from '../../config/environment';
import type { Route } from './proxy';
import type { FaultName } from './transport-fault';

type Fault = readonly [FaultName, string];

const WANTS_CERTIFICATE = 'it requires a client certificate, and the connector has none';

/** TLS alerts (RFC 8446, 6.2) that a retry would meet again, with what the sender requires. */
const REFUSALS: Readonly<Record<number, string>> = {
  40: 'it may require a client certificate or an outdated cipher',
  42: WANTS_CERTIFICATE,
  43: WANTS_CERTIFICATE,
  44: WANTS_CERTIFICATE,
  45: WANTS_CERTIFICATE,
  46: WANTS_CERTIFICATE,
  48: WANTS_CERTIFICATE,
  49: 'it denies access',
  70: 'it requires a TLS version other than 1.2 or 1.3',
  71: 'it requires another cipher',
  112: 'it does not know this host name',
  116: WANTS_CERTIFICATE,
};

const NOT_TLS =
  /wrong version number|packet length too long|http request|unknown protocol|bad record type/;
const TOO_OLD = /unsupported protocol|version too low/;

/** Why a TLS handshake failed; undefined if the error isn't about TLS. */
export function faultOfTls(error: Error, code: string, { way }: Route): Fault | undefined {
  if (isAboutCertificate(code)) return ['certificate', certificate(code, way)];
  if (code !== 'EPROTO' && !code.startsWith('ERR_SSL_')) return undefined;
  const alert = /SSL alert number (\d+)/.exec(error.message)?.[1];
  const [, reason = code] = /SSL routines:[^:]*:([^:]+)/.exec(error.message) ?? [];
  if (alert !== undefined) return refused(Number(alert), reason, way);
  if (TOO_OLD.test(reason))
    return ['tls-refused', `${way} speaks no version of TLS that is still safe (${reason})`];
  if (NOT_TLS.test(reason) || reason === code)
    return ['network', `${way} does not speak TLS, which https requires`];
  return ['network', `the TLS connection to ${way} failed (${reason})`];
}

function refused(alert: number, reason: string, way: string): Fault {
  const wants = REFUSALS[alert];
  return wants === undefined
    ? ['network', `${way} aborted the TLS connection (${reason})`]
    : ['tls-refused', `${way} refused the TLS connection (${reason}): ${wants}`];
}

/** Node's codes for a certificate that failed verification. */
const NOT_ACCEPTED: ReadonlySet<string> = new Set([
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function isAboutCertificate(code: string): boolean {
  if (code.startsWith('ERR_SSL_')) return false;
  return code.includes('CERT') || NOT_ACCEPTED.has(code);
}

/** Codes that trusting another CA would not fix. */
const NOT_ABOUT_AUTHORITY = /EXPIRED|ALTNAME|NOT_YET|HOSTNAME|REVOKED/;

function certificate(code: string, way: string): string {
  const flaw = NOT_ABOUT_AUTHORITY.test(code) ? undefined : flawOfExtraAuthorities();
  return `the certificate of ${way} (${code})${flaw === undefined ? '' : `; ${flaw}`}`;
}

/** OpenSSL also accepts these labels of older files. */
const IN_PEM = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[\s\S]*?-----END [A-Z0-9 ]+-----/g;

/**
 * Why Node could not load CA certificates from `NODE_EXTRA_CA_CERTS`, which it reports only on stderr at startup;
 * undefined if it could or if the variable isn't set.
 */
export function flawOfExtraAuthorities(): string | undefined {
  const path = environmentVariable('NODE_EXTRA_CA_CERTS');
  if (path === '') return undefined;
  const flaw = flawOf(path);
  return flaw && `the file that NODE_EXTRA_CA_CERTS names, ${path}, ${flaw}`;
}

function flawOf(path: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'latin1');
  } catch (error) {
    return `cannot be read (${String((error as NodeJS.ErrnoException).code)})`;
  }
  const certificates = text.match(IN_PEM) ?? [];
  if (certificates.length === 0) {
    return text.trim() === '' ? 'is empty' : 'holds no certificate in PEM';
  }
  const broken = certificates.findIndex((certificate) => !isCertificate(certificate));
  return broken < 0 ? undefined : `holds a certificate that cannot be read, number ${broken + 1}`;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem) instanceof X509Certificate;
  } catch {
    // With trust settings, which this class rejects but Node's startup accepts.
    return pem.includes('BEGIN TRUSTED');
  }
}
