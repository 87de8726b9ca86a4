import type { Value } from './value';

/** The variable that is not known before there is a record or an answer. */
export type PerRecordVariable = 'record' | 'response';

/** The values an expression may name. */
export interface Scope {
  /** The moment at which the read began, epoch milliseconds: `now_utc()`, and the same for the whole read. */
  readonly nowMs: number;
  readonly variables: Readonly<Record<string, Value>>;
}

/** Hands out what `reads[index]` names of the record or answer at hand; null where it is absent. */
export type ReadField = (index: number) => Value;

export interface TemplateOptions {
  /** Where the text stands in the manifest, for errors. */
  readonly path: string;
  /** Variables that exist where the template stands. */
  readonly variables: readonly string[];
  /** Variables whose value is known already. */
  readonly constants: Readonly<Record<string, Value>>;
  /** The one variable whose value changes from evaluation to evaluation. */
  readonly perRecord?: PerRecordVariable | undefined;
}
