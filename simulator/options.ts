import type { Block } from './data/times';
import type { Fault } from './faults/fault';
import type { Limit } from './http/limiter';
import { DEFAULT_SWITCHES, type Switches } from './switches';

export type Region = 'us' | 'eu';

/** The names of the three scopes; `liquid` is what the API calls expense. */
export const ALL_SCOPES = ['bookings:read', 'users:read', 'liquid:read'] as const;

/** One credential and what it sees. In `tenants`, what is left out comes from the options of the simulator. */
export interface TenantOptions {
  /** Absent: made from the seed. */
  readonly clientId?: string;
  /** Absent: made from the seed. */
  readonly clientSecret?: string;
  readonly region?: Region;
  readonly scopes?: readonly string[];
  /** Whether Navan's support has switched the Expense API on for this company. */
  readonly expenseEnabled?: boolean;
  readonly seed?: number;
  /** How many bookings there are. */
  readonly bookings?: number;
  /** Exactly these bookings instead: `count` at an instant, or from it on `stepMs` apart. */
  readonly layout?: readonly Block[];
  readonly users?: number;
  /** How many of each of the eight types, spread over the last 75 days. */
  readonly transactions?: number;
}

/** Every delay is in milliseconds of real time. */
export interface Latency {
  readonly ms: number;
  /** Up to so much more, at random. */
  readonly jitterMs?: number;
}

export interface SimulatorOptions extends TenantOptions, Switches {
  readonly region: Region;
  readonly scopes: readonly string[];
  readonly expenseEnabled: boolean;
  readonly seed: number;
  readonly bookings: number;
  readonly users: number;
  readonly transactions: number;
  /** 0: any that is free. */
  readonly port: number;
  /** A time at which the simulator's clock stands still. Absent: the real time. */
  readonly now?: string;
  /** When the oldest booking was made. Absent: 30 months before `now`. */
  readonly since?: string;
  /** More credentials than the one that the options above make. */
  readonly tenants: readonly TenantOptions[];
  readonly tokenTtlSeconds: number;
  readonly faults: readonly Fault[];
  readonly limit: Limit | null;
  readonly latency: Latency;
}

export const DEFAULT_OPTIONS: SimulatorOptions = {
  ...DEFAULT_SWITCHES,
  region: 'us',
  scopes: ALL_SCOPES,
  expenseEnabled: true,
  seed: 1,
  bookings: 3000,
  users: 250,
  transactions: 150,
  port: 0,
  tenants: [],
  tokenTtlSeconds: 43_199,
  faults: [],
  limit: null,
  latency: { ms: 0 },
};
