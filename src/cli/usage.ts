import type { Command, CommanderError } from 'commander';
import { nearest } from '../config/nearest';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError } from '../errors/connector-error';
import type { ErrorFacts } from '../errors/connector-error';

/** Says what is wrong with a command line, and what was probably meant. */
export function usage(
  error: CommanderError,
  argv: readonly string[],
  main: Command,
): ConnectorError {
  const [verb = ''] = argv;
  const command = main.commands.find((candidate) => candidate.name() === verb);
  const options = optionsOf(command ?? main);
  const odd = argv
    .map(withoutValue)
    .find((word) => word.startsWith('-') && !options.includes(word));
  if (odd !== undefined) return failure({ found: `the unknown option ${odd}` }, odd, options);
  if (command === undefined) {
    const verbs = main.commands.map((candidate) => candidate.name());
    return failure({ expected: `one of ${verbs.join(', ')}`, found: verb }, verb, verbs);
  }
  return failure(factsOf(error));
}

function factsOf({ code, message }: CommanderError): ErrorFacts {
  const [, named = ''] = /'([^']+)'/.exec(message) ?? [];
  switch (code) {
    case 'commander.missingMandatoryOptionValue':
      return { expected: named, found: 'no such option' };
    case 'commander.optionMissingArgument':
      return { expected: named, found: 'nothing behind it' };
    case 'commander.excessArguments':
      return { expected: 'options only', found: 'something that is no option' };
    default:
      return { found: message.replace(/^error: /, '').replaceAll('\n', ' ') };
  }
}

function optionsOf(command: Command): readonly string[] {
  const options = command.createHelp().visibleOptions(command);
  return options.flatMap(({ short, long }) => [short, long].filter((name) => name !== undefined));
}

/** `--config=file` is `--config`. */
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
