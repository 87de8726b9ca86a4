import { ApiError } from './api-error';

/** A whole number from the query. The API answers anything else, including ISO dates, with a bare 500. */
export function wholeNumber(params: URLSearchParams, name: string): number | undefined {
  const value = params.get(name);
  if (value === null) return undefined;
  if (!/^-?\d{1,15}$/u.test(value)) throw new ApiError(500);
  return Number(value);
}

/** A day as `YYYY-MM-DD`: its first millisecond, UTC. */
export function dayParam(params: URLSearchParams, name: string): number {
  const value = params.get(name);
  if (value === null) throw new ApiError(400, `Required parameter '${name}' is not present.`);
  const at = /^\d{4}-\d{2}-\d{2}$/u.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== value) {
    throw new ApiError(400, `Parameter '${name}' must be a date as YYYY-MM-DD.`);
  }
  return at;
}

/** A size between 1 and `most`. Above it: 500, or `most`. */
export function sizeParam(
  params: URLSearchParams,
  name: string,
  usual: number,
  most: number,
  oversize: 'error' | 'clamp',
): number {
  const size = wholeNumber(params, name) ?? usual;
  if (size < 1 || (size > most && oversize === 'error')) throw new ApiError(500);
  return Math.min(size, most);
}
