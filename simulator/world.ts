import type { Clock } from './clock';
import type { ApiRequest } from './http/exchange';
import type { Region } from './options';
import type { PageCache } from './pages';
import type { Switches } from './switches';
import type { Tenant } from './tenant';
import type { Tokens } from './tokens';

export interface World {
  readonly region: Region;
  readonly clock: Clock;
  readonly switches: Switches;
  readonly tenants: readonly Tenant[];
  readonly tokens: Tokens;
  readonly pages: PageCache;
  /** This server's own address, once it listens. */
  readonly site: { url: string };
}

/** A request whose token was accepted. */
export interface Call {
  readonly request: ApiRequest;
  readonly tenant: Tenant;
  readonly world: World;
}
