import { transformSync } from '@swc/core';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { checkLines } from '../../protocol/checked-lines';

const ROOT = resolve(__dirname, '../../..');
const FOLDERS = ['src', 'test/unit/cli', 'test/unit/config'];

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly messages: readonly Record<string, unknown>[];
  readonly stdout: string;
  readonly stderr: string;
}

/** The real command line around a stub connector, compiled into a folder of its own and run as a child process. */
export class CommandLine {
  private readonly folder = mkdtempSync(join(tmpdir(), 'source-navan-'));

  constructor() {
    for (const folder of FOLDERS) this.compile(folder);
    symlinkSync(join(ROOT, 'node_modules'), join(this.folder, 'node_modules'));
    this.file('package.json', '{"version":"1.2.3"}');
  }

  file(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  json(name: string, content: unknown): string {
    return this.file(name, JSON.stringify(content));
  }

  start(argv: readonly string[], env: Record<string, string> = {}): ChildProcess {
    const main = join(this.folder, 'test/unit/cli/stub-main.js');
    return spawn(process.execPath, [main, ...argv], { cwd: '/', env: { ...process.env, ...env } });
  }

  /** Below a shell, which finds the command in `"$@"`. */
  startIn(script: string, argv: readonly string[]): ChildProcess {
    const main = join(this.folder, 'test/unit/cli/stub-main.js');
    return spawn('sh', ['-c', script, 'sh', process.execPath, main, ...argv], { cwd: '/' });
  }

  run(argv: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
    return outcome(this.start(argv, env));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private compile(folder: string): void {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
      const { code } = transformSync(readFileSync(join(ROOT, folder, name), 'utf8'), {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'commonjs' },
      });
      const target = join(this.folder, folder, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, code);
    }
  }
}

export function outcome(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((done) => {
    child.on('close', (code, signal) => {
      // The answers of a probe are for people.
      const taken = takenLines(child, stdout);
      if (!child.spawnargs.includes('probe')) checkLines(protocolLines(taken).join('\n'));
      done({ code, signal, messages: messagesOf(taken), stdout, stderr });
    });
  });
}

/** A test that stops reading may have stopped within a line. */
function takenLines({ stdout }: ChildProcess, text: string): string {
  return stdout?.readableEnded === true ? text : text.slice(0, text.lastIndexOf('\n') + 1);
}

function messagesOf(stdout: string): Record<string, unknown>[] {
  return protocolLines(stdout).map((line) => JSON.parse(line) as Record<string, unknown>);
}

function protocolLines(stdout: string): readonly string[] {
  return stdout.split('\n').filter((line) => line.startsWith('{'));
}
