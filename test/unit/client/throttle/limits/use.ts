import type { Crossing } from './paced-client';

/** How a client used a limit of this many requests per second. Shares from 0 to 1. */
export interface Use {
  readonly used: number;
  readonly refused: number;
}

export function useOf(seen: readonly Crossing[], perSecond: number): Use {
  const took = (seen.at(-1)?.at ?? 0) - (seen[0]?.at ?? 0);
  const passed = seen.filter((crossing) => crossing.passed).length;
  return {
    used: (passed * 1000) / took / perSecond,
    refused: 1 - passed / seen.length,
  };
}
