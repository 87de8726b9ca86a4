import { simulators, truth } from '../e2e/support/simulated';
import type { Simulator } from '../../simulator';
import { builtRead } from './support/built';
import { file } from '../support/connector';
import { authority, certificate, type Certified } from './support/certificates';
import { startFront, type Front } from './support/front';
import { startTunnel, type Tunnel, type TunnelOptions } from './support/tunnel';
import { expectIds } from '../support/records';

/** Proxies from the environment, as the built connector uses them in its own process. */

const simulator = simulators();
const open: { close(): Promise<void> }[] = [];
let signer: Certified;
let trustFile: string;

beforeAll(async () => {
  signer = await authority('Authority of the test');
  trustFile = file('authority.pem', signer.cert);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function api(): Promise<{ navan: Simulator; front: Front }> {
  const navan = await simulator({ bookings: 120 });
  const certified = await certificate({ host: 'localhost', authority: signer });
  const front = await startFront(navan, { certified });
  open.push(front);
  return { navan, front };
}

async function proxy(options: TunnelOptions = {}): Promise<Tunnel> {
  const tunnel = await startTunnel(options);
  open.push(tunnel);
  return tunnel;
}

function idsIn(navan: Simulator): readonly string[] {
  return truth(navan).map((text) => (JSON.parse(text) as { uuid: string }).uuid);
}

const through = ({ port }: Tunnel, user = ''): Record<string, string> => ({
  HTTPS_PROXY: `http://${user}127.0.0.1:${port}`,
  NODE_EXTRA_CA_CERTS: trustFile,
});

it('given HTTPS_PROXY, when read, then all traffic uses its tunnels, encrypted, and every record arrives', async () => {
  const { navan, front } = await api();
  const tunnel = await proxy();
  const config = front.config({ advanced: { max_concurrency: 2 } });
  const outcome = await builtRead(config, through(tunnel));
  expect(outcome.errors).toEqual([]);
  expectIds('bookings', outcome.ids(), idsIn(navan));
  // Tunnels are kept: one per concurrent request.
  expect(front.requests()).toBeGreaterThan(2);
  expect(tunnel.asked).toEqual(Array(2).fill(`localhost:${front.port}`));
  expect(tunnel.seen().length).toBeGreaterThan(0);
  expect(tunnel.seen().includes('/v1/bookings')).toBe(false);
  expect(tunnel.seen().includes(String(front.config()['client_secret']))).toBe(false);
});

it('given HTTPS_PROXY without a scheme, when read, then every record arrives through it', async () => {
  const { navan, front } = await api();
  const tunnel = await proxy();
  const HTTPS_PROXY = `127.0.0.1:${tunnel.port}`;
  const outcome = await builtRead(front.config(), { ...through(tunnel), HTTPS_PROXY });
  expect(outcome.errors).toEqual([]);
  expectIds('bookings', outcome.ids(), idsIn(navan));
  expect(tunnel.asked.length).toBeGreaterThan(0);
});

it('given the host in NO_PROXY, when read, then the proxy is not used and every record arrives', async () => {
  const { navan, front } = await api();
  const tunnel = await proxy();
  const outcome = await builtRead(front.config(), {
    ...through(tunnel),
    NO_PROXY: 'example.com,localhost',
  });
  expect(outcome.errors).toEqual([]);
  expectIds('bookings', outcome.ids(), idsIn(navan));
  expect(tunnel.asked).toEqual([]);
});

describe('a proxy that requires a user and password', () => {
  it('given none, when read, then the error says what the proxy requires and where to set it', async () => {
    const { front } = await api();
    const tunnel = await proxy({ credentials: 'me:hunter2' });
    const outcome = await builtRead(front.config(), through(tunnel));
    expect(outcome.code).toBe(1);
    const [error] = outcome.errors;
    expect(error?.failureType).toBe('config_error');
    expect(error?.message).toContain(`127.0.0.1:${tunnel.port}`);
    expect(error?.message).toMatch(/HTTP 407, which requires a user and password/);
    expect(front.requests()).toBe(0);
  });

  it('given wrong ones, when read, then neither is printed', async () => {
    const { front } = await api();
    const tunnel = await proxy({ credentials: 'me:hunter2' });
    const outcome = await builtRead(front.config(), through(tunnel, 'me:hunter3@'));
    expect(outcome.errors[0]?.message).toContain('HTTP 407');
    expect(outcome.stdout + outcome.stderr).not.toContain('hunter3');
  });

  it.each([
    ['with escapes', 'me@home:hunter2/', 'me%40home:hunter2%2F@'],
    ['with a percent sign', 'me:hunter2%', 'me:hunter2%@'],
  ])(
    'given them in the address %s, when read, then every record arrives and neither is printed',
    async (_, credentials, user) => {
      const { navan, front } = await api();
      const tunnel = await proxy({ credentials });
      const outcome = await builtRead(front.config(), through(tunnel, user));
      expect(outcome.errors).toEqual([]);
      expectIds('bookings', outcome.ids(), idsIn(navan));
      expect(outcome.stdout + outcome.stderr).not.toContain('hunter2');
    },
  );
});

describe('a TLS-inspecting proxy with its own CA', () => {
  async function opening() {
    const own = await authority('Authority of the proxy');
    const { navan, front } = await api();
    const certified = await certificate({ host: 'localhost', authority: own });
    const opener = await startFront(navan, { certified });
    open.push(opener);
    return { navan, front, own, opener, tunnel: await proxy({ leadsTo: opener.port }) };
  }

  it('given an untrusted CA, when read, then no request is sent and the error names the proxy', async () => {
    const { front, opener, tunnel } = await opening();
    const outcome = await builtRead(front.config(), through(tunnel));
    expect(outcome.code).toBe(1);
    const [error] = outcome.errors;
    expect(error?.failureType).toBe('config_error');
    expect(error?.message).toContain(
      `the certificate of localhost:${front.port} through the proxy http://127.0.0.1:${tunnel.port}`,
    );
    expect(error?.message).toContain('NODE_EXTRA_CA_CERTS');
    expect(opener.requests()).toBe(0);
  });

  it('given its CA in NODE_EXTRA_CA_CERTS, when read, then every record arrives', async () => {
    const { navan, front, own, tunnel } = await opening();
    const outcome = await builtRead(front.config(), {
      ...through(tunnel),
      NODE_EXTRA_CA_CERTS: file('proxy.pem', own.cert),
    });
    expect(outcome.errors).toEqual([]);
    expectIds('bookings', outcome.ids(), idsIn(navan));
    expect(front.requests()).toBe(0);
  });
});
