import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector } from '../../src/cli/connector';
import { createConnector } from '../../src/cli/create-connector';
import { Invocation } from '../../src/cli/invocation';
import type { ByteSink } from '../../src/protocol/byte-sink';
import { LineWriter } from '../../src/protocol/line-writer';
import { shortLimits } from '../e2e/support/short-limits';
import { checkLines } from '../protocol/checked-lines';
import { SECRET } from './config';

/** What an invocation said, paths and ports left out. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The check's result, or the error and its kind. */
  readonly answers: readonly Answer[];
  readonly warnings: readonly string[];
}

export interface Answer {
  readonly message: string;
  /** Absent where a check says it. */
  readonly code?: string;
  readonly failureType?: string;
}

interface Message {
  readonly type: string;
  readonly connectionStatus?: { readonly status: string; readonly message?: string };
  readonly trace?: {
    readonly error?: {
      readonly message: string;
      readonly internal_message: string;
      readonly failure_type: string;
      readonly stack_trace?: string;
    };
  };
  readonly log?: { readonly level: string; readonly message: string };
}

/** The command with the product's own manifest, in this process, with files in a folder of its own. */
export class Command {
  private readonly folder = mkdtempSync(join(tmpdir(), 'source-navan-'));
  private addSecret: (value: string) => void = () => undefined;
  /** The manifest is compiled once. */
  private readonly connector: Connector = createConnector(
    {
      addSecret: (value) => {
        this.addSecret(value);
      },
      allowedHosts: [],
    },
    { limits: shortLimits },
  );

  /** Where a file is that holds `content`: text and bytes as they are, nowhere if it is undefined. */
  path(content: string | Uint8Array | undefined): string {
    const path = join(this.folder, 'PATH');
    if (content !== undefined) writeFileSync(path, content);
    else rmSync(path, { force: true });
    return path;
  }

  json(name: string, value: unknown): string {
    const path = join(this.folder, name);
    writeFileSync(path, JSON.stringify(value));
    return path;
  }

  async run(
    argv: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Said> {
    let stdout = '';
    let stderr = '';
    const sink: ByteSink = {
      write: (chunk, callback) => {
        stdout += Buffer.from(chunk).toString();
        callback(null);
        return true;
      },
      on: () => undefined,
    };
    const invocation = new Invocation(
      ({ addSecret }) => {
        this.addSecret = addSecret;
        return this.connector;
      },
      {
        stdout: new LineWriter(sink),
        stderr: (text) => (stderr += text),
        isTerminal: false,
        environment,
        signal: new AbortController().signal,
      },
    );
    const code = await invocation.finish(await invocation.run(argv));
    checkLines(stdout);
    expect(stdout + stderr).not.toContain(SECRET.slice(0, 12));
    return { code, stdout, stderr, ...this.understood(stdout) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private understood(stdout: string): Pick<Said, 'answers' | 'warnings'> {
    const messages = this.without(stdout)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Message);
    return {
      answers: messages.flatMap(answersOf),
      warnings: messages.flatMap(({ log }) => (log?.level === 'WARN' ? log.message : [])),
    };
  }

  /** What differs from run to run. */
  private without(text: string): string {
    return text
      .replaceAll(`${this.folder}/`, '')
      .replace(/127\.0\.0\.1:(?!4010)\d{4,5}\b/g, '127.0.0.1:PORT');
  }
}

function answersOf({ connectionStatus, trace }: Message): readonly Answer[] {
  if (connectionStatus?.message !== undefined) return [{ message: connectionStatus.message }];
  const error = trace?.error;
  if (!error) return [];
  if (error.failure_type === 'config_error') expect(error).not.toHaveProperty('stack_trace');
  const { message, internal_message: code, failure_type: failureType } = error;
  return [{ message, code: code.replace(/:.*/, ''), failureType }];
}
