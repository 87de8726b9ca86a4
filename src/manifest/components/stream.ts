import {
  component,
  componentOf,
  json,
  list,
  optional,
  primaryKey,
  condition,
  name,
  type Component,
} from '../decoders';
import type { StreamModel } from '../model';
import { incrementalSync } from './incremental-sync';
import { optionalPaginator } from './paginator';
import { partitionRouter } from './partition-router';
import { recordSelector } from './record-selector';
import { requester, type ParsedRequester } from './requester';
import { NO_TRANSFORMATIONS, transformations } from './transformations';

const schemaLoader = component('InlineSchemaLoader', { schema: json }, ({ schema }) => schema);

const retriever = component(
  'SimpleRetriever',
  {
    requester: componentOf(requester),
    record_selector: componentOf(recordSelector),
    paginator: optionalPaginator,
    partition_router: optional(componentOf(partitionRouter)),
  },
  (fields) => fields,
);

/** A stream without its extension, which is elsewhere in the manifest, plus the settings that all streams share. */
export interface ParsedStream {
  readonly model: Omit<StreamModel, 'extension'>;
  readonly requester: ParsedRequester;
}

const stream = component(
  'DeclarativeStream',
  {
    name,
    primary_key: optional(primaryKey),
    retriever: componentOf(retriever),
    incremental_sync: optional(componentOf(incrementalSync)),
    transformations: optional(transformations, NO_TRANSFORMATIONS),
    schema_loader: componentOf(schemaLoader),
  },
  (fields): ParsedStream => ({
    model: {
      name: fields.name,
      primaryKey: fields.primary_key,
      schema: fields.schema_loader,
      requester: fields.retriever.requester.model,
      paginator: fields.retriever.paginator,
      ...fields.retriever.record_selector,
      partitions: fields.retriever.partition_router,
      cursor: fields.incremental_sync,
      ...fields.transformations,
    },
    requester: fields.retriever.requester,
  }),
);

/** Streams that exist only if a condition on the config holds. */
const conditionalStreams = component(
  'ConditionalStreams',
  { condition: condition(), streams: list(componentOf(stream), 1) },
  ({ condition, streams }): readonly ParsedStream[] =>
    streams.map(({ model, requester }) => ({ model: { ...model, condition }, requester })),
);

const singleStream: Component<readonly ParsedStream[]> = {
  type: stream.type,
  decode: (node) => [stream.decode(node)],
};

export const streams = componentOf(singleStream, conditionalStreams);
