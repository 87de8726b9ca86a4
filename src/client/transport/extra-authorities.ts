import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { environmentVariable } from '../../config/environment';

/** Other labels that OpenSSL takes for a certificate are those of old files. */
const IN_PEM = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[\s\S]*?-----END [A-Z0-9 ]+-----/g;

/**
 * Why Node could not take authorities out of the file that `NODE_EXTRA_CA_CERTS` names, which it only says on stderr
 * when it starts; undefined where it could, and where the variable is not set.
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
    // It has trust settings behind the certificate, which this class does not take and the command line does.
    return pem.includes('BEGIN TRUSTED');
  }
}
