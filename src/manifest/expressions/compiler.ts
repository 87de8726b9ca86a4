import { closest } from 'fastest-levenshtein';

import { ConnectorError } from '../../errors/connector-error';
import { MANIFEST_ERRORS } from '../../errors/manifest-errors';
import { memberOf } from './compile-access';
import { assignment, loop, ternary } from './compile-control';
import { binary, call, filter, unary } from './compile-operations';
import { dict, list, literal, variable } from './compile-values';
import type { Compile, Compiling } from './compiling';
import type { Nodes } from './nodes';
import type { Node } from './parser';
import type { Part, Run } from './part';
import type { TemplateOptions } from './scope';
import { toText } from './value';

export interface CompiledProgram {
  readonly run: Run;
  readonly reads: readonly (readonly string[])[];
  /** How many memo slots a frame needs. */
  readonly slots: number;
}

/** The vocabulary's nodes; what is not among them is refused. */
const COMPILERS: { readonly [Type in keyof Nodes]: Compile<Nodes[Type]> } = {
  Identifier: variable,
  IntegerLiteral: literal,
  FloatLiteral: literal,
  StringLiteral: literal,
  ArrayLiteral: list,
  ObjectLiteral: dict,
  MemberExpression: memberOf,
  SliceExpression: (_, compiling) => compiling.refuse('a slice outside of brackets'),
  CallExpression: call,
  FilterExpression: filter,
  BinaryExpression: binary,
  UnaryExpression: unary,
  Ternary: ternary,
  For: loop,
  Set: assignment,
};

/** Turns the parser's tree into closures. */
export function compileProgram(
  program: { readonly body: readonly Node[] },
  options: TemplateOptions,
): CompiledProgram {
  const compiler = new Compiler(options);
  const { run } = compiler.body(program.body);
  return { run, reads: compiler.reads, slots: compiler.slots };
}

class Compiler implements Compiling {
  readonly reads: (readonly string[])[] = [];
  readonly locals = new Set<string>();
  slots = 0;

  constructor(readonly options: TemplateOptions) {}

  body(nodes: readonly Node[]): Part {
    const [only, ...rest] = nodes;
    if (only && rest.length === 0) return this.compile(only);
    const parts = nodes.map((node) => this.compile(node));
    return this.part(parts, (frame) => parts.map((part) => toText(part.run(frame))).join(''));
  }

  compile(node: Node): Part {
    const compile = COMPILERS[node.type as keyof Nodes] as Compile<never> | undefined;
    return compile ? compile(node as never, this) : this.refuse(`a ${node.type}`);
  }

  part(parts: readonly Part[], run: Run): Part {
    if (!parts.every((part) => part.fixed)) return { fixed: false, run };
    return { fixed: true, run: this.memoised(run) };
  }

  late(path: readonly string[]): Part {
    // A record is never parsed as a whole: what is known of it are its top-level fields.
    if (this.options.late === 'record' && path.length > 1)
      return this.refuse(`the path 'record.${path.join('.')}' below a top-level field`);
    const known = this.reads.findIndex((read) => read.join('\0') === path.join('\0'));
    const index = known === -1 ? this.reads.push(path) - 1 : known;
    return { fixed: false, run: (frame) => frame.late(index) };
  }

  refuse(what: string, name?: string, candidates: readonly string[] = []): never {
    const nearest =
      name !== undefined && candidates.length > 0 ? closest(name, [...candidates]) : undefined;
    throw new ConnectorError(MANIFEST_ERRORS['expression-unsupported'], {
      where: this.options.path,
      found: what,
      ...(nearest === undefined
        ? {}
        : { expected: `something of the vocabulary, such as '${nearest}'` }),
    });
  }

  private memoised(run: Run): Run {
    const slot = this.slots++;
    return (frame) => {
      const known = frame.memo[slot];
      if (known !== undefined) return known;
      const value = run(frame);
      frame.memo[slot] = value;
      return value;
    };
  }
}
