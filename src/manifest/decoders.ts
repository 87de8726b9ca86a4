import type { JsonObject } from '../config/json';
import { unknownDirective, parseDuration } from './datetime';
import type { PerRecordVariable } from './expressions/scope';
import { Template } from './expressions/template';
import type { ManifestNode } from './manifest-node';

/** Reads one node of the manifest into a typed value, or refuses it with its path. */
export type Decoder<T> = (node: ManifestNode) => T;

type Decoders = Readonly<Record<string, Decoder<unknown>>>;
type Decoded<R extends Decoders> = { readonly [Key in keyof R]: ReturnType<R[Key]> };

export const text: Decoder<string> = (node) => {
  if (typeof node.value !== 'string') throw node.invalid('a text');
  return node.value;
};

export const integer: Decoder<number> = (node) => {
  if (!Number.isInteger(node.value)) throw node.invalid('a whole number');
  return node.value as number;
};

export const flag: Decoder<boolean> = (node) => {
  if (typeof node.value !== 'boolean') throw node.invalid('true or false');
  return node.value;
};

export const json: Decoder<JsonObject> = (node) => {
  node.keys();
  return node.value as JsonObject;
};

/** Only this one value; anything else is refused with it as what is supported. */
export function only<const T extends string | number | boolean>(value: T): Decoder<T> {
  return (node) => {
    if (node.value !== value)
      throw node.unsupported('the value', String(node.value), [String(value)]);
    return value;
  };
}

export function oneOf<const T extends string>(...values: readonly T[]): Decoder<T> {
  return (node) => {
    const found = values.find((value) => value === node.value);
    if (found === undefined) throw node.unsupported('the value', String(node.value), values);
    return found;
  };
}

/** A length of fixed milliseconds, from an ISO 8601 duration without months. */
export const milliseconds: Decoder<number> = (node) => {
  const duration = parseDuration(text(node));
  if (!duration || duration.months > 0)
    throw node.invalid('an ISO 8601 duration of days, hours, minutes or seconds');
  return duration.ms;
};

export const datetimeFormat: Decoder<string> = (node) => {
  const format = text(node);
  const unknown = unknownDirective(format);
  if (unknown !== undefined)
    throw node.unsupported('the directive', unknown, [
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

export function template(perRecord?: PerRecordVariable): Decoder<Template> {
  return (node) =>
    new Template(text(node), {
      path: node.path,
      variables: VARIABLES,
      constants: { parameters: node.parameters },
      ...(perRecord ? { perRecord } : {}),
    });
}

/** A number of seconds above 0, as milliseconds. */
export const seconds: Decoder<number> = (node) => {
  if (typeof node.value !== 'number' || !(node.value > 0))
    throw node.invalid('a number of seconds above 0');
  return node.value * 1000;
};

export function list<T>(read: Decoder<T>): Decoder<readonly T[]> {
  return (node) => node.items().map(read);
}

/** A path that is one name: a top-level field. */
export const oneName: Decoder<string> = (node) => {
  const [name, ...deeper] = list(text)(node);
  if (name === undefined || deeper.length > 0) throw node.invalid('a list of one name');
  return name;
};

export function dict<T>(read: Decoder<T>): Decoder<ReadonlyMap<string, T>> {
  return (node) => new Map(node.keys().map((key) => [key, read(node.child(key))]));
}

export function optional<T>(read: Decoder<T>): Decoder<T | undefined>;
export function optional<T>(read: Decoder<T>, otherwise: T): Decoder<T>;
export function optional<T>(read: Decoder<T>, otherwise?: T): Decoder<T | undefined> {
  return (node) => (node.value === undefined ? otherwise : read(node));
}

/** A mapping with exactly these fields. */
export function fields<const R extends Decoders>(readers: R): Decoder<Decoded<R>> {
  const known = Object.keys(readers);
  return (node) => {
    for (const key of node.keys()) {
      if (!known.includes(key)) throw node.unsupported('the field', key, known);
    }
    return Object.fromEntries(
      known.map((key) => [key, readers[key]?.(node.child(key))]),
    ) as Decoded<R>;
  };
}

/** How one type of component is read. */
export interface Component<T> {
  readonly type: string;
  readonly decode: Decoder<T>;
}

/** A component of the language: its type, the fields that are implemented, and what is built from them. */
export function component<const R extends Decoders, T>(
  type: string,
  readers: R,
  build: (fields: Decoded<R>, node: ManifestNode) => T,
): Component<T> {
  const read = fields({ ...readers, type: only(type), $parameters: optional(json) });
  return {
    type,
    decode: (node) => {
      const inside = node.entered();
      return build(read(inside), inside);
    },
  };
}

/** The registry of one spot: whichever of these component types stands there builds itself. */
export function componentOf<T>(...components: readonly Component<T>[]): Decoder<T> {
  const types = components.map(({ type }) => type);
  return (node) => {
    if (!node.keys().includes('type'))
      throw node.invalid(`a component of type ${types.join(' or ')}`);
    const type = text(node.child('type'));
    const found = components.find((candidate) => candidate.type === type);
    if (!found) throw node.unsupported('the component type', type, types);
    return found.decode(node);
  };
}
