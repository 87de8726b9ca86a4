import type { Compile, Compiling } from './compiling';
import { iterate } from './elements';
import { nameOf, type Nodes } from './nodes';
import type { Node } from './parser';
import { isTrue, toText } from './value';

export const ternary: Compile<Nodes['Ternary']> = (node, compiling) => {
  const test = compiling.compile(node.condition);
  const yes = compiling.compile(node.trueExpr);
  const no = compiling.compile(node.falseExpr);
  return compiling.part([test, yes, no], (frame) =>
    (isTrue(test.run(frame)) ? yes : no).run(frame),
  );
};

export const loop: Compile<Nodes['For']> = (node, compiling) => {
  const items = compiling.compile(node.iterable);
  const name = localName(node.loopvar, compiling);
  if (node.defaultBlock.length > 0) return compiling.refuse('a loop with an else');
  compiling.locals.add(name).add('loop');
  const body = compiling.body(node.body);
  return {
    fixed: false,
    run: (frame) =>
      iterate(items.run(frame))
        .map((item, index) => {
          frame.locals.set(name, item).set('loop', { index0: index, index: index + 1 });
          return toText(body.run(frame));
        })
        .join(''),
  };
};

export const assignment: Compile<Nodes['Set']> = (node, compiling) => {
  const name = localName(node.assignee, compiling);
  if (!node.value) return compiling.refuse('a block assignment');
  const value = compiling.compile(node.value);
  compiling.locals.add(name);
  return {
    fixed: false,
    run: (frame) => {
      frame.locals.set(name, value.run(frame));
      return '';
    },
  };
};

function localName(node: Node, compiling: Compiling): string {
  return node.type === 'Identifier'
    ? nameOf(node)
    : compiling.refuse(`a ${node.type} as a variable`);
}
