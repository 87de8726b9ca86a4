import { ALERTS } from '../../src/report/health/alerts';
import { names, rows, section, text } from './support';

/** Not in the table: what no sync can say, and what a later version may. */
const FURTHER = { 'changes-filter-failed': 'ticket', 'nothing-ran': 'page' };

/** What the job of the example makes of a code: severity, and in how many syncs in a row. */
const policy = new Map(
  [...text('examples/alerts/alerts.sql').matchAll(/\('([\w-]+)', '(\w+)', '\w+', (\d)\)/g)].map(
    ([, code = '', severity = '', syncs = '']) => [code, { severity, syncs: Number(syncs) }],
  ),
);

describe('given the thresholds of the connector', () => {
  const table = rows(section('docs/monitoring.md', '## Thresholds'));
  const severities = new Map(table.map(([code, , severity = '']) => [names(code)[0], severity]));

  it('when docs/monitoring.md lists them, then each with its severity', () => {
    const listed = [...severities].map(([code, severity]) => [code, /^\w+/.exec(severity)?.[0]]);
    expect(Object.fromEntries(listed)).toEqual({ ...ALERTS, ...FURTHER });
  });

  it('when the job of the example alerts, then with the same severities and after as many syncs', () => {
    const own = [...policy].filter(([code]) => !code.startsWith('sync-'));
    expect(Object.fromEntries(own.map(([code, { severity }]) => [code, severity]))).toEqual({
      ...ALERTS,
      'changes-filter-failed': 'ticket',
    });
    const lasting = own.filter(([, { syncs }]) => syncs === 3).map(([code]) => code);
    const documented = [...severities].filter(([, text]) => text.includes('three syncs in a row'));
    expect(lasting).toEqual(documented.map(([code]) => code));
  });

  it('when the job of the example has codes of its own, then its page lists them', () => {
    const listed = rows(section('examples/alerts/README.md', '## What is sent')).flatMap(
      ([code, , severity]) => names(code).map((name) => [name, severity]),
    );
    const own = [...policy].filter(([code]) => code.startsWith('sync-'));
    expect(listed).toEqual([
      ...own.map(([code, { severity }]) => [code, severity]),
      ['nothing-ran', 'page'],
    ]);
  });

  it('when the job of the example tells people of a code, then in words', () => {
    const said = [...text('examples/alerts/words.py').matchAll(/^ {4}"([\w-]+)":/gm)];
    expect(said.map(([, code]) => code).sort()).toEqual([...policy.keys(), 'nothing-ran'].sort());
  });
});
