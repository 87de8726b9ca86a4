import type { Crossing } from './paced-client';

/** What a client made of a limit of so many requests a second. Shares, 0 up to 1. */
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
