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

/** The parts that control acts on. */
export interface Parts {
  readonly world: World & { readonly switches: Switches };
  readonly data: DataControl;
  readonly faults: Faults;
  readonly limiter: Limiter;
  readonly log: RequestLog;
  latency: Latency;
}

/** What can be done to a running simulator. Over HTTP the same stands under `/_control/`. */
export class Control {
  private rotations = 0;
  readonly insert: DataControl['insert'];
  readonly change: DataControl['change'];
  readonly remove: DataControl['remove'];
  readonly truth: DataControl['truth'];

  constructor(private readonly parts: Parts) {
    const { data } = parts;
    this.insert = data.insert.bind(data);
    this.change = data.change.bind(data);
    this.remove = data.remove.bind(data);
    this.truth = data.truth.bind(data);
  }

  /** Replaces all faults. */
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

  /** Every token that was issued is refused from now on. */
  revokeTokens(): void {
    this.parts.world.tokens.revokeAll();
  }

  /** A new secret for the first tenant, which it returns. The old one and its tokens are refused. */
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

  /** The simulator's clock stands still at `now` (ISO 8601), or runs on from it. Without it: the real time. */
  setNow(now?: string, running = false): void {
    this.parts.world.clock.set(now, running);
  }

  /** Turns switches; those that are not named stay. */
  set(switches: Partial<Switches>): void {
    shapes.switches(switches, 'set');
    Object.assign(this.parts.world.switches, switches);
    this.parts.world.pages.clear();
  }
}
