import type { Faults } from '../faults/faults';
import type { Fault } from '../faults/fault';
import { faultList } from '../faults/shapes';
import type { Limit, Limiter } from '../http/limiter';
import type { LoggedRequest, RequestLog, Stats } from '../http/request-log';
import type { Latency } from '../options';
import type { Switches } from '../switches';
import { secretOf } from '../tenant';
import type { World } from '../world';
import type { DataControl } from './data';
import * as shapes from './shapes';

export interface Parts {
  readonly world: World & { readonly switches: Switches };
  readonly data: DataControl;
  readonly faults: Faults;
  readonly limiter: Limiter;
  readonly log: RequestLog;
  latency: Latency;
}

/** Changes a running simulator. `/_control/` offers the same over HTTP. */
export class Control {
  private rotations = 0;
  readonly insert: DataControl['insert'];
  readonly change: DataControl['change'];
  readonly remove: DataControl['remove'];
  readonly truth: DataControl['truth'];
  readonly sums: DataControl['sums'];

  constructor(private readonly parts: Parts) {
    const { data } = parts;
    this.insert = data.insert.bind(data);
    this.change = data.change.bind(data);
    this.remove = data.remove.bind(data);
    this.truth = data.truth.bind(data);
    this.sums = data.sums.bind(data);
  }

  faults(faults: readonly Fault[]): void {
    faultList(faults, 'faults');
    this.parts.faults.set(faults);
  }

  limit(limit: Limit | null): void {
    shapes.limit(limit, 'limit');
    this.parts.limiter.set(limit);
  }

  latency(latency: Latency): void {
    shapes.latency(latency, 'latency');
    this.parts.latency = latency;
  }

  requests(): readonly LoggedRequest[] {
    return this.parts.log.all();
  }

  stats(): Stats {
    return this.parts.log.stats();
  }

  resetLog(): void {
    this.parts.log.reset();
  }

  /** All tokens issued so far are refused from now on. */
  revokeTokens(): void {
    this.parts.world.tokens.revokeAll();
  }

  /** Gives the first tenant a new secret and returns it. The old secret and its tokens are refused. */
  rotateSecret(): string {
    this.rotations += 1;
    const [tenant] = this.parts.world.tenants;
    if (!tenant) throw new RangeError('there is no tenant');
    tenant.clientSecret = secretOf(
      Number.parseInt(tenant.clientSecret.slice(0, 7), 16),
      this.rotations,
    );
    this.revokeTokens();
    return tenant.clientSecret;
  }

  /** Stops the simulator's clock at `now` (ISO 8601), or lets it run on from there. Without `now`: the real time. */
  setNow(now?: string, running = false): void {
    this.parts.world.clock.set(now, running);
  }

  /** Sets the given switches; the others stay. */
  set(switches: Partial<Switches>): void {
    shapes.switches(switches, 'set');
    Object.assign(this.parts.world.switches, switches);
    this.parts.world.pages.clear();
  }
}
