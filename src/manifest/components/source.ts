import type { ConnectorSpec } from '../../config/spec';
import type { Manifest, StreamModel } from '../model';
import type { ManifestNode } from '../manifest-node';
import {
  component,
  componentOf,
  fields,
  integer,
  json,
  list,
  located,
  milliseconds,
  optional,
  positiveNumber,
  text,
  url,
  type Decoder,
} from '../decoders';
import { clientSettings } from './client-settings';
import { checkedExtension, extensions } from './extensions';
import { streams, type ParsedStream } from './stream';

const spec = component(
  'Spec',
  { documentation_url: optional(url), connection_specification: json },
  (fields): ConnectorSpec => ({
    documentationUrl: fields.documentation_url,
    connectionSpecification: fields.connection_specification,
    supportsIncremental: true,
  }),
);

const concurrencyLevel = component(
  'ConcurrencyLevel',
  { default_concurrency: positiveNumber, max_concurrency: optional(integer(1), Infinity) },
  (fields) => ({ wanted: fields.default_concurrency, most: fields.max_concurrency }),
);

const interval: Decoder<number> = (node) => {
  const ms = milliseconds(node);
  if (ms > 0) return ms;
  throw node.invalid('a duration above 0');
};

const rate = fields({ limit: positiveNumber, interval });

const callRatePolicy = component(
  'MovingWindowCallRatePolicy',
  { rates: list(rate), matchers: optional(list(json), []) },
  ({ rates, matchers }, node) => {
    if (matchers.length > 0)
      throw node.child('matchers').invalid('[]: the rate is that of all requests');
    return rates;
  },
);

const apiBudget = component(
  'HTTPAPIBudget',
  { policies: list(componentOf(callRatePolicy)) },
  ({ policies }, node): Manifest['rate'] => {
    const [only, ...others] = policies.flat();
    if (!only || others.length > 0) throw node.invalid('one policy with one rate');
    return { limit: only.limit, intervalMs: only.interval };
  },
);

/** The streams that Airbyte's runtime checks; this one makes one call per scope instead. */
const checkStream = component(
  'CheckStream',
  { stream_names: list(located(text), 1) },
  ({ stream_names }) => stream_names.map((name) => [name.value, name] as const),
);

export const source = component(
  'DeclarativeSource',
  {
    version: text,
    check: componentOf(checkStream),
    definitions: optional(json),
    schemas: optional(json),
    streams: list(streams, 1),
    concurrency_level: componentOf(concurrencyLevel),
    api_budget: componentOf(apiBudget),
    spec: componentOf(spec),
    metadata: extensions,
  },
  (fields, node): Manifest => {
    const declared = fields.streams.flat();
    refuseUnreachable(declared, node.child('streams'));
    const streams = declared.map(({ model }): StreamModel => {
      const extension = fields.metadata.get(model.name);
      if (extension) return { ...model, extension: checkedExtension(extension, model) };
      throw node.child('metadata').invalid(`an entry for the stream '${model.name}'`);
    });
    const names = streams.map(({ name }) => name);
    for (const [name, entry] of [...fields.check, ...fields.metadata])
      if (!names.includes(name)) throw entry.node.unsupported('the stream', name, names);
    return {
      spec: fields.spec,
      ...clientSettings(declared.map(({ requester }) => requester)),
      streams,
      concurrency: fields.concurrency_level,
      rate: fields.api_budget,
    };
  },
);

/**
 * Of several streams with one name, the first whose condition holds is used, so one without a condition hides the rest.
 */
function refuseUnreachable(declared: readonly ParsedStream[], node: ManifestNode): void {
  const taken = new Set<string>();
  for (const { name, condition } of declared.map(({ model }) => model)) {
    if (taken.has(name)) throw node.invalid(`a condition before a second stream '${name}'`, 'none');
    if (!condition) taken.add(name);
  }
}
