import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { usage, withoutVerb } from './usage';

/** Where help goes: to stdout if it was asked for. */
export interface Printers {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** Runs what `argv` asks for. Throws `usage` for a command line that is wrong. */
export async function execute(
  main: Command,
  argv: readonly string[],
  { print, printError }: Printers,
): Promise<void> {
  for (const command of [main, ...main.commands]) {
    command
      .exitOverride()
      .helpOption('-h, --help', 'print this help')
      .allowExcessArguments(false)
      .configureOutput({ writeOut: print, writeErr: () => undefined });
  }
  if (argv.join('').trim() === '') {
    printError(main.helpInformation());
    throw withoutVerb(main);
  }
  try {
    // Asks for the help as `--help` does.
    await main.parseAsync(argv.join(' ') === 'help' ? ['--help'] : [...argv], { from: 'user' });
  } catch (error) {
    // Help and version end this way, too.
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usage(error, argv, main);
  }
}
