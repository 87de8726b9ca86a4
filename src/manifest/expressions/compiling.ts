import type { Node } from './parser';
import type { Part, Run } from './part';
import type { TemplateOptions } from './scope';

/** What the compilers of single nodes share while a template is compiled. */
export interface Compiling {
  readonly options: TemplateOptions;
  /** Local variables met so far. */
  readonly locals: Set<string>;
  compile(node: Node): Part;
  /** One expression alone keeps its type; anything longer is a text. */
  body(nodes: readonly Node[]): Part;
  /** A part made of others; computed once per bound template if all of them are fixed. */
  part(parts: readonly Part[], run: Run): Part;
  /** What a path leads to in the late variable. */
  late(path: readonly string[]): Part;
  /** Refuses what is outside the vocabulary, with the nearest thing in it. */
  refuse(what: string, name?: string, candidates?: readonly string[]): never;
}

/** Compiles one kind of node. */
export type Compile<Kind> = (node: Kind, compiling: Compiling) => Part;
