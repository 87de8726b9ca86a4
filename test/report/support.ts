import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');
const MAIN = join(ROOT, 'scripts/report/main.mjs');

const folder = mkdtempSync(join(tmpdir(), 'source-navan-report-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Paths in a folder of this test file. */
export const inFolder = (name: string): string => join(folder, name);

export function writeLog(name: string, content: string | Buffer): string {
  writeFileSync(inFolder(name), content);
  return inFolder(name);
}

/** Runs the program. npm says in INIT_CWD where the user was. */
export function program(args: readonly string[], input?: string | Buffer): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: folder },
    input,
  });
  return { code: status, stdout, stderr };
}

/** Parts of the page that tests read, as selectors. */
const PARTS = [
  '.verdict strong',
  '.verdict p',
  '.tiles b',
  '.tiles span',
  '.missing',
  '.error',
  '.error strong code',
  '.error p',
  'figure h3',
  'figure p',
  'figure.partitions svg text',
  'figure.partitions svg title',
  'figure.records svg text',
  'details > summary',
  'script, img, link, iframe, object, a',
] as const;

interface Found {
  readonly text: string;
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly rows: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly holds: readonly string[];
  readonly html: string;
}

/** Draws a log if it is given one, and takes the page apart, in one process: jest can load neither program nor parser. */
const DRAWING = `
import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { report } from './scripts/report/report.mjs';
const { command, parts } = JSON.parse(readFileSync(0, 'utf8'));
if (command.log !== undefined) await report(command);
const html = readFileSync(command.out, 'utf8');
const { document } = parseHTML(html);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const text = ({ textContent }) => textContent.replaceAll(/\\s+/gu, ' ').trim();
const rows = (table) => all(table + ' tr').slice(1).map((row) => all('td', row).map(text));
console.log(JSON.stringify({
  html,
  text: text(document.body),
  parts: Object.fromEntries(parts.map((part) => [part, all(part).map(text)])),
  rows: { outcomes: rows('.outcomes'), streams: rows('.streams') },
  holds: all('figure.holds g[aria-label=bar] rect').map((rect) => rect.getAttribute('x')),
}));
`;

/** A page, as a reader finds things on it. */
export class Page {
  readonly found: Found;

  /** Of a page that exists, or of a log that is drawn first. */
  constructor(command: { readonly log?: string; readonly out: string }) {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', DRAWING],
      {
        encoding: 'utf8',
        cwd: ROOT,
        input: JSON.stringify({ command, parts: PARTS }),
        maxBuffer: 1e8,
      },
    );
    if (stderr !== '') throw new Error(stderr);
    this.found = JSON.parse(stdout) as Found;
  }

  get html(): string {
    return this.found.html;
  }

  get text(): string {
    return this.found.text;
  }

  get verdict(): string {
    return this.texts('.verdict strong')[0] ?? '';
  }

  get charts(): readonly string[] {
    return this.texts('figure h3');
  }

  texts(part: (typeof PARTS)[number]): readonly string[] {
    return this.found.parts[part] ?? [];
  }

  /** The figures above the charts, by name. */
  get tiles(): Readonly<Record<string, string>> {
    const figures = this.texts('.tiles b');
    const names = this.texts('.tiles span');
    return Object.fromEntries(names.map((name, index) => [name, figures[index] ?? '']));
  }

  /** The cells of a table's rows, without its head. */
  rows(table: 'outcomes' | 'streams'): readonly (readonly string[])[] {
    return this.found.rows[table] ?? [];
  }
}

/** Draws a log, which must succeed. */
export function drawn(content: string | Buffer, name = 'sync.log'): Page {
  const log = writeLog(name, content);
  return new Page({ log, out: `${log}.html` });
}

/** What a module of the program returns, for values that JSON can hold. */
export function evaluated(code: string): unknown {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', `${code}; console.log(JSON.stringify(result))`],
    { encoding: 'utf8', cwd: ROOT },
  );
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}
