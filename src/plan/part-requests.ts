import type { PaginatorModel, StreamModel } from '../manifest/model';
import type { Window } from '../stream/window';
import { atLeast, exactly, type Range } from './range';

export interface PartFacts {
  readonly model: StreamModel;
  /** The time window to read. */
  readonly window: Window | undefined;
  /** Whether only changes are requested. */
  readonly isIncremental: boolean;
  /** The count that the API states for this very window. */
  readonly stated: number | undefined;
  /** The count of the last read. */
  readonly remembered: number | undefined;
}

/** How many requests read one part, if its records do not change. */
export function partRequests({ model, window, stated, ...facts }: PartFacts): Range {
  const { paginator } = model;
  if (paginator.kind === 'none') return exactly(1);
  if (stated !== undefined) return readingOf(paginator, stated, window);
  const { remembered, isIncremental } = facts;
  if (remembered === undefined) return atLeast(1);
  const asBefore = readingOf(paginator, remembered, window);
  if (!isFilteredByTime(model)) return asBefore;
  // The last window may have been longer than this one, or shorter if only changes were requested then.
  return model.cursor && !isIncremental ? atLeast(asBefore.min) : { ...asBefore, min: 1 };
}

/** Whether the API returns only what changed in the time window. */
function isFilteredByTime({ cursor, extension }: StreamModel): boolean {
  return extension.window !== undefined && cursor?.clientSide !== true;
}

function readingOf(
  paginator: Exclude<PaginatorModel, { kind: 'none' }>,
  records: number,
  window: Window | undefined,
): Range {
  const { size, kind } = paginator;
  if (kind === 'token') return exactly(Math.max(1, Math.ceil(records / size)));
  // A full page is never taken for the last one.
  const pages = Math.floor(records / size) + 1;
  const mostRecords = window?.maxRecords ?? Infinity;
  // Each split costs the page that revealed the need for it; where the records lie is not known.
  return records > mostRecords
    ? atLeast(pages + Math.ceil(records / mostRecords) - 1)
    : exactly(pages);
}
