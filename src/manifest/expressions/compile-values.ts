import type { CompileNode } from './compile-node';
import type { Nodes } from './nodes';
import { constant } from './expression';
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

export const compileLiteral: CompileNode<{ readonly value: string | number }> = ({ value }) =>
  constant(value);

export const compileVariable: CompileNode<Nodes['Identifier']> = ({ value: name }, compiler) => {
  if (compiler.locals.has(name)) {
    return { isFixed: false, evaluate: (frame) => frame.locals.get(name) ?? null };
  }
  const { constants, variables } = compiler.options;
  const known = member({ ...constants, ...NAMED_VALUES }, name);
  if (known !== undefined) return constant(known);
  if (!variables.includes(name)) {
    compiler.refuse(`the variable '${name}'`, name, [...variables, ...Object.keys(constants)]);
  }
  return { isFixed: true, evaluate: (frame) => member(frame.scope.variables, name) ?? null };
};

export const compileList: CompileNode<Nodes['ArrayLiteral']> = ({ value: nodes }, compiler) => {
  const parts = nodes.map((node) => compiler.compile(node));
  return compiler.composed(parts, (frame) => parts.map((part) => part.evaluate(frame)));
};

export const compileDict: CompileNode<Nodes['ObjectLiteral']> = ({ value: entries }, compiler) => {
  const pairs = [...entries].map(
    ([key, value]) => [compiler.compile(key), compiler.compile(value)] as const,
  );
  return compiler.composed(pairs.flat(), (frame) =>
    Object.fromEntries(
      pairs.map(([key, value]) => [toText(key.evaluate(frame)), value.evaluate(frame)]),
    ),
  );
};
