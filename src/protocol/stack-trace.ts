const MAX_FRAMES_PER_ERROR = 20;
const MAX_CAUSES = 5;

/** The engine writes these messages itself, without outside values; a SyntaxError quotes its input. */
const ENGINE_ERRORS = new Set(['TypeError', 'RangeError', 'ReferenceError']);

/**
 * Where an error came from, for `stack_trace`: names, codes and frames along the chain of causes. Omits the messages of
 * foreign errors, since they may quote their input.
 */
export function stackTrace(error: Error): string {
  return causes(error)
    .map((link) => [title(link), ...frames(link)].join('\n'))
    .join('\ncaused by ');
}

function causes(error: Error): Error[] {
  const chain = [error];
  for (
    let next = causeOf(error);
    next !== undefined && chain.length < MAX_CAUSES;
    next = causeOf(next)
  ) {
    chain.push(next);
  }
  return chain;
}

/** VError keeps its cause behind a method of the same name. */
function causeOf(error: Error): Error | undefined {
  const held: unknown = error.cause;
  const cause: unknown = typeof held === 'function' ? held.call(error) : held;
  return cause instanceof Error ? cause : undefined;
}

function title(error: Error): string {
  const code = (error as NodeJS.ErrnoException).code;
  const name = typeof code === 'string' ? `${error.name} ${code}` : error.name;
  return ENGINE_ERRORS.has(error.name) ? `${name}: ${error.message}` : name;
}

function frames(error: Error): string[] {
  const lines = (error.stack ?? '').split('\n');
  return lines
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, MAX_FRAMES_PER_ERROR)
    .map(withoutFolders);
}

const FRAME = /^( {4}at (?:[^/]*[( ])?)(?:file:\/\/)?(\/.*)$/;

/** Folders of this machine or its user tell a maintainer nothing. */
function withoutFolders(frame: string): string {
  const [, head = '', path] = FRAME.exec(frame) ?? [];
  if (path === undefined) return frame;
  const folder = Math.max(path.lastIndexOf('/dist/src/'), path.lastIndexOf('/node_modules/'));
  return head + path.slice((folder < 0 ? path.lastIndexOf('/') : folder) + 1);
}
