import { setImmediate as nextTurn } from 'node:timers/promises';

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
