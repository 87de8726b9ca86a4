import type { JsonObject } from '../config/json';
import { nearestOrAll } from '../config/nearest';
import { DIRECTIVES, isIsoFormat, parseDuration, unknownDirective } from './datetime';
import type { PerRecordVariable, TemplateOptions } from './expressions/scope';
import { Template } from './expressions/template';
import { ManifestNode } from './manifest-node';

/** Reads one node of the manifest into a typed value, or refuses it with its path. */
export type Decoder<T> = (node: ManifestNode) => T;

type Decoders = Readonly<Record<string, Decoder<unknown>>>;
type Decoded<D extends Decoders> = { readonly [Key in keyof D]: ReturnType<D[Key]> };

/** Literal text: refuses an expression where the language interpolates and this runtime doesn't. */
export const text: Decoder<string> = (node) => {
  if (typeof node.value !== 'string') throw node.invalid('a text');
  if (/\{[{%]/.test(node.value)) throw node.invalid('a text without an expression');
  return node.value;
};

/** A text that names something. */
export const name: Decoder<string> = (node) => {
  if (text(node) === '') throw node.invalid('a name');
  return text(node);
};

/** With any other text Airbyte drops the whole SPEC message. */
export const url: Decoder<string> = (node) => {
  if (!URL.canParse(text(node))) throw node.invalid('a URL');
  return text(node);
};

export function integer(least: number): Decoder<number> {
  return (node) => {
    const { value } = node;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
    throw node.invalid(`a whole number of at least ${least}`);
  };
}

export const flag: Decoder<boolean> = (node) => {
  if (typeof node.value !== 'boolean') throw node.invalid('true or false');
  return node.value;
};

export const json: Decoder<JsonObject> = (node) => {
  node.keys();
  return node.value as JsonObject;
};

/** Refuses any other value and lists these as the supported ones. */
export function oneOf<const T extends string | boolean>(...values: readonly T[]): Decoder<T> {
  return (node) => {
    const found = values.find((value) => value === node.value);
    if (found !== undefined) return found;
    const known = values.map(String);
    if (typeof node.value !== 'string' && typeof node.value !== 'boolean')
      throw node.invalid(nearestOrAll('', known));
    throw node.unsupported('the value', String(node.value), known);
  };
}

/** From an ISO 8601 duration without months, whose length isn't fixed. */
export const milliseconds: Decoder<number> = (node) => {
  const duration = parseDuration(text(node));
  if (!duration || duration.months > 0)
    throw node.invalid('an ISO 8601 duration of days, hours, minutes or seconds');
  return duration.ms;
};

/** A format whose output this runtime can parse again (ISO 8601). */
export const datetimeFormat: Decoder<string> = (node) => {
  const format = text(node);
  const unknown = unknownDirective(format);
  if (unknown !== undefined) throw node.unsupported('the directive', unknown, DIRECTIVES);
  if (!isIsoFormat(format)) throw node.invalid("an ISO 8601 format, such as '%Y-%m-%dT%H:%M:%SZ'");
  return format;
};

/** Variables available in every expression. */
const VARIABLES = ['config', 'stream_partition', 'stream_interval'];

/** An expression, text or a number. */
export function template(perRecord?: PerRecordVariable): Decoder<Template> {
  return compiled({ perRecord });
}

export function condition(perRecord?: PerRecordVariable): Decoder<Template> {
  return compiled({ perRecord, isCondition: true });
}

function compiled(kind: Pick<TemplateOptions, 'perRecord' | 'isCondition'>): Decoder<Template> {
  return (node) => {
    const { value, path } = node;
    if (typeof value !== 'string' && typeof value !== 'number') throw node.invalid('a text');
    return new Template(String(value), {
      path,
      variables: VARIABLES,
      constants: { parameters: node.parameters },
      ...kind,
    });
  };
}

/** A number above 0. What an expression yields is checked when it is evaluated: `positive`. */
export const positiveNumber: Decoder<Template> = (node) => {
  if (!String(node.value).includes('{{') && !(Number(node.value) > 0))
    throw node.invalid('a number above 0');
  return template()(node);
};

/** A number of seconds above 0, as milliseconds. */
export const seconds: Decoder<number> = (node) => {
  if (typeof node.value !== 'number' || !(node.value > 0))
    throw node.invalid('a number of seconds above 0');
  return node.value * 1000;
};

/** `least`: minimum number of items. */
export function list<T>(decode: Decoder<T>, least = 0): Decoder<readonly T[]> {
  return (node) => {
    const items = node.items();
    if (items.length < least) throw node.invalid(`a list of at least ${least}`);
    return items.map(decode);
  };
}

/** A path of one name: a top-level field. */
export const oneName: Decoder<string> = (node) => {
  const [only, ...deeper] = list(name)(node);
  if (only === undefined || deeper.length > 0) throw node.invalid('a list of one name');
  return only;
};

/** `id`, `[id]` or `[[id]]`. */
export const primaryKey: Decoder<string> = (node) => {
  const names = [node.value].flat(2);
  if (names.length !== 1) throw node.invalid('one top-level field, such as id: no composite key');
  return name(new ManifestNode(names[0], node.path, node.parameters));
};

/** Field names from the top level, at least one. */
export function namePath(...wildcards: readonly string[]): Decoder<readonly string[]> {
  return list(fieldName(...wildcards), 1);
}

/** One step of a path. Refuses the patterns and indexes that the language also allows. */
export function fieldName(...wildcards: readonly string[]): Decoder<string> {
  return (node) => {
    const step = text(node);
    if (!wildcards.includes(step) && /^\d*$|[*?[]/.test(step))
      throw node.invalid(['the name of a field', ...wildcards].join(' or '));
    return step;
  };
}

export function dict<T>(decode: Decoder<T>): Decoder<ReadonlyMap<string, T>> {
  return (node) => new Map(node.keys().map((key) => [key, decode(node.child(key))]));
}

export function optional<T>(decode: Decoder<T>): Decoder<T | undefined>;
export function optional<T>(decode: Decoder<T>, otherwise: T): Decoder<T>;
export function optional<T>(decode: Decoder<T>, otherwise?: T): Decoder<T | undefined> {
  return (node) => (node.value === undefined ? otherwise : decode(node));
}

/** A mapping with exactly these fields. */
export function fields<const D extends Decoders>(decoders: D): Decoder<Decoded<D>> {
  const known = Object.keys(decoders);
  return (node) => {
    for (const key of node.keys()) {
      if (!known.includes(key)) throw node.unsupported('the field', key, known);
    }
    return Object.fromEntries(
      known.map((key) => [key, decoders[key]?.(node.child(key))]),
    ) as Decoded<D>;
  };
}

/** A value and its node, for values that must agree with other nodes. */
export interface Located<T> {
  readonly value: T;
  readonly node: ManifestNode;
}

export function located<T>(decode: Decoder<T>): Decoder<Located<T>> {
  return (node) => ({ value: decode(node), node });
}

export interface Component<T> {
  readonly type: string;
  readonly decode: Decoder<T>;
}

/** A component of the language: its type, its implemented fields, and how to build it. */
export function component<const D extends Decoders, T>(
  type: string,
  decoders: D,
  build: (fields: Decoded<D>, node: ManifestNode) => T,
): Component<T> {
  const decode = fields({ ...decoders, type: oneOf(type), $parameters: optional(json) });
  return {
    type,
    decode: (node) => {
      const inside = node.entered();
      for (const key of Object.keys(decoders)) refuseFilled(inside.child(key), key);
      return build(decode(inside), inside);
    },
  };
}

/** In the language, a parameter fills in a missing field of the same name. */
function refuseFilled(node: ManifestNode, key: string): void {
  if (node.value === undefined && Object.hasOwn(node.parameters, key))
    throw node.invalid('the value in the field itself', 'it under $parameters');
}

/** One of these component types, chosen by `type`. */
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
