import type { AuthenticatorModel, RequesterModel } from '../model';
import {
  component,
  componentOf,
  dict,
  located,
  oneOf,
  optional,
  seconds,
  template,
  type Located,
} from '../decoders';
import { errorHandler, NO_ERROR_HANDLER, type LocatedLimits } from './error-handler';

/** One requester: its own settings, and those that all requesters share. */
export interface ParsedRequester {
  readonly model: RequesterModel;
  readonly authenticator: Located<AuthenticatorModel>;
  readonly limits: LocatedLimits;
}

const authenticator = component(
  'OAuthAuthenticator',
  {
    token_refresh_endpoint: template(),
    grant_type: oneOf('client_credentials'),
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
    http_method: optional(oneOf('GET')),
    authenticator: located(componentOf(authenticator)),
    request_headers: optional(dict(template()), new Map()),
    request_parameters: optional(dict(template()), new Map()),
    error_handler: optional(componentOf(errorHandler), NO_ERROR_HANDLER),
    connect_timeout_in_seconds: optional(located(seconds)),
    read_timeout_in_seconds: optional(located(seconds)),
    // Always on in this runtime.
    use_tcp_keepalive: optional(oneOf(true)),
  },
  (fields): ParsedRequester => ({
    model: {
      baseUrl: fields.url_base,
      path: fields.path,
      parameters: fields.request_parameters,
      headers: fields.request_headers,
      rules: fields.error_handler.rules,
    },
    authenticator: fields.authenticator,
    limits: {
      connectTimeoutMs: fields.connect_timeout_in_seconds,
      idleTimeoutMs: fields.read_timeout_in_seconds,
      ...fields.error_handler.limits,
    },
  }),
);
