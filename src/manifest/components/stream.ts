import {
  component,
  componentOf,
  json,
  list,
  oneName,
  optional,
  template,
  text,
  type Component,
} from '../decoders';
import type {
  CursorModel,
  PaginatorModel,
  RequesterModel,
  StreamExtension,
  StreamModel,
} from '../model';
import type { Template } from '../expressions/template';
import { incrementalSync } from './incremental-sync';
import { paginator } from './paginator';
import { partitionRouter } from './partition-router';
import { recordSelector } from './record-selector';
import { requester } from './requester';
import { transformation } from './transformations';

const schemaLoader = component('InlineSchemaLoader', { schema: json }, ({ schema }) => schema);

interface Retriever {
  readonly requester: RequesterModel;
  readonly selector: {
    readonly recordPath: readonly string[];
    readonly filter: Template | undefined;
  };
  readonly paginator: PaginatorModel;
  readonly partitions: { readonly field: string; readonly values: Template } | undefined;
}

const retriever = component(
  'SimpleRetriever',
  {
    requester: componentOf(requester),
    record_selector: componentOf(recordSelector),
    paginator: componentOf(paginator),
    partition_router: optional(componentOf(partitionRouter)),
  },
  (fields): Retriever => ({
    requester: fields.requester,
    selector: fields.record_selector,
    paginator: fields.paginator,
    partitions: fields.partition_router,
  }),
);

/** A stream without its extension, which stands elsewhere in the manifest. */
export type DeclaredModel = Omit<StreamModel, 'extension'> & {
  readonly extension?: StreamExtension;
};

const stream = component(
  'DeclarativeStream',
  {
    name: text,
    primary_key: oneName,
    retriever: componentOf(retriever),
    incremental_sync: optional(componentOf(incrementalSync)),
    transformations: optional(list(transformation), []),
    schema_loader: componentOf(schemaLoader),
  },
  (fields): DeclaredModel => {
    const { selector, partitions } = fields.retriever;
    const cursor: CursorModel | undefined = fields.incremental_sync;
    return {
      name: fields.name,
      primaryKey: fields.primary_key,
      schema: fields.schema_loader,
      requester: fields.retriever.requester,
      paginator: fields.retriever.paginator,
      recordPath: selector.recordPath,
      ...(selector.filter ? { filter: selector.filter } : {}),
      ...(partitions ? { partitions } : {}),
      ...(cursor ? { cursor } : {}),
      removals: fields.transformations.flatMap(({ removals }) => removals),
      additions: fields.transformations.flatMap(({ additions }) => additions),
    };
  },
);

/** Streams that exist only where a condition on the config holds. */
const conditionalStreams = component(
  'ConditionalStreams',
  { condition: template(), streams: list(componentOf(stream)) },
  ({ condition, streams }): readonly DeclaredModel[] =>
    streams.map((model) => ({ ...model, condition })),
);

const singleStream: Component<readonly DeclaredModel[]> = {
  type: stream.type,
  decode: (node) => [stream.decode(node)],
};

/** One entry of the manifest's `streams`. */
export const streams = componentOf(singleStream, conditionalStreams);
