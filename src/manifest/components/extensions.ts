import { isDeepStrictEqual } from 'node:util';
import type {
  ChangesModel,
  RecheckModel,
  StreamExtension,
  StreamModel,
  UpcomingModel,
  WindowModel,
} from '../model';
import {
  condition,
  dict,
  fieldName,
  fields,
  flag,
  integer,
  list,
  located,
  milliseconds,
  oneOf,
  optional,
  template,
  text,
  type Decoder,
  type Located,
  name,
} from '../decoders';
import { PAGE_FACTS } from './paginator';

const MS_PER_DAY = 86_400_000;

const window: Decoder<WindowModel> = (node) => {
  const { max_rows, smallest, longest, ...bounds } = fields({
    from: text,
    to: text,
    unit: oneOf('seconds', 'days'),
    smallest: milliseconds,
    longest: optional(milliseconds),
    field: optional(name),
    max_rows: optional(integer(1)),
  })(node);
  return { ...bounds, smallestMs: smallest, longestMs: longest, maxRows: max_rows };
};

const recheck: Decoder<RecheckModel> = (node) => {
  const { after_days, hours } = fields({ after_days: integer(0), hours: template() })(node);
  return { afterMs: after_days * MS_PER_DAY, hours };
};

const changes: Decoder<ChangesModel> = (node) => {
  const { allowed, reread, ...names } = fields({
    from: name,
    to: name,
    allowed: condition(),
    reread: milliseconds,
    cancelled: name,
    created: name,
  })(node);
  return { ...names, isAllowed: allowed, rereadMs: reread };
};

const upcoming: Decoder<UpcomingModel> = (node) => {
  const { under_way, ahead, ...names } = fields({
    from: name,
    to: name,
    starts: name,
    under_way: milliseconds,
    ahead: milliseconds,
  })(node);
  return { ...names, underWayMs: under_way, aheadMs: ahead };
};

const refusable = fields({ parameter: name, value: text });

const extension: Decoder<StreamExtension> = (node) => {
  const said = fields({
    scope: text,
    scope_missing: text,
    scope_useless: optional(text),
    // For `metadata.yaml`, which must name the same streams.
    suggested: flag,
    record_paths: optional(list(list(fieldName()), 1)),
    may_be_missing: optional(flag, false),
    refusable: optional(refusable),
    total_rows: optional(list(list(text, 1), 1)),
    has_next: optional(list(list(text, 1), 1)),
    is_last: optional(list(list(text, 1), 1)),
    window: optional(window),
    recheck: optional(recheck),
    changes: optional(changes),
    upcoming: optional(upcoming),
  })(node);
  return {
    scope: said.scope,
    scopeMissing: said.scope_missing,
    scopeUseless: said.scope_useless,
    recordPaths: said.record_paths,
    mayBeMissing: said.may_be_missing,
    refusable: said.refusable,
    totalRows: said.total_rows,
    hasNext: said.has_next,
    isLast: said.is_last,
    window: said.window,
    recheck: said.recheck,
    changes: said.changes,
    upcoming: said.upcoming,
  };
};

/** `metadata.source_navan.streams`, by stream. */
export const extensions: Decoder<ReadonlyMap<string, Located<StreamExtension>>> = (node) =>
  fields({
    source_navan: fields({ help: optional(dict(text)), streams: dict(located(extension)) }),
  })(node).source_navan.streams;

/** Refuses settings that a stream of this kind would ignore. */
export function checkedExtension(
  { value: extension, node }: Located<StreamExtension>,
  { paginator, partitions, requester, recordPath, cursor }: Omit<StreamModel, 'extension'>,
): StreamExtension {
  const { window, totalRows, hasNext, isLast, recheck } = extension;
  const { recordPaths, mayBeMissing, refusable } = extension;
  const refuse = (key: string, what: string): never => {
    throw node.child(key).invalid(`it only together with ${what}`);
  };
  const facts = PAGE_FACTS[paginator.kind];
  if (hasNext && !facts.includes('has_next'))
    refuse('has_next', 'CursorPagination or no paginator');
  if (isLast && !hasNext) refuse('is_last', 'has_next');
  if (recheck && !(window && cursor)) refuse('recheck', 'window and incremental_sync');
  for (const key of ['changes', 'upcoming'] as const)
    if (extension[key] && !recheck) refuse(key, 'recheck');
  if (window?.maxRows !== undefined && !(totalRows && paginator.kind === 'number'))
    refuse('window', 'total_rows and PageIncrement, for max_rows');
  if (mayBeMissing && partitions) refuse('may_be_missing', 'a single partition');
  if (recordPaths && !recordPaths.some((path) => isDeepStrictEqual(path, recordPath)))
    refuse('record_paths', `the extractor's own path, [${recordPath.join(', ')}], among them`);
  const parameters = [...requester.parameters.keys()];
  const checkParameter = (key: string, inside: string, parameter: string): void => {
    if (parameters.includes(parameter)) return;
    throw node.child(key).child(inside).unsupported('the parameter', parameter, parameters);
  };
  if (window) for (const key of ['from', 'to'] as const) checkParameter('window', key, window[key]);
  if (refusable) checkParameter('refusable', 'parameter', refusable.parameter);
  return extension;
}
