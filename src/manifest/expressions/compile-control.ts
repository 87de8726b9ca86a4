import type { CompileNode, NodeCompiler } from './compile-node';
import { iterate } from './elements';
import { identifierName, type Nodes } from './nodes';
import type { Node } from './parser';
import { isTrue, toText } from './value';

export const compileTernary: CompileNode<Nodes['Ternary']> = (node, compiler) => {
  const test = compiler.compile(node.condition);
  const yes = compiler.compile(node.trueExpr);
  const no = compiler.compile(node.falseExpr);
  return compiler.composed([test, yes, no], (frame) =>
    (isTrue(test.evaluate(frame)) ? yes : no).evaluate(frame),
  );
};

export const compileLoop: CompileNode<Nodes['For']> = (node, compiler) => {
  const items = compiler.compile(node.iterable);
  const name = localName(node.loopvar, compiler);
  if (node.defaultBlock.length > 0) return compiler.refuse('a loop with an else');
  compiler.locals.add(name).add('loop');
  const body = compiler.body(node.body);
  return {
    isFixed: false,
    evaluate: (frame) =>
      iterate(items.evaluate(frame))
        .map((item, index) => {
          frame.locals.set(name, item).set('loop', { index0: index, index: index + 1 });
          return toText(body.evaluate(frame));
        })
        .join(''),
  };
};

export const compileAssignment: CompileNode<Nodes['Set']> = (node, compiler) => {
  const name = localName(node.assignee, compiler);
  if (!node.value) return compiler.refuse('a block assignment');
  const value = compiler.compile(node.value);
  compiler.locals.add(name);
  return {
    isFixed: false,
    evaluate: (frame) => {
      frame.locals.set(name, value.evaluate(frame));
      return '';
    },
  };
};

function localName(node: Node, compiler: NodeCompiler): string {
  return node.type === 'Identifier'
    ? identifierName(node)
    : compiler.refuse(`a ${node.type} as a variable`);
}
