import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTcp } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { AxiosError } from 'axios';
import { systemClock } from '../../../../src/client/clock';
import { flawOfExtraAuthorities } from '../../../../src/client/transport/tls-errors';
import { LIMITS } from '../../../../src/client/limits';
import { Transport } from '../../../../src/client/transport/transport';
import { faultOfAxios } from '../../../../src/client/transport/network-error';
import { certificate } from '../../../faults/support/certificates';
import { CALM } from '../answers';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Responds to the first bytes with these. */
function answering(bytes: Buffer): Promise<number> {
  const server = createTcp((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(bytes));
  });
  return portOf(server);
}

async function faultOf(port: number): Promise<unknown> {
  const transport = new Transport({
    isAllowedHost: () => true,
    userAgent: 'test',
    maxConcurrency: 1,
    limits: LIMITS,
    clock: systemClock,
  });
  const request = { method: 'GET', url: `https://localhost:${port}/v1`, label: 'page 1' } as const;
  const fault: unknown = await transport.send(request, CALM).catch((error: unknown) => error);
  transport.close();
  return fault;
}

describe('a TLS connection that does not open', () => {
  test.each([
    [
      40,
      'tls-refused',
      /refused the TLS connection \(.*handshake failure\): it may require a client certificate/,
    ],
    [42, 'tls-refused', /it requires a client certificate, and the connector has none/],
    [48, 'tls-refused', /it requires a client certificate, and the connector has none/],
    [49, 'tls-refused', /it denies access/],
    [70, 'tls-refused', /it requires a TLS version other than 1\.2 or 1\.3/],
    [71, 'tls-refused', /it requires another cipher/],
    [112, 'tls-refused', /it does not know this host name/],
    [116, 'tls-refused', /it requires a client certificate, and the connector has none/],
    [80, 'network', /aborted the TLS connection \(.*internal error\)/],
  ])('given the alert %i, when a request is sent, then it is %s', async (alert, fault, message) => {
    const port = await answering(Buffer.from([21, 3, 3, 0, 2, 2, alert]));
    expect(await faultOf(port)).toMatchObject({
      fault,
      message: expect.stringMatching(message) as string,
    });
  });

  test('given a server without TLS, when a request is sent, then the error says so', async () => {
    const port = await answering(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await faultOf(port)).toMatchObject({
      fault: 'network',
      message: `localhost:${port} does not speak TLS, which https requires`,
    });
  });

  test('given a server with only old TLS versions, when a request is sent, then the error does not say that TLS is missing', async () => {
    const { key, cert } = await certificate({ host: 'localhost' });
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    const server = createTls({ key, cert, ...old });
    server.on('tlsClientError', () => undefined);
    expect(await faultOf(await portOf(server))).toMatchObject({
      fault: 'tls-refused',
      message: expect.stringMatching(/version/) as string,
    });
  });

  test('given a self-signed certificate and a missing CA file, when a request is sent, then the error names both', async () => {
    const server = createTls(await certificate({ host: 'localhost' }));
    server.on('tlsClientError', () => undefined);
    const port = await portOf(server);
    process.env['NODE_EXTRA_CA_CERTS'] = '/nowhere/authority.pem';
    expect(await faultOf(port)).toMatchObject({
      fault: 'certificate',
      message: `the certificate of localhost:${port} (DEPTH_ZERO_SELF_SIGNED_CERT); the file that NODE_EXTRA_CA_CERTS names, /nowhere/authority.pem, cannot be read (ENOENT)`,
    });
  });

  test('given an expired certificate, when a request is sent, then the CA file is not mentioned', () => {
    process.env['NODE_EXTRA_CA_CERTS'] = '/nowhere/authority.pem';
    const route = { isProxied: false, peer: 'a', way: 'a', hasCredentials: false };
    const context = { durationMs: 1, tooSlow: false, limits: LIMITS, route };
    const expired = new AxiosError('expired', 'CERT_HAS_EXPIRED');
    expect(faultOfAxios(expired, context).message).toBe('the certificate of a (CERT_HAS_EXPIRED)');
  });
});

const before = process.env['NODE_EXTRA_CA_CERTS'];
afterEach(() => {
  if (before === undefined) Reflect.deleteProperty(process.env, 'NODE_EXTRA_CA_CERTS');
  else process.env['NODE_EXTRA_CA_CERTS'] = before;
});

describe('the NODE_EXTRA_CA_CERTS file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'authorities-'));
  const path = join(folder, 'authority.pem');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const flawWith = (content: string | Buffer): string | undefined => {
    writeFileSync(path, content);
    process.env['NODE_EXTRA_CA_CERTS'] = path;
    return flawOfExtraAuthorities();
  };
  const says = (flaw: string): string =>
    `the file that NODE_EXTRA_CA_CERTS names, ${path}, ${flaw}`;

  test('given none, or one with certificates and text between them, when it is checked, then it is accepted', async () => {
    Reflect.deleteProperty(process.env, 'NODE_EXTRA_CA_CERTS');
    expect(flawOfExtraAuthorities()).toBeUndefined();
    process.env['NODE_EXTRA_CA_CERTS'] = '';
    expect(flawOfExtraAuthorities()).toBeUndefined();
    const { cert } = await certificate({ host: 'a' });
    expect(
      flawWith(`# ours\r\n${cert}\n# theirs\n${cert.replaceAll('\n', '\r\n')}`),
    ).toBeUndefined();
  });

  test('given a file that Node cannot load certificates from, when it is checked, then the error says what it is', async () => {
    const { cert, key } = await certificate({ host: 'a' });
    const der = Buffer.from(cert.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(flawWith('  \n')).toBe(says('is empty'));
    expect(flawWith(der)).toBe(says('holds no certificate in PEM'));
    expect(flawWith(key)).toBe(says('holds no certificate in PEM'));
    const broken = cert.replace(/\n[\w+/]{4}/, '\nAAAA');
    expect(flawWith(`${cert}\n${broken}`)).toBe(
      says('holds a certificate that cannot be read, number 2'),
    );
    process.env['NODE_EXTRA_CA_CERTS'] = folder;
    expect(flawOfExtraAuthorities()).toContain('cannot be read (EISDIR)');
  });
});
