import { simulators, truth } from '../e2e/support/simulated';
import { builtRead } from './support/built';
import { file } from '../support/connector';
import { authority, certificate, type Certified } from './support/certificates';
import { startFront, type Front } from './support/front';
import { expectIds } from '../support/records';

/** Certificates of the API, as the built connector sees them in its own process. */

const simulator = simulators();
const fronts: Front[] = [];
let trusted: Certified;
let trustFile: string;

beforeAll(async () => {
  trusted = await authority('Authority of the test');
  trustFile = file('authority.pem', trusted.cert);
});
afterEach(async () => {
  await Promise.all(fronts.splice(0).map((front) => front.close()));
});

async function servedWith(certified: Certified) {
  const navan = await simulator({ bookings: 120 });
  const front = await startFront(navan, { certified });
  fronts.push(front);
  return { navan, front };
}

const yesterday = new Date(Date.now() - 86_400_000);

describe('a certificate that cannot be verified', () => {
  it.each([
    ['is self-signed', () => certificate({ host: 'localhost' }), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'is for another host',
      () => certificate({ host: 'elsewhere.test', authority: trusted }),
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    [
      'has expired',
      () => certificate({ host: 'localhost', authority: trusted, notAfter: yesterday }),
      'CERT_HAS_EXPIRED',
    ],
    [
      'an unknown CA signed',
      async () => certificate({ host: 'localhost', authority: await authority('Somebody else') }),
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
  ])(
    'given one that %s, when read, then no request is sent and the error says what is wrong and what to do',
    async (_, make, code) => {
      const { front } = await servedWith(await make());
      const outcome = await builtRead(front.config(), { NODE_EXTRA_CA_CERTS: trustFile });
      expect(outcome.code).toBe(1);
      const [error, ...others] = outcome.errors;
      expect(error?.failureType).toBe('config_error');
      expect(error?.message).toContain(`the certificate of localhost:${front.port} (${code})`);
      expect(error?.message).toContain('NODE_EXTRA_CA_CERTS');
      expect(others).toEqual([]);
      expect(front.requests()).toBe(0);
      expect(outcome.ids()).toEqual([]);
    },
  );
});

it('given a server that requires a client certificate, when read, then the error does not say that TLS is missing', async () => {
  const navan = await simulator({ bookings: 5 });
  const certified = await certificate({ host: 'localhost', authority: trusted });
  const front = await startFront(navan, {
    certified: { ...certified, ca: trusted.cert, requestCert: true, rejectUnauthorized: true },
  });
  fronts.push(front);
  const outcome = await builtRead(front.config(), { NODE_EXTRA_CA_CERTS: trustFile });
  expect(outcome.code).toBe(1);
  const [error] = outcome.errors;
  expect(error?.failureType).toBe('config_error');
  expect(error?.message).toContain('it requires a client certificate, and the connector has none');
  expect(front.requests()).toBe(0);
}, 60_000);

describe('a certificate of an internal CA', () => {
  const signed = (): Promise<Certified> => certificate({ host: 'localhost', authority: trusted });

  it('given the CA in NODE_EXTRA_CA_CERTS, when read, then every record arrives', async () => {
    const { navan, front } = await servedWith(await signed());
    const outcome = await builtRead(front.config(), { NODE_EXTRA_CA_CERTS: trustFile });
    expect(outcome.errors).toEqual([]);
    expect(outcome.code).toBe(0);
    const ids = truth(navan).map((text) => (JSON.parse(text) as { uuid: string }).uuid);
    expectIds('bookings', outcome.ids(), ids);
  });

  it('given a missing file, when read, then the certificate is rejected and the error names the file', async () => {
    const { front } = await servedWith(await signed());
    const path = '/nowhere/authority.pem';
    const outcome = await builtRead(front.config(), { NODE_EXTRA_CA_CERTS: path });
    expect(outcome.errors[0]?.message).toContain(
      `the file that NODE_EXTRA_CA_CERTS names, ${path}, cannot be read (ENOENT)`,
    );
  });

  it('given no such variable, when read, then the certificate is rejected', async () => {
    const { front } = await servedWith(await signed());
    const outcome = await builtRead(front.config());
    expect(outcome.code).toBe(1);
    expect(outcome.errors[0]?.message).toContain('certificate');
    expect(front.requests()).toBe(0);
  });
});
