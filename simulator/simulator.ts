import type { AddressInfo } from 'node:net';
import { Clock } from './clock';
import { Control, type Parts } from './control/control';
import { DataControl } from './control/data';
import { Schedule } from './control/schedule';
import * as shapes from './control/shapes';
import { Faults } from './faults/faults';
import { Limiter } from './http/limiter';
import { RequestLog } from './http/request-log';
import { DEFAULT_OPTIONS, type SimulatorOptions } from './options';
import { PageCache } from './pages';
import { makeServer, type Service } from './server';
import { DEFAULT_SWITCHES, type Switches } from './switches';
import { makeTenant, type Tenant } from './tenant';
import { Tokens } from './tokens';
import type { World } from './world';

export interface Simulator {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /**
   * A config of the connector for the first tenant, with a start date before its oldest booking. `advanced` is merged.
   */
  config(overrides?: object): Record<string, unknown>;
  readonly control: Control;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** Starts a Navan API on the loopback interface. */
export async function startSimulator(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const all: SimulatorOptions = { ...DEFAULT_OPTIONS, ...options };
  const world = makeWorld(all);
  const schedule = new Schedule();
  const parts: Parts = {
    world,
    data: new DataControl(world, schedule),
    faults: new Faults(),
    limiter: new Limiter(),
    log: new RequestLog(),
    latency: all.latency,
  };
  const control = new Control(parts);
  control.faults(all.faults);
  control.limit(all.limit);
  control.latency(all.latency);
  control.set(switchesOf(all));
  const { site } = world;
  const config = (overrides: object = {}): Record<string, unknown> => configFor(world, overrides);
  const service: Service = Object.assign(parts, {
    control,
    schedule,
    tokenTtlSeconds: all.tokenTtlSeconds,
    startedAt: performance.now(),
    config: () => config(),
    inFlight: 0,
  });
  const server = makeServer(service);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(all.port, '127.0.0.1', resolve);
  });
  site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: site.url,
    config,
    control,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function makeWorld(options: SimulatorOptions): World & { switches: Switches } {
  const clock = new Clock(options.now);
  const switches = switchesOf(options);
  const site = { url: '' };
  shapes.tenants(options.tenants, 'tenants');
  shapes.expenses(options.expenses, 'expenses');
  shapes.travel(options.travel, 'travel');
  const tenants = [{}, ...options.tenants].map((tenant) =>
    makeTenant({ ...options, ...tenant }, { switches, site, clock }),
  );
  requireDifferent(tenants);
  return {
    region: options.region,
    clock,
    switches,
    tenants,
    tokens: new Tokens(),
    pages: new PageCache(switches),
    site,
  };
}

/** A tenant is identified by its client id, which is derived from the seed. */
function requireDifferent(tenants: readonly Tenant[]): void {
  const ids = tenants.map(({ clientId }) => clientId);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw new RangeError(
      `two tenants have the clientId ${twice}: give one another, or another seed`,
    );
}

function switchesOf(options: SimulatorOptions): Switches {
  const names = Object.keys(DEFAULT_SWITCHES) as (keyof Switches)[];
  return Object.fromEntries(names.map((name) => [name, options[name]])) as unknown as Switches;
}

function configFor({ region, tenants, site }: World, overrides: object): Record<string, unknown> {
  const { advanced, ...others } = overrides as { advanced?: object };
  const [tenant] = tenants as readonly [Tenant];
  return {
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    start_date: `${new Date(tenant.oldest).toISOString().slice(0, 10)}T00:00:00Z`,
    ...(region === 'eu' ? { region } : {}),
    ...others,
    advanced: { api_url: site.url, ...advanced },
  };
}
