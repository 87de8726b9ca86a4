import type { RecheckModel, StreamExtension, WindowModel } from '../model';
import {
  dict,
  fields,
  flag,
  integer,
  list,
  milliseconds,
  oneOf,
  optional,
  template,
  text,
  type Decoder,
} from '../decoders';

const MS_PER_DAY = 86_400_000;

const window: Decoder<WindowModel> = (node) => {
  const { max_rows, field, smallest, longest, ...bounds } = fields({
    from: text,
    to: text,
    unit: oneOf('seconds', 'days'),
    smallest: milliseconds,
    longest: optional(milliseconds),
    field: optional(text),
    max_rows: optional(integer),
  })(node);
  return {
    ...bounds,
    smallestMs: smallest,
    ...(longest === undefined ? {} : { longestMs: longest }),
    ...(field === undefined ? {} : { field }),
    ...(max_rows === undefined ? {} : { maxRows: max_rows }),
  };
};

const recheck: Decoder<RecheckModel> = (node) => {
  const { after_days, hours } = fields({ after_days: integer, hours: template() })(node);
  return { afterMs: after_days * MS_PER_DAY, hours };
};

const extension: Decoder<StreamExtension> = (node) => {
  const read = fields({
    scope: text,
    scope_missing: text,
    scope_useless: optional(text),
    // For `metadata.yaml`, which has to name the same streams.
    suggested: flag,
    total_rows: optional(list(text)),
    has_next: optional(list(text)),
    window: optional(window),
    recheck: optional(recheck),
  })(node);
  return {
    scope: read.scope,
    scopeMissing: read.scope_missing,
    ...(read.scope_useless === undefined ? {} : { scopeUseless: read.scope_useless }),
    ...(read.total_rows ? { totalRows: read.total_rows } : {}),
    ...(read.has_next ? { hasNext: read.has_next } : {}),
    ...(read.window ? { window: read.window } : {}),
    ...(read.recheck ? { recheck: read.recheck } : {}),
  };
};

/** `metadata.source_navan.streams`, by stream. */
export const extensions: Decoder<ReadonlyMap<string, StreamExtension>> = (node) =>
  fields({ source_navan: fields({ help: optional(dict(text)), streams: dict(extension) }) })(node)
    .source_navan.streams;
