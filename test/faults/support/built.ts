import { readArguments, selected } from '../../e2e/support/sync';
import { ended, start, type ProcessRun } from '../../support/process';

/** A full refresh of bookings in a process with only the given environment. */
export function builtRead(
  config: object,
  environment: Readonly<Record<string, string>> = {},
): Promise<ProcessRun> {
  const argv = readArguments(config, { streams: [selected('bookings')] });
  return ended(start(argv, { environment }));
}
