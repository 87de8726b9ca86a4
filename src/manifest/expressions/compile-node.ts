import type { Node } from './parser';
import type { Expression, Evaluate } from './expression';
import type { TemplateOptions } from './scope';

/** State and helpers that the node compilers share while a template is compiled. */
export interface NodeCompiler {
  readonly options: TemplateOptions;
  /** Local variables seen so far. */
  readonly locals: Set<string>;
  compile(node: Node): Expression;
  /** A single expression keeps its type; anything longer is text. */
  body(nodes: readonly Node[]): Expression;
  /** An expression made of others; if all of them are fixed, evaluated once per bound template. */
  composed(parts: readonly Expression[], evaluate: Evaluate): Expression;
  /** The field of the record or response at `path`. */
  field(path: readonly string[]): Expression;
  /** Refuses what is outside the vocabulary. `known`: valid alternatives to `name`. */
  refuse(what: string, name?: string, known?: readonly string[]): never;
}

export type CompileNode<Kind> = (node: Kind, compiler: NodeCompiler) => Expression;
