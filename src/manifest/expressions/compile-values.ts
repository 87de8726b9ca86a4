import type { Compile } from './compiling';
import type { Nodes } from './nodes';
import { constant } from './part';
import { toText, type Value } from './value';
import { member } from './vocabulary';

const NAMED_VALUES: Readonly<Record<string, Value>> = {
  none: null,
  None: null,
  true: true,
  True: true,
  false: false,
  False: false,
};

export const literal: Compile<{ readonly value: string | number }> = ({ value }) => constant(value);

export const variable: Compile<Nodes['Identifier']> = ({ value: name }, compiling) => {
  if (compiling.locals.has(name)) {
    return { fixed: false, run: (frame) => frame.locals.get(name) ?? null };
  }
  const { constants, variables } = compiling.options;
  const known = member({ ...constants, ...NAMED_VALUES }, name);
  if (known !== undefined) return constant(known);
  if (!variables.includes(name)) {
    compiling.refuse(`the variable '${name}'`, name, [...variables, ...Object.keys(constants)]);
  }
  return { fixed: true, run: (frame) => member(frame.scope.variables, name) ?? null };
};

export const list: Compile<Nodes['ArrayLiteral']> = ({ value: nodes }, compiling) => {
  const parts = nodes.map((node) => compiling.compile(node));
  return compiling.part(parts, (frame) => parts.map((part) => part.run(frame)));
};

export const dict: Compile<Nodes['ObjectLiteral']> = ({ value: entries }, compiling) => {
  const pairs = [...entries].map(
    ([key, value]) => [compiling.compile(key), compiling.compile(value)] as const,
  );
  return compiling.part(pairs.flat(), (frame) =>
    Object.fromEntries(pairs.map(([key, value]) => [toText(key.run(frame)), value.run(frame)])),
  );
};
