import type { Compile, Compiling } from './compiling';
import { element, sliced } from './elements';
import { lateStep, nameOf, type Nodes } from './nodes';
import type { Node } from './parser';
import { constant, type Part } from './part';
import { toNumber } from './vocabulary';

/** `object.key`, `object[key]` and `object[from:to]`. */
export const memberOf: Compile<Nodes['MemberExpression']> = (node, compiling) => {
  const path = latePath(node, compiling);
  if (path) return compiling.late(path);
  const { property } = node;
  if (property.type === 'SliceExpression') return slice(node.object, property, compiling);
  const object = compiling.compile(node.object);
  const key = node.computed ? compiling.compile(property) : constant(nameOf(property));
  return compiling.part([object, key], (frame) => element(object.run(frame), key.run(frame)));
};

function slice(
  objectNode: Node,
  { start, stop, step }: Nodes['SliceExpression'],
  compiling: Compiling,
): Part {
  if (step) compiling.refuse('a slice with a step');
  const object = compiling.compile(objectNode);
  const from = start ? compiling.compile(start) : constant(0);
  const to = stop ? compiling.compile(stop) : undefined;
  return compiling.part(to ? [object, from, to] : [object, from], (frame) =>
    sliced(object.run(frame), toNumber(from.run(frame)), to && toNumber(to.run(frame))),
  );
}

/** `record.get('created')`, `record['created']` and `record.created` are one and the same path. */
export function latePath(node: Node, compiling: Compiling): readonly string[] | undefined {
  if (node.type === 'Identifier') return nameOf(node) === compiling.options.late ? [] : undefined;
  const step = lateStep(node);
  const path = step && latePath(step.object, compiling);
  return path && [...path, step.key];
}
