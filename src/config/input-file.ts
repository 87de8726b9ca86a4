import { createReadStream } from 'node:fs';
import { ConnectorError } from '../errors/connector-error';
import { CONFIG_ERRORS } from '../errors/config-errors';
import { isJsonObject } from './json';
import { misplacedValue } from './misplaced-value';

/** Where catalogs and states made by hand are explained. */
export const README_SAYS_HOW = 'See "On the command line" in the README.';

export interface InputFile {
  /** For example `--config`. */
  readonly option: string;
  readonly path: string;
  readonly maxBytes: number;
}

/** Reads JSON from a file with any suffix or from a pipe. Errors never quote the content. */
export async function readJsonFile(file: InputFile): Promise<unknown> {
  const text = decoded(await bytesOf(file), file);
  if (text.trim() === '') throw failure('file-empty', file);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (isMessages(text)) throw printedMessages(file);
    throw failure('file-not-json', file, placeOf(error, text));
  }
}

async function bytesOf(file: InputFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    // `end` is inclusive: one byte over the limit is enough to detect it.
    const stream = createReadStream(file.path, { end: file.maxBytes });
    for await (const chunk of stream) chunks.push(chunk as Buffer);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw failure('file-missing', file);
    throw failure('file-unreadable', file, obstacle(code));
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length > file.maxBytes) {
    throw failure('file-too-large', file, `more than ${file.maxBytes / 2 ** 20} MB`);
  }
  return bytes;
}

function obstacle(code: string | undefined): string | undefined {
  if (code === 'EISDIR') return 'it is a folder';
  return code === 'EACCES' || code === 'EPERM' ? `no permission to read it (${code})` : code;
}

function decoded(bytes: Buffer, file: InputFile): string {
  try {
    // Drops the byte order mark that Windows editors write.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw failure('file-not-utf8', file);
  }
}

/** Whether the file holds a command's output: one protocol message per line. */
function isMessages(text: string): boolean {
  const [line = ''] = text.trimStart().split('\n', 1);
  try {
    const first: unknown = JSON.parse(line);
    return isJsonObject(first) && typeof first['type'] === 'string';
  } catch {
    return false;
  }
}

function printedMessages({ option, path }: InputFile): ConnectorError {
  return new ConnectorError(CONFIG_ERRORS['file-not-json'], {
    where: `${option} ${path}`,
    expected: 'one JSON document',
    found: 'one message per line, as the connector prints them',
    action: `Extract what you need. ${README_SAYS_HOW}`,
  });
}

/** Uses only the position: the engine's message quotes the text, which may include a secret. */
function placeOf(error: unknown, text: string): string | undefined {
  const message = error instanceof Error ? error.message : '';
  const stated = /at position (\d+)/.exec(message)?.[1];
  const position = stated === undefined ? misplacedValue(text) : Number(stated);
  if (position === undefined) return undefined;
  if (position >= text.trimEnd().length) return 'an unexpected end of the file';
  const lines = text.slice(0, position).split('\n');
  return `a syntax error in line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function failure(
  code: keyof typeof CONFIG_ERRORS,
  file: InputFile,
  found?: string,
): ConnectorError {
  const where = `${file.option} ${file.path}`;
  return new ConnectorError(
    CONFIG_ERRORS[code],
    found === undefined ? { where } : { where, found },
  );
}
