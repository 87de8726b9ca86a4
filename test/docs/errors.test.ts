import type { ErrorKind } from '../../src/errors/connector-error';
import { LIMITS } from '../../src/client/limits';
import { RETRY_TABLE } from '../../src/client/retry/retry-table';
import { declaredIn, names, rows, section, text } from './support';

const kinds = declaredIn('src/errors', '-errors') as readonly ErrorKind[];

it('given the kinds of errors, when docs/errors.md is read, then it has exactly these, each once', () => {
  const headings = [...text('docs/errors.md').matchAll(/^### (.+)$/gm)].map(([, code]) => code);
  expect(headings).toEqual(kinds.map(({ code }) => code));
  expect(new Set(headings).size).toBe(headings.length);
});

it.each(kinds.map((kind) => [kind.code, kind] as const))(
  'given the error %s, when its section is read, then it matches the code (else: node scripts/write-error-docs.mjs)',
  (code, { title, failureType, why, action }) => {
    const said = section('docs/errors.md', `### ${code}`);
    for (const part of [`**${title}.** \`${failureType}\``, `Why: ${why}`, `What to do: ${action}`])
      expect(said).toContain(`\n${part}`);
  },
);

it('given the retry table, when docs/behavior.md shows it, then every row matches', () => {
  const documented = rows(section('docs/behavior.md', '## What an answer leads to'));
  const expected = RETRY_TABLE.map(({ status, faults, only, action, isOnce, error }) => [
    (status ? [...new Set(status)].join('–') : (faults ?? []).join(', ')) +
      (only === undefined ? '' : ` with ${only}`),
    isOnce === true ? `${action}, once` : action,
    error === undefined ? '' : `\`${error}\``,
  ]);
  expect(documented).toEqual(expected);
});

it('given the limits of the client, when docs/behavior.md shows them, then with the values from the code', () => {
  const table = rows(section('docs/behavior.md', '## Client limits'));
  const documented = Object.fromEntries(
    table.map(([, limit = '', name]) => [names(name)[0] ?? '', figure(limit)]),
  );
  expect(documented).toEqual(LIMITS);
});

/** `60 s` in milliseconds, `64 MB` in bytes, a bare number as it is. */
function figure(limit: string): number {
  const [number = '', unit = ''] = limit.split(' ');
  const factors: Readonly<Record<string, number>> = { '': 1, s: 1000, MB: 1024 * 1024 };
  return Number(number) * (factors[unit] ?? NaN);
}
