import { latePath } from './compile-access';
import type { Compile, Compiling } from './compiling';
import { nameOf, type Nodes } from './nodes';
import type { Node } from './parser';
import type { Part } from './part';
import { isTrue } from './value';
import { ARGUMENTS, FILTERS, FUNCTIONS, METHODS, OPERATORS, type Operation } from './vocabulary';

/** The operations of one kind, by name. */
interface Known {
  readonly kind: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

const METHOD: Known = { kind: 'method', operations: METHODS };
const FUNCTION: Known = { kind: 'function', operations: FUNCTIONS };
const FILTER: Known = { kind: 'filter', operations: FILTERS };

export const call: Compile<Nodes['CallExpression']> = (node, compiling) => {
  const path = latePath(node, compiling);
  if (path) return compiling.late(path);
  const { callee, args } = node;
  if (callee.type !== 'MemberExpression')
    return operation(FUNCTION, nameOf(callee), args, compiling);
  const { object, property } = callee as Nodes['MemberExpression'];
  return operation(METHOD, nameOf(property), [object, ...args], compiling);
};

export const filter: Compile<Nodes['FilterExpression']> = (node, compiling) => {
  const { filter: applied, operand } = node;
  if (applied.type !== 'CallExpression')
    return operation(FILTER, nameOf(applied), [operand], compiling);
  const { callee, args } = applied as Nodes['CallExpression'];
  return operation(FILTER, nameOf(callee), [operand, ...args], compiling);
};

function operation(
  { kind, operations }: Known,
  name: string,
  nodes: readonly Node[],
  compiling: Compiling,
): Part {
  const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!run) return compiling.refuse(`the ${kind} '${name}'`, name, Object.keys(operations));
  const [least, most] = ARGUMENTS[name] ?? [1, 1];
  if (nodes.length < least || nodes.length > most)
    return compiling.refuse(`the ${kind} '${name}' with ${nodes.length} values`);
  const args = nodes.map((node) => compiling.compile(node));
  return compiling.part(args, (frame) =>
    run(
      frame.scope,
      args.map((arg) => arg.run(frame)),
    ),
  );
}

export const binary: Compile<Nodes['BinaryExpression']> = (node, compiling) => {
  const left = compiling.compile(node.left);
  const right = compiling.compile(node.right);
  const name = node.operator.value;
  if (name === 'and' || name === 'or') {
    return compiling.part([left, right], (frame) => {
      const first = left.run(frame);
      return isTrue(first) === (name === 'or') ? first : right.run(frame);
    });
  }
  const run = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!run) return compiling.refuse(`the operator '${name}'`, name, Object.keys(OPERATORS));
  return compiling.part([left, right], (frame) => run(left.run(frame), right.run(frame)));
};

export const unary: Compile<Nodes['UnaryExpression']> = (node, compiling) => {
  const argument = compiling.compile(node.argument);
  if (node.operator.value === 'not')
    return compiling.part([argument], (frame) => !isTrue(argument.run(frame)));
  return compiling.refuse(`the operator '${node.operator.value}'`);
};
