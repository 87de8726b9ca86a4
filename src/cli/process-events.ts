import type { EventEmitter } from 'node:events';

/** The part of Node's `process` that a run listens to. */
export type ProcessEvents = Pick<EventEmitter, 'on' | 'off' | 'listeners'>;

const CRASHES: readonly string[] = ['uncaughtException', 'unhandledRejection'];

/**
 * Creates something whose constructor listens to crashes, and takes those listeners away again: the CDK's exit at
 * once, and what the writer still holds would be lost.
 */
export function withoutCrashListeners<T>(create: () => T, events: ProcessEvents = process): T {
  const before = CRASHES.map((event) => new Set<unknown>(events.listeners(event)));
  const created = create();
  CRASHES.forEach((event, index) => {
    for (const listener of events.listeners(event)) {
      if (before[index]?.has(listener) === false) events.off(event, listener as () => void);
    }
  });
  return created;
}

/** Calls `crash` for what nobody caught, and when nothing is left to wait for though the run has not ended. */
export function onCrash(crash: (error: unknown) => void, events: ProcessEvents = process): void {
  for (const event of CRASHES) events.on(event, crash);
  events.on('beforeExit', () => {
    crash(new RangeError('The event loop ran empty before the run ended'));
  });
}
