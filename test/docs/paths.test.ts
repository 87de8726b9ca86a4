import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { filesBelow, FOLDERS, isThere, names, PAGES, ROOT, rows, section, text } from './support';

const files = FOLDERS.flatMap((folder) => filesBelow(folder, ''));
const folders = new Set(files.flatMap((file) => foldersOf(file)));

/** Paths on pages that are elsewhere, or created by a run. */
const ELSEWHERE: readonly RegExp[] = [
  /^secrets\/[\w-]+\.json$/,
  /^reports\//,
  /^messages\//,
  /^dist\/manifest\.json$/,
  // Airbyte's repository and registries, the simulator's addresses.
  /^airbyte-integrations\//,
  /^docs\/integrations\//,
  /^registry\.example\.com\//,
  /^_control\//,
];

/** `a/b/c.ts` is in `a/b/` and in `a/`. */
function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
}

/** In backticks, or where a command line names a file of the project. */
function pathsIn(page: string): readonly string[] {
  const content = text(page);
  const quoted = [...content.matchAll(/`([\w.@-]+\/[\w./*<>-]*)`/g)];
  const inCommands = [
    ...content.matchAll(/(?:^|[\s(])((?:node|python3?|bash|sh) )([\w./*-]+\/[\w./*-]+)/gm),
  ];
  return [...quoted.map(([, path = '']) => path), ...inCommands.map(([, , path = '']) => path)];
}

/** Arguments of jest: prefixes of paths. */
function testPatternsIn(page: string): readonly string[] {
  return [...text(page).matchAll(/npx jest (?:--\S+ )*((?:test\/[\w./-]+ ?)+)/g)].flatMap(
    ([, patterns = '']) => patterns.trim().split(' '),
  );
}

function isKnown(page: string, path: string): boolean {
  if (ELSEWHERE.some((pattern) => pattern.test(path))) return true;
  const candidates = [path, join(dirname(page), path)].map((candidate) =>
    // A compiled file has a source.
    candidate.replace(/^dist\/(.+)\.js$/, '$1.ts'),
  );
  if (candidates.some((candidate) => isThere(join(ROOT, candidate)))) return true;
  const pattern = pathPattern(path);
  return files.some((file) => pattern.test(file)) || isFolder(path);
}

/** `<name>` and `*` match anything within a name. */
function pathPattern(path: string): RegExp {
  const escaped = path.replace(/[.]/g, '\\.').replace(/<\w+>|\*/g, '[^/]+');
  return new RegExp(`^${escaped}$`);
}

/** A folder by the end of its path, if the page named its parent before. */
function isFolder(path: string): boolean {
  return path.endsWith('/') && [...folders].some((folder) => `/${folder}`.endsWith(`/${path}`));
}

it.each(PAGES)('given the page %s, when it names files and folders, then they exist', (page) => {
  expect(pathsIn(page).filter((path) => !isKnown(page, path))).toEqual([]);
  const hasTest = (pattern: string): boolean =>
    files.some((file) => file.startsWith(pattern) && file.endsWith('.test.ts'));
  expect(testPatternsIn(page).filter((pattern) => !hasTest(pattern))).toEqual([]);
});

describe('given the files of the project', () => {
  const table = rows(section('docs/architecture.md', '## Folders'));
  const listed = table.flatMap(([folder]) => names(folder));
  const below = (folder: string): readonly string[] =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${name}/`);

  it('when the architecture lists the folders, then it has exactly these', () => {
    const expected = [
      ...FOLDERS.filter((folder) => folder !== 'src').map((folder) => `${folder}/`),
      ...below('src').map((folder) => `src/${folder}`),
    ];
    expect([...listed].sort()).toEqual(expected.sort());
  });

  it('when it lists the folders of test/, then it has exactly these', () => {
    const cells = rows(section('docs/architecture.md', '## Tests')).map(([folder]) => folder);
    expect(cells.flatMap(names).sort()).toEqual([...below('test')].sort());
  });

  it('when scripts and benchmarks are listed, then each is named by a page, a command or a listed script', () => {
    const sources = [...PAGES, 'package.json', 'Dockerfile', '.ci/run'].map(text).join('\n');
    // Below them are modules of one program; `npm run unused` lists those that nothing imports.
    const programs = [
      ...filesBelow('scripts', '.mjs').filter((path) => path.split('/').length === 2),
      ...readdirSync(join(ROOT, 'bench'))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `bench/${name}`),
    ];
    const isNamed = (program: string, by: string): boolean =>
      by.includes(program) || by.includes(`dist/${program.replace('.ts', '.js')}`);
    const imported = programs
      .filter((program) => isNamed(program, sources))
      .map(text)
      .join('\n');
    const isImported = (program: string): boolean =>
      imported.includes(`'./${basename(program).replace('.ts', '')}'`);
    expect(
      programs.filter((program) => !isNamed(program, sources) && !isImported(program)),
    ).toEqual([]);
  });
});
