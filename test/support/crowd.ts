import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';

/** How long each task lasts, in turns of the event loop. */
export const turns = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 20 });

/** How many tasks may run at a time. */
export const width = fc.integer({ min: 1, max: 6 });

/** Runs tasks that last a number of event loop turns, and counts how many are in flight at once. */
export class Crowd {
  inFlight = 0;
  most = 0;
  readonly begun: number[] = [];

  async task(index: number, turns: number, fails = false): Promise<void> {
    this.begun.push(index);
    this.most = Math.max(this.most, ++this.inFlight);
    for (let turn = 0; turn < turns; turn++) await nextTurn();
    this.inFlight--;
    if (fails) throw new Error(`task ${String(index)}`);
  }
}
