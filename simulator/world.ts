import type { Clock } from './clock';
import type { ApiRequest } from './http/exchange';
import type { Surroundings } from './invoices/host';
import type { Region } from './options';
import type { PageCache } from './pages';
import type { Tenant } from './tenant';
import type { Tokens } from './tokens';

export interface World extends Surroundings {
  readonly region: Region;
  readonly clock: Clock;
  readonly tenants: readonly Tenant[];
  readonly tokens: Tokens;
  readonly pages: PageCache;
}

/** A request whose token was accepted. */
export interface Call {
  readonly request: ApiRequest;
  readonly tenant: Tenant;
  readonly world: World;
}
