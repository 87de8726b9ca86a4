import type { Value } from './value';

/** The variable that has no value until there is a record or a response. */
export type PerRecordVariable = 'record' | 'response';

export interface Scope {
  /** When the read began, in epoch milliseconds; the value of `now_utc()` for the whole read. */
  readonly nowMs: number;
  readonly variables: Readonly<Record<string, Value>>;
}

/** Returns the value of `reads[index]` in the current record or response; null if absent. */
export type ReadField = (index: number) => Value;

export interface TemplateOptions {
  /** Location in the manifest, for errors. */
  readonly path: string;
  /** Variables available at this location. */
  readonly variables: readonly string[];
  /** Variables with a known value. */
  readonly constants: Readonly<Record<string, Value>>;
  /** The one variable that changes between evaluations. */
  readonly perRecord?: PerRecordVariable | undefined;
  /** Whether its value is asked for and not its text: several parts make a text, of which even `False` is not empty. */
  readonly isCondition?: boolean;
}
