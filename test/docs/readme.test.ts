import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isThere, manifest, ROOT, text } from './support';

const README = text('README.md');

describe('the badges of the README', () => {
  const [, workflow = ''] =
    /!\[CI\]\(\.\.\/\.\.\/actions\/workflows\/([\w.]+)\//u.exec(README) ?? [];

  it('name an existing workflow', () => {
    expect(isThere(join(ROOT, '.github/workflows', workflow))).toBe(true);
  });

  it("name the package's licence", () => {
    const { license } = JSON.parse(text('package.json')) as { license: string };
    expect(README).toContain(`[![Licence: ${license}]`);
  });

  it('name the versions of Node that the workflow tests', () => {
    const { jobs } = parse(text(`.github/workflows/${workflow}`)) as {
      jobs: { tests: { strategy: { matrix: { node: string[] } } } };
    };
    const [, named = ''] = /!\[Node: ([^\]]+)\]/u.exec(README) ?? [];
    expect(named.split(', ').sort()).toEqual([...jobs.tests.strategy.matrix.node].sort());
  });
});

describe('the picture of the demo (else: npm run build && node scripts/draw-demo.mjs)', () => {
  const PICTURE = 'docs/images/demo.svg';
  const lines = [...text(PICTURE).matchAll(/<text [^>]*>([^<]*)</gu)].map(([, line = '']) =>
    line.replaceAll('\u00a0', ' '),
  );

  it('is the first thing the README shows', () => {
    expect(/!\[[^\]]*\]\((docs[^)]+)\)/u.exec(README)?.[1]).toBe(PICTURE);
  });

  it('uses the words of the demo', () => {
    const demo = text('scripts/demo.mjs');
    const [command, ...printed] = lines;
    expect(command).toBe('$ npm run demo');
    const pairs = printed.flatMap((line) =>
      [...line.replace(/http\S+/u, '|').matchAll(/([a-z'-]+)(?= ([a-z'-]+))/giu)].map(
        ([, one, two]) => `${one} ${two}`,
      ),
    );
    expect(pairs.length).toBeGreaterThan(20);
    expect(pairs.filter((pair) => !demo.includes(pair))).toEqual([]);
  });

  it('shows each stream, with its number of equal records', () => {
    const rows = lines
      .map((line) => line.split('│').map((cell) => cell.trim()))
      .filter(([, name]) => name !== undefined && name !== '(index)');
    const streams = Object.keys(manifest().metadata.source_navan.streams);
    expect([...new Set(rows.map(([, name]) => name))].sort()).toEqual(streams.sort());
    for (const [, name, records, , equal] of rows) expect([name, equal]).toEqual([name, records]);
  });
});

it('docs/columns.md matches the schemas (else: node scripts/write-columns.mjs)', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'scripts/write-columns.mjs'), '--check'],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
