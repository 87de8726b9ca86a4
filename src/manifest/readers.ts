import type { JsonObject } from '../config/json';
import { unknownDirective, parseDuration } from './datetime';
import type { LateName } from './expressions/scope';
import { Template } from './expressions/template';
import type { Place } from './place';

/** Reads one place of the manifest into a typed value, or refuses it with its path. */
export type Reader<T> = (place: Place) => T;

type Readers = Readonly<Record<string, Reader<unknown>>>;
type Read<R extends Readers> = { readonly [Key in keyof R]: ReturnType<R[Key]> };

export const text: Reader<string> = (place) => {
  if (typeof place.value !== 'string') throw place.invalid('a text');
  return place.value;
};

export const integer: Reader<number> = (place) => {
  if (!Number.isInteger(place.value)) throw place.invalid('a whole number');
  return place.value as number;
};

export const flag: Reader<boolean> = (place) => {
  if (typeof place.value !== 'boolean') throw place.invalid('true or false');
  return place.value;
};

export const json: Reader<JsonObject> = (place) => {
  place.keys();
  return place.value as JsonObject;
};

/** Only this one value; anything else is refused with it as what is supported. */
export function only<const T extends string | number | boolean>(value: T): Reader<T> {
  return (place) => {
    if (place.value !== value)
      throw place.unsupported('the value', String(place.value), [String(value)]);
    return value;
  };
}

export function oneOf<const T extends string>(...values: readonly T[]): Reader<T> {
  return (place) => {
    const found = values.find((value) => value === place.value);
    if (found === undefined) throw place.unsupported('the value', String(place.value), values);
    return found;
  };
}

/** A length of fixed milliseconds, from an ISO 8601 duration without months. */
export const milliseconds: Reader<number> = (place) => {
  const duration = parseDuration(text(place));
  if (!duration || duration.months > 0)
    throw place.invalid('an ISO 8601 duration of days, hours, minutes or seconds');
  return duration.ms;
};

export const datetimeFormat: Reader<string> = (place) => {
  const format = text(place);
  const unknown = unknownDirective(format);
  if (unknown !== undefined)
    throw place.unsupported('the directive', unknown, [
      '%Y',
      '%m',
      '%d',
      '%H',
      '%M',
      '%S',
      '%_ms',
      '%s',
    ]);
  return format;
};

/** Variables that every expression may name. */
const VARIABLES = ['config', 'stream_partition', 'stream_interval'];

export function template(late?: LateName): Reader<Template> {
  return (place) =>
    new Template(text(place), {
      path: place.path,
      variables: VARIABLES,
      constants: { parameters: place.parameters },
      ...(late ? { late } : {}),
    });
}

/** A number of seconds above 0, as milliseconds. */
export const seconds: Reader<number> = (place) => {
  if (typeof place.value !== 'number' || !(place.value > 0))
    throw place.invalid('a number of seconds above 0');
  return place.value * 1000;
};

export function list<T>(read: Reader<T>): Reader<readonly T[]> {
  return (place) => place.items().map(read);
}

/** A path that is one name: a top-level field. */
export const oneName: Reader<string> = (place) => {
  const [name, ...deeper] = list(text)(place);
  if (name === undefined || deeper.length > 0) throw place.invalid('a list of one name');
  return name;
};

export function dict<T>(read: Reader<T>): Reader<ReadonlyMap<string, T>> {
  return (place) => new Map(place.keys().map((key) => [key, read(place.child(key))]));
}

export function optional<T>(read: Reader<T>): Reader<T | undefined>;
export function optional<T>(read: Reader<T>, otherwise: T): Reader<T>;
export function optional<T>(read: Reader<T>, otherwise?: T): Reader<T | undefined> {
  return (place) => (place.value === undefined ? otherwise : read(place));
}

/** A mapping with exactly these fields. */
export function fields<const R extends Readers>(readers: R): Reader<Read<R>> {
  const known = Object.keys(readers);
  return (place) => {
    for (const key of place.keys()) {
      if (!known.includes(key)) throw place.unsupported('the field', key, known);
    }
    return Object.fromEntries(
      known.map((key) => [key, readers[key]?.(place.child(key))]),
    ) as Read<R>;
  };
}

/** How one type of component is read. */
export interface Component<T> {
  readonly type: string;
  readonly read: Reader<T>;
}

/** A component of the language: its type, the fields that are implemented, and what is built from them. */
export function component<const R extends Readers, T>(
  type: string,
  readers: R,
  build: (fields: Read<R>, place: Place) => T,
): Component<T> {
  const read = fields({ ...readers, type: only(type), $parameters: optional(json) });
  return {
    type,
    read: (place) => {
      const inside = place.entered();
      return build(read(inside), inside);
    },
  };
}

/** The registry of one spot: whichever of these component types stands there builds itself. */
export function componentOf<T>(...components: readonly Component<T>[]): Reader<T> {
  const types = components.map(({ type }) => type);
  return (place) => {
    if (!place.keys().includes('type'))
      throw place.invalid(`a component of type ${types.join(' or ')}`);
    const type = text(place.child('type'));
    const found = components.find((candidate) => candidate.type === type);
    if (!found) throw place.unsupported('the component type', type, types);
    return found.read(place);
  };
}
