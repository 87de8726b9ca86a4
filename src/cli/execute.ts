import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { usage } from './usage';

/** Asks for the help as `--help` does. */
const HELP: ReadonlySet<string> = new Set(['', 'help']);

/** Runs what `argv` asks for; without arguments that is the help. Throws `usage` for a command line that is wrong. */
export async function execute(
  main: Command,
  argv: readonly string[],
  print: (text: string) => void,
): Promise<void> {
  for (const command of [main, ...main.commands]) {
    command
      .exitOverride()
      .helpOption('-h, --help', 'print this help')
      .allowExcessArguments(false)
      .configureOutput({ writeOut: print, writeErr: () => undefined });
  }
  try {
    await main.parseAsync(HELP.has(argv.join(' ')) ? ['--help'] : [...argv], { from: 'user' });
  } catch (error) {
    // Help and version end this way, too.
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usage(error, argv, main);
  }
}
