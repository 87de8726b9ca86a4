import {
  component,
  componentOf,
  integer,
  list,
  located,
  oneOf,
  optional,
  seconds,
  template,
  type Decoder,
  type Located,
} from '../decoders';
import type { ClientLimits, RuleModel } from '../model';

/** Limits that apply to all requests of the client, with their location in the manifest. */
export type LocatedLimits = {
  readonly [Name in keyof ClientLimits]?: Located<number> | undefined;
};

const filter = component(
  'HttpResponseFilter',
  {
    http_codes: list(integer(100), 1),
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

const waitTimeFromHeader = component(
  'WaitTimeFromHeader',
  {
    header: oneOf('Retry-After', 'retry-after'),
    max_waiting_time_in_seconds: optional(located(seconds)),
  },
  (fields): LocatedLimits => ({ maxRetryAfterMs: fields.max_waiting_time_in_seconds }),
);

const exponentialBackoff = component(
  'ExponentialBackoffStrategy',
  { factor: optional(located(seconds)) },
  ({ factor }): LocatedLimits => ({ initialBackoffMs: factor }),
);

/** The server's wait outranks the client's own backoff, so the manifest must list them in this order. */
const backoffStrategies: Decoder<LocatedLimits> = (node) => {
  const types = node.items().map((item) => item.child('type').value);
  const limits = list(componentOf(waitTimeFromHeader, exponentialBackoff))(node);
  if (new Set(types).size < types.length || types.indexOf('WaitTimeFromHeader') > 0)
    throw node.invalid('WaitTimeFromHeader, then ExponentialBackoffStrategy, each once at most');
  return Object.assign({}, ...limits) as LocatedLimits;
};

export interface ErrorHandler {
  readonly rules: readonly RuleModel[];
  readonly limits: LocatedLimits;
}

/** Leaves everything to the client's own table and limits. */
export const NO_ERROR_HANDLER: ErrorHandler = { rules: [], limits: {} };

const attempts: Decoder<number> = (node) => integer(0)(node) + 1;

export const errorHandler = component(
  'DefaultErrorHandler',
  {
    max_retries: optional(located(attempts)),
    backoff_strategies: optional(backoffStrategies),
    response_filters: optional(list(componentOf(filter)), []),
  },
  ({ max_retries, backoff_strategies, response_filters }): ErrorHandler => ({
    rules: response_filters,
    limits: { maxAttempts: max_retries, ...backoff_strategies },
  }),
);
