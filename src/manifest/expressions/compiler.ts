import { nearestOrAll } from '../../config/nearest';
import { ConnectorError } from '../../errors/connector-error';
import { MANIFEST_ERRORS } from '../../errors/manifest-errors';
import { compileMember } from './compile-access';
import { compileAssignment, compileLoop, compileTernary } from './compile-control';
import { compileBinary, compileCall, compileFilter, compileUnary } from './compile-operations';
import { compileDict, compileList, compileLiteral, compileVariable } from './compile-values';
import type { CompileNode, NodeCompiler } from './compile-node';
import type { Nodes } from './nodes';
import type { Node } from './parser';
import type { Expression, Evaluate } from './expression';
import type { TemplateOptions } from './scope';
import { toText } from './value';

export interface CompiledProgram {
  readonly evaluate: Evaluate;
  readonly reads: readonly (readonly string[])[];
  /** Number of results that a frame remembers. */
  readonly memoSize: number;
}

/** All supported nodes; the compiler refuses any other. */
const COMPILERS: { readonly [Type in keyof Nodes]: CompileNode<Nodes[Type]> } = {
  Identifier: compileVariable,
  IntegerLiteral: compileLiteral,
  FloatLiteral: compileLiteral,
  StringLiteral: compileLiteral,
  ArrayLiteral: compileList,
  ObjectLiteral: compileDict,
  MemberExpression: compileMember,
  SliceExpression: (_, compiler) => compiler.refuse('a slice outside of brackets'),
  CallExpression: compileCall,
  FilterExpression: compileFilter,
  BinaryExpression: compileBinary,
  UnaryExpression: compileUnary,
  Ternary: compileTernary,
  For: compileLoop,
  Set: compileAssignment,
};

/** Compiles the parser's tree into closures. */
export function compileProgram(
  program: { readonly body: readonly Node[] },
  options: TemplateOptions,
): CompiledProgram {
  const compiler = new Compiler(options);
  if (options.isCondition === true && program.body.length > 1)
    compiler.refuse('a condition of more than one expression');
  const { evaluate } = compiler.body(program.body);
  return { evaluate, reads: compiler.reads, memoSize: compiler.memoSize };
}

class Compiler implements NodeCompiler {
  readonly reads: (readonly string[])[] = [];
  readonly locals = new Set<string>();
  memoSize = 0;

  constructor(readonly options: TemplateOptions) {}

  body(nodes: readonly Node[]): Expression {
    const [only, ...rest] = nodes;
    if (only && rest.length === 0) return this.compile(only);
    const parts = nodes.map((node) => this.compile(node));
    return this.composed(parts, (frame) =>
      parts.map((part) => toText(part.evaluate(frame))).join(''),
    );
  }

  compile(node: Node): Expression {
    const compile = COMPILERS[node.type as keyof Nodes] as CompileNode<never> | undefined;
    return compile ? compile(node as never, this) : this.refuse(`a ${node.type}`);
  }

  composed(parts: readonly Expression[], evaluate: Evaluate): Expression {
    if (!parts.every((part) => part.isFixed)) return { isFixed: false, evaluate };
    return { isFixed: true, evaluate: this.memoised(evaluate) };
  }

  field(path: readonly string[]): Expression {
    // Records are never parsed as a whole; only their top-level fields are known.
    if (this.options.perRecord === 'record' && path.length > 1)
      return this.refuse(`the path 'record.${path.join('.')}' below a top-level field`);
    const known = this.reads.findIndex((read) => read.join('\0') === path.join('\0'));
    const index = known === -1 ? this.reads.push(path) - 1 : known;
    return { isFixed: false, evaluate: (frame) => frame.field(index) };
  }

  refuse(what: string, name = '', known: readonly string[] = []): never {
    throw new ConnectorError(MANIFEST_ERRORS['expression-unsupported'], {
      where: this.options.path,
      ...(known.length === 0 ? {} : { expected: nearestOrAll(name, known) }),
      found: what,
    });
  }

  private memoised(evaluate: Evaluate): Evaluate {
    const slot = this.memoSize++;
    return (frame) => {
      const known = frame.memo[slot];
      if (known !== undefined) return known;
      const value = evaluate(frame);
      frame.memo[slot] = value;
      return value;
    };
  }
}
