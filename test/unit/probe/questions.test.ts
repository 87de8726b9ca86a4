import { QUESTIONS } from '../../../src/probe/questions';
import { names, rows, text } from '../../docs/support';

const ids = QUESTIONS.map(({ id }) => id).sort();

/** Names in the last column of the tables with one for real tenants. */
function namedInBehavior(): readonly string[] {
  const tables = text('docs/behavior.md').split(/^## /m);
  return tables
    .filter((part) => /seen on a real tenant +\|/.test(part))
    .flatMap((part) => rows(part).flatMap((cells) => names(cells[4])));
}

describe('given the questions of the probe', () => {
  it('then each has its own id', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('then docs/behavior.md has one row for each, whose last column names it', () => {
    expect([...namedInBehavior()].sort()).toEqual(ids);
  });
});
