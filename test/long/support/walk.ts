import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT, section } from '../../docs/support';

/** A code block of a page. */
export interface Fence {
  readonly language: string;
  readonly code: string;
}

/** The code blocks below a heading, without the indentation of their list. */
export function fencesOf(page: string, heading: string): readonly Fence[] {
  const blocks = section(page, heading).matchAll(/^( *)```(\w+)\n([^]*?)^ *```/gm);
  return [...blocks].map(([, indent = '', language = '', code = '']) => ({
    language,
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

export interface Ran {
  readonly status: number | null;
  /** Both streams, in order of arrival. */
  readonly output: string;
}

/** A copy of this checkout's current files, committed or not, in its own repository. */
export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'source-navan-walk-'));

  constructor() {
    const listed = git(ROOT, 'ls-files', '--cached', '--others', '--exclude-standard', '-z');
    for (const file of listed.split('\0').filter(Boolean)) {
      const to = join(this.folder, file);
      mkdirSync(dirname(to), { recursive: true });
      cpSync(join(ROOT, file), to);
    }
    git(this.folder, 'init', '--quiet');
    git(this.folder, 'add', '--all');
    git(this.folder, ...AUTHOR, 'commit', '--quiet', '--no-verify', '--message', 'As it was');
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
    // A link is not a folder, so the folder's pattern does not match it.
    writeFileSync(join(this.folder, '.git/info/exclude'), 'node_modules\n');
  }

  /** Runs lines in a shell that stops at the first failure. */
  run(commands: string): Ran {
    const { status, stdout } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', SHELL + commands], {
      cwd: this.folder,
      // Variables that jest sets for its workers must not reach another jest.
      env: { ...process.env, JEST_WORKER_ID: undefined, NODE_ENV: undefined },
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      timeout: 580_000,
    });
    return { status, output: stdout };
  }

  edit(file: string, change: (text: string) => string): void {
    const path = join(this.folder, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }

  /** Files that have changed. */
  changed(): string {
    return git(this.folder, 'status', '--porcelain');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** A process left running would keep the output open. */
const SHELL = "exec 2>&1\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n";
const AUTHOR = ['-c', 'user.name=walk', '-c', 'user.email=walk@example.com'];

function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}
