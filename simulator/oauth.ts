import { json, type ApiRequest, type Reply } from './http/exchange';
import { opens } from './region';
import type { Tenant } from './tenant';
import type { World } from './world';

export const TOKEN_PATH = '/ta-auth/oauth/token';

/** `POST /ta-auth/oauth/token`: the grant `client_credentials`, with OAuth 2 responses and errors. */
export function token(request: ApiRequest, world: World, ttlSeconds: number): Reply {
  const form = new URLSearchParams(request.body);
  if (form.get('grant_type') !== 'client_credentials') {
    return refusal(400, 'unsupported_grant_type', 'Unsupported grant type');
  }
  const tenant = tenantOf(request, credentials(request, form, world), world);
  if (!tenant) return refusal(401, 'invalid_client', 'Bad client credentials');
  const wanted = form.get('scope');
  const scopes =
    wanted === null ? tenant.scopes : wanted.split(' ').filter((scope) => scope !== '');
  // A request for more scopes than granted fails as if the credential were wrong.
  if (!scopes.every((scope) => tenant.scopes.includes(scope))) {
    return refusal(401, 'invalid_client', 'Bad client credentials');
  }
  if (world.switches.tokensInForce === 'newest') world.tokens.revokeOf(tenant);
  return json(
    JSON.stringify({
      access_token: world.tokens.issue({ ...tenant, scopes }, world.clock.now(), ttlSeconds),
      token_type: 'bearer',
      expires_in: ttlSeconds,
      scope: scopes.join(' '),
      company_uuid: tenant.companyUuid,
      allowed_ips: null,
    }),
  );
}

/** A credential of the other region counts as wrong. */
function tenantOf(
  request: ApiRequest,
  credential: readonly [string, string] | undefined,
  world: World,
): Tenant | undefined {
  return world.tenants.find(
    ({ clientId, clientSecret, region }) =>
      clientId === credential?.[0] &&
      clientSecret === credential[1] &&
      opens(region, request, world),
  );
}

function credentials(
  request: ApiRequest,
  form: URLSearchParams,
  { switches }: World,
): readonly [string, string] | undefined {
  const basic = /^Basic (.+)$/iu.exec(request.headers.authorization ?? '')?.[1];
  if (basic !== undefined && switches.tokenAuth !== 'form') {
    const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    return [decodeURIComponent(id), decodeURIComponent(secret.join(':'))];
  }
  if (switches.tokenAuth === 'basic') return undefined;
  return [form.get('client_id') ?? '', form.get('client_secret') ?? ''];
}

function refusal(status: number, error: string, description: string): Reply {
  return json(JSON.stringify({ error, error_description: description }), status);
}
