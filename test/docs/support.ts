import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(__dirname, '../..');

/** Third-party, or created by a run. */
const NOT_OURS = /(?:^|\/)(?:node_modules|dist|reports|coverage)\//;

export function text(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** All files below a folder whose name has this ending, as paths from the root. */
export function filesBelow(folder: string, suffix: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(suffix))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !NOT_OURS.test(file));
}

function filesHere(suffix: string): readonly string[] {
  return readdirSync(ROOT).filter((name) => name.endsWith(suffix));
}

/** Top-level folders of the project, without hidden and generated ones. */
export const FOLDERS: readonly string[] = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  .map(({ name }) => name)
  .filter((name) => !NOT_OURS.test(`${name}/`));

/** Pages for users and contributors. */
export const PAGES: readonly string[] = [
  ...filesHere('.md'),
  ...FOLDERS.flatMap((folder) => filesBelow(folder, '.md')),
];

/** A page's section below a heading, up to the next heading of the same or a higher level. */
export function section(page: string, heading: string): string {
  const rank = heading.indexOf(' ');
  const lines = text(page).split('\n');
  const begin = lines.indexOf(heading);
  if (begin < 0) throw new Error(`${page} has no line "${heading}"`);
  const rest = lines.slice(begin + 1);
  const end = rest.findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= rank);
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The rows of the tables in a text, without heads: each a list of cells. */
export function rows(markdown: string): readonly (readonly string[])[] {
  const lines = markdown.split('\n');
  return lines
    .filter((line, index) => line.startsWith('|') && !isHead(line, lines[index + 1]))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const DELIMITER = /^\|[ |-]+$/;

function isHead(line: string, next: string | undefined): boolean {
  return DELIMITER.test(line) || DELIMITER.test(next ?? '');
}

/** The texts between backticks. */
export function names(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

export interface Manifest {
  readonly streams: readonly unknown[];
  readonly spec: {
    readonly documentation_url?: string;
    readonly connection_specification: Properties;
  };
  readonly metadata: {
    readonly source_navan: {
      readonly streams: Readonly<Record<string, { scope: string; suggested: boolean }>>;
    };
  };
}

export interface Properties {
  readonly title?: string;
  readonly group?: string;
  readonly groups?: readonly { readonly id: string; readonly title?: string }[];
  readonly properties?: Readonly<Record<string, Properties>>;
}

export function manifest(): Manifest {
  return parse(text('resources/manifest.yaml')) as Manifest;
}

/** What to do so that a page's table has one row for each stream of the manifest. */
export function rowsToMend(page: string, heading: string): readonly string[] {
  const listed = rows(section(page, heading)).flatMap(([cell]) => names(cell));
  const streams = Object.keys(manifest().metadata.source_navan.streams);
  const missing = streams.filter((name) => !listed.includes(name));
  const unknown = listed.filter((name) => !streams.includes(name));
  return [
    ...missing.map((name) => `${page}, "${heading}": add a row for ${name}`),
    ...unknown.map((name) => `${page}, "${heading}": remove the row of ${name}`),
  ];
}

export function isThere(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0;
}

/** What the files of a folder such as `src/errors` declare, one table per layer, however many layers there are. */
export function declaredIn(folder: string, suffix: string): readonly unknown[] {
  return filesBelow(folder, `${suffix}.ts`)
    .map((file) => file.replace('.ts', ''))
    .sort()
    .flatMap((file) =>
      Object.values(jest.requireActual<Record<string, Record<string, unknown>>>(join(ROOT, file))),
    )
    .flatMap((table) => Object.values(table));
}
