import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './support';

/** Output of the built command, as a user would see it. */
function help(...args: readonly string[]): string {
  const { stdout } = spawnSync(join(ROOT, 'bin/source-navan'), [...args, '--help'], {
    encoding: 'utf8',
  });
  return stdout;
}

function optionsIn(page: string): readonly string[] {
  const long = [...page.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)];
  return long.map(([, flag = '']) => flag).filter((flag) => flag !== '--help');
}

/** The options of each verb, without `--help`. */
export function optionsByVerb(): ReadonlyMap<string, readonly string[]> {
  const [, commands = ''] = help().split('\nCommands:\n');
  const verbs = [...commands.matchAll(/^ {2}([a-z]+) /gm)].map(([, verb = '']) => verb);
  return new Map(
    verbs.filter((verb) => verb !== 'help').map((verb) => [verb, optionsIn(help(verb))]),
  );
}
