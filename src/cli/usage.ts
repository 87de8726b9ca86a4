import type { Command, CommanderError } from 'commander';
import { nearest } from '../config/nearest';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError, type ErrorFacts } from '../errors/connector-error';

/** Says what is wrong with a command line, and what was probably meant. */
export function usage(
  error: CommanderError,
  argv: readonly string[],
  main: Command,
): ConnectorError {
  const [verb = ''] = argv[0] === 'help' ? argv.slice(1) : argv;
  const command = main.commands.find((candidate) => candidate.name() === verb);
  if (command === undefined && !verb.startsWith('-')) {
    const verbs = verbsOf(main);
    return failure(
      { found: `${JSON.stringify(verb)} is not a command; ${listed(main)}` },
      verb,
      verbs,
    );
  }
  const options = optionsOf(command ?? main);
  const words = argv.map(withoutValue);
  const odd = words.find((word) => word.startsWith('-') && !options.includes(word));
  if (odd !== undefined) return failure({ found: `unknown option ${odd}` }, odd, options);
  // An option taken as the previous option's value leaves its own value over.
  const taken = words.findIndex((word, index) => isOption(word) && isOption(words[index + 1]));
  if (taken >= 0)
    return failure({ found: `${words[taken]} needs a file, but ${words[taken + 1]} follows` });
  return failure(factsOf(error));
}

export function withoutVerb(main: Command): ConnectorError {
  return failure({ found: `no command given; ${listed(main)}` });
}

function verbsOf(main: Command): readonly string[] {
  return main.commands.map((command) => command.name());
}

function listed(main: Command): string {
  return `the commands are ${verbsOf(main).join(', ')}`;
}

function isOption(word: string | undefined): boolean {
  return word?.startsWith('--') === true;
}

function factsOf({ code, message }: CommanderError): ErrorFacts {
  const [, named = ''] = /'([^']+)'/.exec(message) ?? [];
  switch (code) {
    case 'commander.missingMandatoryOptionValue':
      return { found: `${named} is missing` };
    case 'commander.optionMissingArgument':
      return { found: `${named} needs a value` };
    case 'commander.excessArguments':
      return { found: 'unexpected argument; only options may follow a command' };
    default:
      return { found: message.replace(/^error: /, '').replaceAll('\n', ' ') };
  }
}

function optionsOf(command: Command): readonly string[] {
  const options = command.createHelp().visibleOptions(command);
  return options.flatMap(({ short, long }) => [short, long].filter((name) => name !== undefined));
}

/** `--config=file` becomes `--config`. */
function withoutValue(word: string): string {
  return word.replace(/=.*$/s, '');
}

function failure(
  facts: ErrorFacts,
  word?: string,
  candidates: readonly string[] = [],
): ConnectorError {
  const meant = word === undefined ? undefined : nearest(word, candidates);
  const { action } = CLI_ERRORS.usage;
  return new ConnectorError(CLI_ERRORS.usage, {
    ...facts,
    ...(meant === undefined ? {} : { action: `Did you mean ${meant}? ${action}` }),
  });
}
