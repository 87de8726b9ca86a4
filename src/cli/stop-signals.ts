import { setTimeout as after } from 'node:timers/promises';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
export type StopSignal = (typeof SIGNALS)[number];

const EXIT_CODES: Readonly<Record<StopSignal, number>> = { SIGTERM: 143, SIGINT: 130 };

export function isSignal(name: string): name is StopSignal {
  return name in EXIT_CODES;
}

/** Calls `stop` at the first signal that asks the process to end; a second one ends it at once. */
export function onStopSignal(stop: (signal: StopSignal) => void): void {
  let stopping = false;
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (stopping) void dieBy(name);
      else stop(name);
      stopping = true;
    });
  }
}

/**
 * Ends the process the way the signal would have without us: PyAirbyte takes -15 for a stopped read and 143 for a
 * failed one. Process 1 of a container has no such default, so it exits.
 */
export async function dieBy(signal: StopSignal): Promise<never> {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  if (process.pid !== 1) await after(200);
  process.exit(EXIT_CODES[signal]);
}
