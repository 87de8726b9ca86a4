import type { ApiRequest } from '../http/exchange';
import { counts, matches } from '../http/match';
import type { Fault, Mischief } from './fault';

interface Armed extends Fault {
  seen: number;
  used: number;
}

/** The active faults. Each counts its own matching requests; the first that is due applies. */
export class Faults {
  private armed: Armed[] = [];

  /** Replaces all faults and resets their counts. */
  set(faults: readonly Fault[]): void {
    this.armed = faults.map((fault) => ({ ...fault, seen: 0, used: 0 }));
  }

  strike(request: ApiRequest): Mischief | undefined {
    let due: Armed | undefined;
    for (const fault of this.armed) {
      const match = fault.match ?? {};
      if (!matches(match, request)) continue;
      fault.seen += 1;
      if (!due && counts(match, fault.seen, fault.used)) due = fault;
    }
    if (due) due.used += 1;
    return due?.fault;
  }
}
