import { generate } from 'selfsigned';

/** In PEM. */
export interface Certified {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateOptions {
  readonly host: string;
  /** Absent: self-signed. */
  readonly authority?: Certified;
  readonly notAfter?: Date;
}

const DAY = 86_400_000;

/** The CA of a company whose proxies inspect TLS. */
export function authority(name: string): Promise<Certified> {
  return certified(name, {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
}

/** A server's certificate, valid since a week ago. */
export function certificate(options: CertificateOptions): Promise<Certified> {
  return certified(options.host, {
    notAfterDate: options.notAfter ?? new Date(Date.now() + DAY),
    ...(options.authority ? { ca: options.authority } : {}),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: options.host }] }],
  });
}

type Options = NonNullable<Parameters<typeof generate>[1]>;

async function certified(name: string, options: Options): Promise<Certified> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 7 * DAY),
    ...options,
  });
  return { key: made.private, cert: made.cert };
}
