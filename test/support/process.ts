import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { join } from 'node:path';
import { checkLines } from '../protocol/checked-lines';
import { ConnectorRun, protocolLines } from './connector-run';

/** The built connector in its own process, for what only a process has: signals, pipes, an environment. */

const BIN = join(__dirname, '../../bin/source-navan');

export interface StartOptions {
  /** Absent: the test's own. */
  readonly environment?: NodeJS.ProcessEnv;
  /** A module that is loaded before the connector. */
  readonly preload?: string;
  /** Runs below a shell, which finds the command in `"$@"`. */
  readonly script?: string;
  /** Absent: all three are pipes. */
  readonly stdio?: StdioOptions;
}

export function start(
  argv: readonly string[],
  { environment, preload, script, stdio = 'pipe' }: StartOptions = {},
): ChildProcess {
  const loaded = preload === undefined ? [] : ['--require', preload];
  const command = [process.execPath, ...loaded, BIN, ...argv];
  const [file = '', ...args] =
    script === undefined ? command : ['/bin/sh', '-c', script, 'sh', ...command];
  return spawn(file, args, { cwd: '/', env: environment ?? process.env, stdio });
}

export class ProcessRun extends ConnectorRun {
  constructor(
    readonly signal: NodeJS.Signals | null,
    ...run: ConstructorParameters<typeof ConnectorRun>
  ) {
    super(...run);
  }
}

/** Collects a process's output until it ends. */
export function ended(child: ChildProcess): Promise<ProcessRun> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      // A test that stops reading may have stopped within a line.
      const isWhole = child.stdout?.readableEnded === true;
      const taken = isWhole ? stdout : stdout.slice(0, stdout.lastIndexOf('\n') + 1);
      checkLines(protocolLines(taken).join('\n'));
      resolve(new ProcessRun(signal, code, taken, stderr));
    });
  });
}
