import type { Node } from './parser';

/** The supported nodes, with the fields that the parser gives each. */
export interface Nodes {
  Identifier: Node & { value: string };
  IntegerLiteral: Node & { value: number };
  FloatLiteral: Node & { value: number };
  StringLiteral: Node & { value: string };
  ArrayLiteral: Node & { value: readonly Node[] };
  ObjectLiteral: Node & { value: ReadonlyMap<Node, Node> };
  MemberExpression: Node & { object: Node; property: Node; computed: boolean };
  SliceExpression: Node & { start?: Node; stop?: Node; step?: Node };
  CallExpression: Node & { callee: Node; args: readonly Node[] };
  FilterExpression: Node & { operand: Node; filter: Node };
  BinaryExpression: Node & { operator: { value: string }; left: Node; right: Node };
  UnaryExpression: Node & { operator: { value: string }; argument: Node };
  Ternary: Node & { condition: Node; trueExpr: Node; falseExpr: Node };
  For: Node & {
    loopvar: Node;
    iterable: Node;
    body: readonly Node[];
    defaultBlock: readonly Node[];
  };
  Set: Node & { assignee: Node; value: Node | null };
}

export function identifierName(node: Node): string {
  return (node as Nodes['Identifier']).value;
}

/** One step of a path into the record or response: `x.key`, `x["key"]` or `x.get("key")`. */
export function fieldStep(node: Node): { readonly object: Node; readonly key: string } | undefined {
  if (node.type === 'MemberExpression') {
    const { object, property, computed } = node as Nodes['MemberExpression'];
    const named = computed ? property.type === 'StringLiteral' : property.type === 'Identifier';
    return named ? { object, key: identifierName(property) } : undefined;
  }
  if (node.type !== 'CallExpression') return undefined;
  const { callee, args } = node as Nodes['CallExpression'];
  const [key, ...others] = args;
  if (callee.type !== 'MemberExpression' || key?.type !== 'StringLiteral' || others.length > 0)
    return undefined;
  const { object, property } = callee as Nodes['MemberExpression'];
  return identifierName(property) === 'get' ? { object, key: identifierName(key) } : undefined;
}
