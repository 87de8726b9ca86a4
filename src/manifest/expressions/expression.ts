import type { ReadField, Scope } from './scope';
import type { Value } from './value';

/** One evaluation in progress. */
export interface Frame {
  readonly scope: Scope;
  readonly locals: Map<string, Value>;
  /** Results of expressions that stay fixed while a template is bound. */
  readonly memo: (Value | undefined)[];
  field: ReadField;
}

export type Evaluate = (frame: Frame) => Value;

/** A compiled node; fixed if it depends neither on the record or response nor on a local variable. */
export interface Expression {
  readonly isFixed: boolean;
  readonly evaluate: Evaluate;
}

export function constant(value: Value): Expression {
  return { isFixed: true, evaluate: () => value };
}
