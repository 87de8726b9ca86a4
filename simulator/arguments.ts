import { parseArgs } from 'node:util';
import { DEFAULT_OPTIONS, type SimulatorOptions } from './options';
import { hint } from './hint';

/** Options without a default, which the defaults therefore do not list. */
const WITHOUT_DEFAULT = ['now', 'since', 'clientId', 'clientSecret', 'layout'];

/** Always texts, even if they look like JSON, as do `null` and `[]` of `emptyViolationTypes`. */
const TEXTS = new Set([
  ...['now', 'since', 'clientId', 'clientSecret'],
  ...Object.entries(DEFAULT_OPTIONS).flatMap(([name, usual]) =>
    typeof usual === 'string' ? [name] : [],
  ),
]);

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
      if (last === undefined) throw new TypeError(unknown(part.name, [...flags.keys()]));
      options[last] = part.value === undefined ? true : value(last, part.value);
    } else if (part.kind === 'positional') {
      if (last === undefined) throw new TypeError(`unexpected ${part.value}`);
      options[last] = value(last, part.value);
      last = undefined;
    }
  }
  requireNumbers(options);
  return options;
}

function unknown(name: string, known: readonly string[]): string {
  const options = known.map((each) => `--${each}`);
  return `unknown option --${name}: ${hint(`--${name}`, options, '')} --help lists all.`;
}

/** If the default is a number, so is the value. */
function requireNumbers(options: Readonly<Record<string, unknown>>): void {
  for (const [name, usual] of Object.entries({ ...DEFAULT_OPTIONS }) as [string, unknown][]) {
    const given = Object.hasOwn(options, name) ? options[name] : usual;
    if (typeof usual === 'number' && !(Number.isInteger(given) && Number(given) >= 0)) {
      throw new TypeError(
        `--${flag(name)} takes a whole number of at least 0, not ${JSON.stringify(given)}`,
      );
    }
  }
}

/** The text of `--help`: every option with its default. */
export function help(): string {
  const defaults = new Map<string, unknown>(Object.entries(DEFAULT_OPTIONS));
  const lines = [...defaults.keys(), ...WITHOUT_DEFAULT].map((name) => {
    const usual = defaults.has(name) ? written(defaults.get(name)) : 'none';
    return `  --${flag(name).padEnd(24)} default: ${usual}`;
  });
  return [
    'A Navan API on 127.0.0.1. Usage: npm run simulator -- --port 4010 --bookings 3000',
    'Lists and objects are written as JSON. What each option means: simulator/README.md',
    ...lines,
    '',
  ].join('\n');
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
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
