import { rmSync } from 'node:fs';
import { file, folder, run } from '../support/connector';
import { ConnectorRun, type Message } from '../support/connector-run';
import { SECRET } from './config';

/** The command's message, without paths and ports. */
export interface Said extends Pick<ConnectorRun, 'code' | 'stdout' | 'stderr'> {
  /** The check's result, or the error and its kind. */
  readonly answers: readonly Answer[];
  readonly warnings: readonly string[];
}

export interface Answer {
  readonly message: string;
  /** Absent for a check. */
  readonly code?: string;
  readonly failureType?: string;
}

/** Path of a file with `content`: strings and bytes unchanged; a missing file if undefined. */
export function pathOf(content: string | Uint8Array | undefined): string {
  const path = file('PATH', content ?? '');
  if (content === undefined) rmSync(path);
  return path;
}

export async function command(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const { code, stdout, stderr } = await run(argv, { environment });
  expect(stdout + stderr).not.toContain(SECRET.slice(0, 12));
  const said = new ConnectorRun(code, withoutPlaces(stdout), stderr);
  const warnings = said.warnings().map(({ text }) => text);
  return { code, stdout, stderr, answers: said.messages.flatMap(answersOf), warnings };
}

/** What differs from run to run. */
function withoutPlaces(text: string): string {
  return text
    .replaceAll(`${folder}/`, '')
    .replace(/127\.0\.0\.1:(?!4010\b)\d{4,5}\b/g, '127.0.0.1:PORT');
}

function answersOf({ connectionStatus, trace }: Message): readonly Answer[] {
  if (connectionStatus?.message !== undefined) return [{ message: connectionStatus.message }];
  const error = trace?.error;
  if (!error) return [];
  if (error.failure_type === 'config_error') expect(error).not.toHaveProperty('stack_trace');
  const { message, internal_message: code, failure_type: failureType } = error;
  return [{ message, code: code.replace(/:.*/, ''), failureType }];
}
