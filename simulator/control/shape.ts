import { hint } from '../hint';

/**
 * Refuses a value of another shape and says where. Otherwise a misspelt key would count as omitted, and a test that
 * depends on it would prove nothing.
 */
export type Shape = (value: unknown, where: string) => void;

type Shapes = Readonly<Record<string, Shape>>;

function shape(expected: string, holds: (value: unknown) => boolean): Shape {
  return (value, where) => {
    if (!holds(value))
      throw new TypeError(`${where} has to be ${expected}, not ${JSON.stringify(value)}`);
  };
}

export const text = shape('a text', (value) => typeof value === 'string');
export const flag = shape('true or false', (value) => typeof value === 'boolean');
export const count = shape('a whole number of at least 0', isCount);
export const amount = shape(
  'a number above 0',
  (value) => typeof value === 'number' && Number.isFinite(value) && value > 0,
);
export const duration = shape(
  'a number of at least 0',
  (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
);
export const time = shape(
  'a time (ISO 8601)',
  (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
);

export function oneOf(...answers: readonly (string | boolean | null)[]): Shape {
  const listed = answers.map((answer) => JSON.stringify(answer)).join(', ');
  return shape(`one of ${listed}`, (value) => answers.some((answer) => answer === value));
}

export function orNull(inner: Shape): Shape {
  return (value, where) => {
    if (value !== null) inner(value, where);
  };
}

export function listOf(inner: Shape): Shape {
  return (value, where) => {
    if (!Array.isArray(value)) throw new TypeError(`${where} has to be a list`);
    value.forEach((entry, index) => {
      inner(entry, `${where}[${index}]`);
    });
  };
}

/** An object with any keys. */
export function mapOf(inner: Shape): Shape {
  return (value, where) => {
    for (const [key, each] of Object.entries(members(value, where))) inner(each, `${where}.${key}`);
  };
}

/** An object with these keys and no others. Undefined counts as omitted. */
export function objectOf(optional: Shapes, required: Shapes = {}): Shape {
  const known: Shapes = { ...required, ...optional };
  return (value, where) => {
    const given = Object.entries(members(value, where)).filter(([, each]) => each !== undefined);
    for (const [key, each] of given) {
      const inner = Object.hasOwn(known, key) ? known[key] : undefined;
      if (!inner) throw new TypeError(unknownKey(key, where, Object.keys(known)));
      inner(each, `${where}.${key}`);
    }
    const missing = Object.keys(required).find((key) => !given.some(([name]) => name === key));
    if (missing !== undefined) throw new TypeError(`${where} needs "${missing}"`);
  };
}

export const anything: Shape = () => undefined;
export const nothing = objectOf({});

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0;
}

function members(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw new TypeError(`${where} has to be an object, not ${JSON.stringify(value)}`);
}

function unknownKey(key: string, where: string, known: readonly string[]): string {
  return `${where} has no "${key}"; ${known.length > 0 ? hint(key, known) : 'it takes nothing'}`;
}
