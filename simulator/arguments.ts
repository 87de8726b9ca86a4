import { parseArgs } from 'node:util';
import { DEFAULT_OPTIONS, type SimulatorOptions } from './options';

/** Options that have no default, so that the defaults do not name them. */
const WITHOUT_DEFAULT = ['now', 'since', 'clientId', 'clientSecret', 'layout'];

/** Texts, although they may look like numbers. */
const TEXTS = new Set(['now', 'since', 'clientId', 'clientSecret']);

/**
 * The options of a command line: `--max-page-depth 40` is `maxPageDepth`. Numbers, booleans, null, lists and objects
 * are written as JSON, texts as they are; a flag without a value is true.
 */
export function optionsFrom(argv: readonly string[]): Partial<SimulatorOptions> {
  const names = [...Object.keys(DEFAULT_OPTIONS), ...WITHOUT_DEFAULT];
  const flags = new Map(names.map((name) => [flag(name), name]));
  const { tokens } = parseArgs({ args: [...argv], strict: false, tokens: true });
  const options: Record<string, unknown> = {};
  let last: string | undefined;
  for (const part of tokens) {
    if (part.kind === 'option') {
      last = flags.get(part.name);
      if (last === undefined) throw new TypeError(`unknown option --${part.name}`);
      options[last] = part.value === undefined ? true : value(last, part.value);
    } else if (part.kind === 'positional') {
      if (last === undefined) throw new TypeError(`unexpected ${part.value}`);
      options[last] = value(last, part.value);
      last = undefined;
    }
  }
  return options;
}

function flag(name: string): string {
  return name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
}

function value(name: string, text: string): unknown {
  if (TEXTS.has(name)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
