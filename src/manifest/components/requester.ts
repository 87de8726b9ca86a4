import type { AuthenticatorModel, RequesterModel, Timeouts } from '../model';
import { component, componentOf, dict, only, optional, seconds, template } from '../readers';
import { errorHandler } from './error-handler';

const authenticator = component(
  'OAuthAuthenticator',
  {
    token_refresh_endpoint: template(),
    grant_type: only('client_credentials'),
    client_id: template(),
    client_secret: template(),
    refresh_request_headers: optional(dict(template()), new Map()),
  },
  (fields): AuthenticatorModel => ({
    tokenUrl: fields.token_refresh_endpoint,
    clientId: fields.client_id,
    clientSecret: fields.client_secret,
    headers: fields.refresh_request_headers,
  }),
);

export const requester = component(
  'HttpRequester',
  {
    url_base: template(),
    path: template(),
    http_method: only('GET'),
    authenticator: componentOf(authenticator),
    request_headers: optional(dict(template()), new Map()),
    request_parameters: optional(dict(template()), new Map()),
    error_handler: componentOf(errorHandler),
    connect_timeout_in_seconds: optional(seconds),
    read_timeout_in_seconds: optional(seconds),
    // The connections of this runtime always ask for it.
    use_tcp_keepalive: optional(only(true)),
  },
  (fields): RequesterModel => ({
    baseUrl: fields.url_base,
    path: fields.path,
    parameters: fields.request_parameters,
    headers: fields.request_headers,
    authenticator: fields.authenticator,
    rules: fields.error_handler,
    timeouts: timeouts(fields.connect_timeout_in_seconds, fields.read_timeout_in_seconds),
  }),
);

function timeouts(
  connectTimeoutMs: number | undefined,
  idleTimeoutMs: number | undefined,
): Timeouts {
  return {
    ...(connectTimeoutMs === undefined ? {} : { connectTimeoutMs }),
    ...(idleTimeoutMs === undefined ? {} : { idleTimeoutMs }),
  };
}
