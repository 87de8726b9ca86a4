import type { Late, Scope } from './scope';
import type { Value } from './value';

/** One evaluation under way. */
export interface Frame {
  readonly scope: Scope;
  readonly locals: Map<string, Value>;
  /** Results of the parts that do not change while a template is bound. */
  readonly memo: (Value | undefined)[];
  late: Late;
}

export type Run = (frame: Frame) => Value;

/** A compiled part; `fixed` when it depends neither on the late variable nor on a local one. */
export interface Part {
  readonly fixed: boolean;
  readonly run: Run;
}

export function constant(value: Value): Part {
  return { fixed: true, run: () => value };
}
