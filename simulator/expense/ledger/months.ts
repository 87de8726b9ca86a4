import { monthStart } from './life';
import { type CardProgram, PROGRAMS } from './programs';

/** Statements are made for these months: those of the data and some for a clock that runs on. */
const MONTHS = 8;

/** A month of a programme's card account. */
export interface Statement {
  readonly program: CardProgram;
  readonly start: number;
  readonly end: number;
}

export const STATEMENT_COUNT = PROGRAMS.length * MONTHS;

/** Statement `index` of all programmes and months, in the order of the months. */
export function statementAt(index: number, from: number): Statement {
  const month = Math.floor(index / PROGRAMS.length);
  const program = PROGRAMS[index % PROGRAMS.length] as CardProgram;
  return { program, start: monthStart(from, month), end: monthStart(from, month + 1) };
}
