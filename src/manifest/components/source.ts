import type { ConnectorSpec } from '../../config/spec';
import type { Manifest, Timeouts } from '../model';
import type { Place } from '../place';
import {
  component,
  componentOf,
  integer,
  json,
  list,
  milliseconds,
  optional,
  template,
  text,
} from '../readers';
import { extensions } from './extensions';
import { streams, type DeclaredModel } from './stream';

const spec = component(
  'Spec',
  { documentation_url: optional(text), connection_specification: json },
  (fields): ConnectorSpec => ({
    ...(fields.documentation_url === undefined
      ? {}
      : { documentationUrl: fields.documentation_url }),
    connectionSpecification: fields.connection_specification,
    supportsIncremental: true,
  }),
);

const concurrencyLevel = component(
  'ConcurrencyLevel',
  { default_concurrency: template(), max_concurrency: integer },
  (fields) => ({ wanted: fields.default_concurrency, most: fields.max_concurrency }),
);

const callRatePolicy = component(
  'MovingWindowCallRatePolicy',
  { rates: list(rate), matchers: optional(list(json), []) },
  ({ rates }) => rates,
);

const apiBudget = component(
  'HTTPAPIBudget',
  { policies: list(componentOf(callRatePolicy)) },
  ({ policies }, place) => {
    const [only, ...others] = policies.flat();
    if (!only || others.length > 0) throw place.invalid('one policy with one rate');
    return only;
  },
);

/** What `check` means for Airbyte's runtime. Here it makes one call per scope. */
const checkStream = component('CheckStream', { stream_names: list(text) }, () => undefined);

export const source = component(
  'DeclarativeSource',
  {
    version: text,
    check: componentOf(checkStream),
    definitions: optional(json),
    schemas: optional(json),
    streams: list(streams),
    concurrency_level: componentOf(concurrencyLevel),
    api_budget: componentOf(apiBudget),
    spec: componentOf(spec),
    metadata: extensions,
  },
  (fields, place): Manifest => ({
    spec: fields.spec,
    timeouts: timeoutsOf(fields.streams.flat(), place),
    streams: fields.streams.flat().map((declared) => {
      const extension = fields.metadata.get(declared.name);
      if (!extension)
        throw place.child('metadata').invalid(`an entry for the stream '${declared.name}'`);
      return { ...declared, extension };
    }),
    concurrency: fields.concurrency_level,
    rate: fields.api_budget,
  }),
);

/** The client has one pair of time-outs for all requests, the token's included. */
function timeoutsOf(declared: readonly DeclaredModel[], place: Place): Timeouts {
  const [first = {}, ...others] = declared.map(({ requester }) => requester.timeouts);
  const isDifferent = ({ connectTimeoutMs, idleTimeoutMs }: Timeouts) =>
    connectTimeoutMs !== first.connectTimeoutMs || idleTimeoutMs !== first.idleTimeoutMs;
  if (others.some(isDifferent))
    throw place.child('streams').invalid('the same time-outs in every HttpRequester');
  return first;
}

function rate(place: Place): Manifest['rate'] {
  return {
    limit: template()(place.child('limit')),
    intervalMs: milliseconds(place.child('interval')),
  };
}
