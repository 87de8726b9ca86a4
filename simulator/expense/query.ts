import { DAY } from '../data/times';
import { ApiError } from '../http/api-error';
import { dayParam } from '../http/params';
import type { Switches } from '../switches';
import { FIELD_GROUPS } from './field-groups';

const MOST_DAYS = 93;

/** The first day of the month two months ago: earlier changes are never available. */
export function floorAt(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 2, 1);
}

/** The requested whole days, as [from, to) in milliseconds. */
export function modifiedRange(params: URLSearchParams, now: number): { from: number; to: number } {
  const from = dayParam(params, 'date_modified.from');
  const to = dayParam(params, 'date_modified.to') + DAY;
  if (to <= from) throw new ApiError(400, "'date_modified.to' is before 'date_modified.from'.");
  if (to - from > MOST_DAYS * DAY)
    throw new ApiError(400, `At most ${MOST_DAYS} days can be asked for.`);
  if (from < floorAt(now)) {
    throw new ApiError(
      400,
      "'date_modified.from' is before the first day of the month two months ago.",
    );
  }
  return { from, to };
}

/** The field groups requested by name, or the default ones; in any case `LINE_ITEM` if it is no group of its own. */
export function fieldGroups(
  params: URLSearchParams,
  { defaultFieldGroups, lineItems }: Pick<Switches, 'defaultFieldGroups' | 'lineItems'>,
): readonly string[] {
  const always = lineItems === 'group' ? [] : ['LINE_ITEM'];
  const named = params.getAll('include_field_group');
  if (named.length === 0) return [...defaultFieldGroups, ...always];
  const groups = named.flatMap((names) => names.split(',')).filter((name) => name !== '');
  const known = Object.keys(FIELD_GROUPS).filter(
    (name) => name !== 'LINE_ITEM' || lineItems !== 'refused',
  );
  const unknown = groups.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new ApiError(400, `Unknown field group '${unknown}'.`);
  return [...groups, ...always];
}
