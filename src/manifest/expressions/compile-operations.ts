import { fieldPath } from './compile-access';
import type { CompileNode, NodeCompiler } from './compile-node';
import { identifierName, type Nodes } from './nodes';
import type { Node } from './parser';
import type { Expression } from './expression';
import { isTrue } from './value';
import { ARGUMENTS, FILTERS, FUNCTIONS, METHODS, OPERATORS, type Operation } from './vocabulary';

interface OperationKind {
  readonly kind: string;
  readonly operations: Readonly<Record<string, Operation>>;
}

const METHOD: OperationKind = { kind: 'method', operations: METHODS };
const FUNCTION: OperationKind = { kind: 'function', operations: FUNCTIONS };
const FILTER: OperationKind = { kind: 'filter', operations: FILTERS };

export const compileCall: CompileNode<Nodes['CallExpression']> = (node, compiler) => {
  const path = fieldPath(node, compiler);
  if (path) return compiler.field(path);
  const { callee, args } = node;
  if (callee.type !== 'MemberExpression')
    return operation(FUNCTION, identifierName(callee), args, compiler);
  const { object, property } = callee as Nodes['MemberExpression'];
  return operation(METHOD, identifierName(property), [object, ...args], compiler);
};

export const compileFilter: CompileNode<Nodes['FilterExpression']> = (node, compiler) => {
  const { filter: applied, operand } = node;
  if (applied.type !== 'CallExpression')
    return operation(FILTER, identifierName(applied), [operand], compiler);
  const { callee, args } = applied as Nodes['CallExpression'];
  return operation(FILTER, identifierName(callee), [operand, ...args], compiler);
};

function operation(
  { kind, operations }: OperationKind,
  name: string,
  nodes: readonly Node[],
  compiler: NodeCompiler,
): Expression {
  const run = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!run) return compiler.refuse(`the ${kind} '${name}'`, name, Object.keys(operations));
  const [least, most] = ARGUMENTS[name] ?? [1, 1];
  if (nodes.length < least || nodes.length > most)
    return compiler.refuse(`the ${kind} '${name}' with ${nodes.length} values`);
  const args = nodes.map((node) => compiler.compile(node));
  return compiler.composed(args, (frame) =>
    run(
      frame.scope.nowMs,
      args.map((arg) => arg.evaluate(frame)),
    ),
  );
}

export const compileBinary: CompileNode<Nodes['BinaryExpression']> = (node, compiler) => {
  const name = node.operator.value;
  // Python's `a < b < c` is not `(a < b) < c`.
  if (isComparison(node) && isComparison(node.left)) compiler.refuse('a chained comparison');
  const left = compiler.compile(node.left);
  const right = compiler.compile(node.right);
  if (name === 'and' || name === 'or') {
    return compiler.composed([left, right], (frame) => {
      const first = left.evaluate(frame);
      return isTrue(first) === (name === 'or') ? first : right.evaluate(frame);
    });
  }
  const run = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!run) return compiler.refuse(`the operator '${name}'`, name, Object.keys(OPERATORS));
  return compiler.composed([left, right], (frame) =>
    run(left.evaluate(frame), right.evaluate(frame)),
  );
};

function isComparison(node: Node): boolean {
  if (node.type !== 'BinaryExpression') return false;
  return /^(?:[<>=!]=?|==|(?:not )?in)$/.test((node as Nodes['BinaryExpression']).operator.value);
}

export const compileUnary: CompileNode<Nodes['UnaryExpression']> = (node, compiler) => {
  const argument = compiler.compile(node.argument);
  if (node.operator.value === 'not')
    return compiler.composed([argument], (frame) => !isTrue(argument.evaluate(frame)));
  return compiler.refuse(`the operator '${node.operator.value}'`);
};
