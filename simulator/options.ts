import type { Block } from './data/times';
import type { Fault } from './faults/fault';
import type { Limit } from './http/limiter';
import { DEFAULT_SWITCHES, type Switches } from './switches';

export type Region = 'us' | 'eu';

/** The three scopes; `liquid` is the API's name for expense. */
export const ALL_SCOPES = ['bookings:read', 'users:read', 'liquid:read'] as const;

/** `plain`: of each type some in USD, none of which has to do with another. */
export type Expenses = 'plain' | 'ledger';

/** `plain`: none has to do with another. */
export type Travel = 'plain' | 'trips';

/** One credential and the data it sees. In `tenants`, omitted keys come from the simulator's options. */
export interface TenantOptions {
  /** Absent: derived from the seed. */
  readonly clientId?: string;
  /** Absent: derived from the seed. */
  readonly clientSecret?: string;
  readonly region?: Region;
  readonly scopes?: readonly string[];
  /** Whether Navan's support has enabled the Expense API for this company. */
  readonly expenseEnabled?: boolean;
  readonly seed?: number;
  /** The number of bookings. */
  readonly bookings?: number;
  /** Exactly these bookings instead: `count` at an instant, or `stepMs` apart from there on. */
  readonly layout?: readonly Block[];
  readonly users?: number;
  /** The number for each of the eight types, spread over the last 75 days. */
  readonly transactions?: number;
  /** What expenses there are: `ledger` has several companies, currencies, credits and states that agree. */
  readonly expenses?: Expenses;
  /** What bookings there are: `trips` has travellers in common, exchanges and credits. */
  readonly travel?: Travel;
}

/** Every delay is in milliseconds of real time. */
export interface Latency {
  readonly ms: number;
  /** The most that is added at random. */
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
  readonly expenses: Expenses;
  readonly travel: Travel;
  /** 0: any free port. */
  readonly port: number;
  /** A time at which the simulator's clock is stopped. Absent: the real time. */
  readonly now?: string;
  /** The oldest booking's creation. Absent: 30 months before `now`. */
  readonly since?: string;
  /** Credentials in addition to that of the options above. */
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
  expenses: 'plain',
  travel: 'plain',
  port: 0,
  tenants: [],
  tokenTtlSeconds: 43_199,
  faults: [],
  limit: null,
  latency: { ms: 0 },
};
