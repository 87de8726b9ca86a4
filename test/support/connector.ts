import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../../src/cli/program';
import type { SourceParts } from '../../src/cli/source';
import { CLI_ERRORS } from '../../src/errors/cli-errors';
import { ConnectorError } from '../../src/errors/connector-error';
import { loadManifest } from '../../src/manifest/load';
import type { Manifest } from '../../src/manifest/model';
import type { ByteSink } from '../../src/protocol/byte-sink';
import { LineWriter } from '../../src/protocol/line-writer';
import { checkLines } from '../protocol/checked-lines';
import { ConnectorRun, protocolLines } from './connector-run';
import { shortLimits } from './short-limits';

export interface RunOptions extends SourceParts {
  /** Absent: the project's own, compiled once. */
  readonly manifestFile?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Ends the run right after this many checkpoints, as a stop signal would. */
  readonly stopAfterStates?: number;
}

/** Folder for this test's files. */
export const folder = mkdtempSync(join(tmpdir(), 'source-navan-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The path of a file with exactly this `content`. */
export function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export function jsonFile(name: string, value: unknown): string {
  return file(name, JSON.stringify(value));
}

/** Runs the command in this process: takes a command line, returns messages and the exit code. */
export async function run(
  argv: readonly string[],
  { manifestFile, environment = {}, stopAfterStates = Infinity, ...parts }: RunOptions = {},
): Promise<ConnectorRun> {
  const stopping = new AbortController();
  const sink = new KeptOutput(stopAfterStates, () => {
    stopping.abort(new ConnectorError(CLI_ERRORS.interrupted, { found: 'SIGTERM' }));
  });
  let stderr = '';
  const program = new Program(
    {
      stdout: new LineWriter(sink, {
        whenIdle: (send) => {
          send();
        },
      }),
      stderr: (text) => (stderr += text),
      isTerminal: false,
      environment,
      signal: stopping.signal,
    },
    { limits: shortLimits, manifest: manifestOf(manifestFile), ...parts },
  );
  const code = await program.finish(await program.run(argv));
  if (!['plan', 'probe'].some((verb) => argv.includes(verb)))
    checkLines(protocolLines(sink.text).join('\n'));
  return new ConnectorRun(code, sink.text, stderr);
}

/** Accepts everything at once. The writer passes whole lines. */
class KeptOutput implements ByteSink {
  private readonly chunks: Buffer[] = [];

  constructor(
    private statesLeft: number,
    private readonly onLastState: () => void,
  ) {}

  get text(): string {
    return Buffer.concat(this.chunks).toString();
  }

  write(chunk: Uint8Array, callback: (error?: Error | null) => void): boolean {
    const kept = Buffer.from(chunk);
    this.chunks.push(kept);
    if (kept.includes('{"type":"STATE"') && --this.statesLeft === 0) this.onLastState();
    callback(null);
    return true;
  }

  on(): void {
    // It never fails.
  }
}

let ownManifest: Manifest | undefined;

function manifestOf(file: string | undefined): Manifest {
  if (file !== undefined) return loadManifest(file);
  return (ownManifest ??= loadManifest(join(__dirname, '../../resources/manifest.yaml')));
}
