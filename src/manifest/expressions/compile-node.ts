import type { Node } from './parser';
import type { Expression, Evaluate } from './expression';
import type { TemplateOptions } from './scope';

/** What the compilers of single nodes share while a template is compiled. */
export interface NodeCompiler {
  readonly options: TemplateOptions;
  /** Local variables met so far. */
  readonly locals: Set<string>;
  compile(node: Node): Expression;
  /** One expression alone keeps its type; anything longer is a text. */
  body(nodes: readonly Node[]): Expression;
  /** An expression made of others; evaluated once per bound template if all of them are fixed. */
  composed(parts: readonly Expression[], evaluate: Evaluate): Expression;
  /** The field of the record or response that a path leads to. */
  field(path: readonly string[]): Expression;
  /** Refuses what is outside the vocabulary. `known`: what could stand in the place of `name`. */
  refuse(what: string, name?: string, known?: readonly string[]): never;
}

/** Compiles one kind of node. */
export type CompileNode<Kind> = (node: Kind, compiler: NodeCompiler) => Expression;
