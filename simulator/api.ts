import { bookings, BOOKINGS_PATH } from './bookings/endpoint';
import { company } from './expense/company';
import { isCompanyPath } from './expense/company-paths';
import { EXPENSE_PATH, transactions } from './expense/endpoint';
import { receipts, RECEIPTS_PATH } from './expense/receipts';
import { isExpenseType } from './expense/types';
import { ApiError } from './http/api-error';
import type { ApiRequest, Reply } from './http/exchange';
import { requireRegion } from './region';
import type { Tenant } from './tenant';
import { users, USERS_PATH } from './users/endpoint';
import type { Call, World } from './world';

/** The endpoints that need a token: checks who calls, whether the call is allowed, and what it requests. */
export function api(request: ApiRequest, world: World): Reply {
  const token = world.tokens.valid(request.headers.authorization, world.clock.now());
  requireRegion(request, world, token?.tenant);
  if (!token) throw new ApiError(401, 'Full authentication is required to access this resource');
  const { tenant } = token;
  const call: Call = { request, tenant, world };
  const { path } = request;
  if (path === BOOKINGS_PATH)
    return allowed(request, tenant, 'bookings:read', () => bookings(call));
  requireSeen(path, world);
  if (path === USERS_PATH) return allowed(request, tenant, 'users:read', () => users(call));
  const type = path.startsWith(EXPENSE_PATH) ? path.slice(EXPENSE_PATH.length) : '';
  if (path === RECEIPTS_PATH || isExpenseType(type) || isCompanyPath(type)) {
    return allowed(request, tenant, 'liquid:read', () => {
      if (!tenant.expenseEnabled) throw new ApiError(403, 'The Expense API is not enabled.');
      if (isCompanyPath(type)) return company(call, type);
      return isExpenseType(type) ? transactions(call, type) : receipts(call);
    });
  }
  throw new ApiError(404, 'No message available');
}

function requireSeen(path: string, { switches }: World): void {
  const unseen = path === USERS_PATH || path === RECEIPTS_PATH;
  if (unseen && switches.unseenPaths === 'missing') throw new ApiError(404, 'No message available');
}

function allowed(request: ApiRequest, tenant: Tenant, scope: string, answer: () => Reply): Reply {
  if (!tenant.scopes.includes(scope)) throw new ApiError(403, 'Access is denied');
  if (request.method !== 'GET')
    throw new ApiError(405, `Request method '${request.method}' not supported`);
  return answer();
}
