import type { ConnectorSpec } from '../../config/spec';
import type { Manifest } from '../model';
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
import { streams } from './stream';

const spec = component(
  'Spec',
  { documentation_url: text, connection_specification: json },
  (fields): ConnectorSpec => ({
    documentationUrl: fields.documentation_url,
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

function rate(place: Parameters<typeof json>[0]): Manifest['rate'] {
  return {
    limit: template()(place.child('limit')),
    intervalMs: milliseconds(place.child('interval')),
  };
}
