import { ApiError } from './http/api-error';
import type { ApiRequest } from './http/exchange';
import type { Region } from './options';
import type { Tenant } from './tenant';
import type { World } from './world';

const namesEu = ({ headers }: ApiRequest): boolean => headers['x-ta-region'] === 'EU';

/** Whether a credential of this region opens here. */
export function opens(region: Region, request: ApiRequest, world: World): boolean {
  const { hosts, euHeader } = world.switches;
  if (hosts === 'apart') return region === world.region;
  if (region === 'us') return !namesEu(request);
  return namesEu(request) || euHeader === 'optional';
}

/** Calls of the EU without the header are answered by 500; the US knows no token of the EU. */
export function requireRegion(request: ApiRequest, world: World, tenant: Tenant | undefined): void {
  const { hosts, euHeader } = world.switches;
  const region = hosts === 'apart' ? world.region : tenant?.region;
  if (region === 'eu' && !namesEu(request) && euHeader === 'required') {
    throw new ApiError(500, 'Internal error');
  }
  if (region === 'us' && namesEu(request))
    throw new ApiError(401, 'Full authentication is required');
}
