import { count, listOf, mapOf, text, type Shape } from '../control/shape';
import type { CountMatch, RequestMatch } from './match';

type ShapesOf<T> = { readonly [Name in keyof Required<T>]: Shape };

export const requestMatch: ShapesOf<RequestMatch> = {
  method: text,
  path: text,
  page: count,
  params: mapOf(text),
  touches: listOf(count),
};

export const countMatch: ShapesOf<CountMatch> = {
  nth: (value, where) => {
    if (Array.isArray(value)) listOf(count)(value, where);
    else count(value, where);
  },
  from: count,
  every: count,
  times: count,
};
