import { ApiError } from './http/api-error';
import type { ApiRequest } from './http/exchange';
import type { Region } from './options';
import type { Tenant } from './tenant';
import type { World } from './world';

const namesEu = ({ headers }: ApiRequest): boolean => headers['x-ta-region'] === 'EU';

/** Whether this host accepts a credential of this region. */
export function opens(region: Region, request: ApiRequest, world: World): boolean {
  const { hosts, euHeader } = world.switches;
  if (hosts === 'apart') return region === world.region;
  if (region === 'us') return !namesEu(request);
  return namesEu(request) || euHeader === 'optional';
}

/** EU calls without the header fail with 500; the US knows no EU tokens. */
export function requireRegion(request: ApiRequest, world: World, tenant: Tenant | undefined): void {
  const { hosts, euHeader } = world.switches;
  const region = hosts === 'apart' ? world.region : tenant?.region;
  if (region === 'eu' && !namesEu(request) && euHeader === 'required') {
    throw new ApiError(500, 'Internal error');
  }
  if (region === 'us' && namesEu(request))
    throw new ApiError(401, 'Full authentication is required');
}
