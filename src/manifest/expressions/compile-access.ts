import type { CompileNode, NodeCompiler } from './compile-node';
import { element, sliced } from './elements';
import { fieldStep, identifierName, type Nodes } from './nodes';
import type { Node } from './parser';
import { constant, type Expression } from './expression';
import { toNumber } from './vocabulary';

/** `object.key`, `object[key]` and `object[from:to]`. */
export const compileMember: CompileNode<Nodes['MemberExpression']> = (node, compiler) => {
  const path = fieldPath(node, compiler);
  if (path) return compiler.field(path);
  const { property } = node;
  if (property.type === 'SliceExpression') return slice(node.object, property, compiler);
  const object = compiler.compile(node.object);
  const key = node.computed ? compiler.compile(property) : constant(identifierName(property));
  return compiler.composed([object, key], (frame) =>
    element(object.evaluate(frame), key.evaluate(frame)),
  );
};

function slice(
  objectNode: Node,
  { start, stop, step }: Nodes['SliceExpression'],
  compiler: NodeCompiler,
): Expression {
  if (step) compiler.refuse('a slice with a step');
  const object = compiler.compile(objectNode);
  const from = start ? compiler.compile(start) : constant(0);
  const to = stop ? compiler.compile(stop) : undefined;
  return compiler.composed(to ? [object, from, to] : [object, from], (frame) =>
    sliced(
      object.evaluate(frame),
      toNumber(from.evaluate(frame)),
      to && toNumber(to.evaluate(frame)),
    ),
  );
}

/** `record.get('created')`, `record['created']` and `record.created` are the same path. */
export function fieldPath(node: Node, compiler: NodeCompiler): readonly string[] | undefined {
  if (node.type === 'Identifier')
    return identifierName(node) === compiler.options.perRecord ? [] : undefined;
  const step = fieldStep(node);
  const path = step && fieldPath(step.object, compiler);
  return path && [...path, step.key];
}
