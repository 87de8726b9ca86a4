import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError } from '../errors/connector-error';

/** Where text for people goes. */
export interface Console {
  out(text: string): void;
  err(text: string): void;
}

/** Runs what `argv` asks for; without arguments that is the help. Throws `usage` for a command line that is wrong. */
export async function execute(
  main: Command,
  argv: readonly string[],
  console: Console,
): Promise<void> {
  for (const command of [main, ...main.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        console.out(text);
      },
      writeErr: (text) => {
        console.err(text);
      },
    });
  }
  try {
    await main.parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
  } catch (error) {
    // Help and version end this way, too.
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usage(error);
  }
}

function usage(error: CommanderError): ConnectorError {
  const found = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
  return new ConnectorError(CLI_ERRORS.usage, { found });
}
