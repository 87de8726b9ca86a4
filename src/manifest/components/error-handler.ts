import type { RuleModel } from '../model';
import { component, componentOf, integer, list, oneOf, optional, template, text } from '../readers';

const filter = component(
  'HttpResponseFilter',
  {
    http_codes: list(integer),
    action: oneOf('FAIL', 'RETRY', 'RATE_LIMITED'),
    failure_type: oneOf('config_error', 'transient_error', 'system_error'),
    error_message: template(),
  },
  (fields): RuleModel => ({
    statuses: fields.http_codes,
    action: fields.action,
    failureType: fields.failure_type,
    message: fields.error_message,
  }),
);

/**
 * How Airbyte's runtime waits. Here the client's limits hold for every request, and `Retry-After` and backoff with
 * jitter are part of it, so these are understood and add nothing.
 */
const waitTimeFromHeader = component(
  'WaitTimeFromHeader',
  { header: text, max_waiting_time_in_seconds: optional(integer) },
  () => undefined,
);
const exponentialBackoff = component(
  'ExponentialBackoffStrategy',
  { factor: integer },
  () => undefined,
);

export const errorHandler = component(
  'DefaultErrorHandler',
  {
    max_retries: optional(integer),
    backoff_strategies: optional(list(componentOf(waitTimeFromHeader, exponentialBackoff)), []),
    response_filters: list(componentOf(filter)),
  },
  (fields) => fields.response_filters,
);
