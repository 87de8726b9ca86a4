import type { Fault } from '../../../simulator/faults/fault';
import type { Simulator } from '../../../simulator';
import { truth } from '../../e2e/support/simulated';

type Match = NonNullable<Fault['match']>;
type Answer = 'first' | 'middle' | 'last';

export interface Endpoint {
  readonly stream: string;
  readonly config: object;
  /** Which of its responses is meant. */
  readonly answers: Readonly<Record<Answer, Match>>;
  /** What else must happen so that there is such a response. */
  readonly besides?: Readonly<Record<Answer, readonly Fault[]>>;
  /** Records as they must be sent. */
  readonly expected: (simulator: Simulator) => readonly string[];
}

const now = new Date();
/** Last month: it is over, so all of it is in its window. */
const MONTH = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
const BOOKINGS = 250;

/** Three pages of bookings, three of fees. */
export const WORLD = {
  bookings: 0,
  layout: [{ created: MONTH.toISOString(), count: BOOKINGS, stepMs: 5_000_000 }],
  users: 0,
  transactions: 1100,
  prepare: true,
};

const fromThatMonth = { start_date: `${MONTH.toISOString().slice(0, 10)}T00:00:00Z` };

const bookingsPage = (page: number): Match => ({
  path: '/v1/bookings',
  // A month is requested from one second before it.
  params: { createdFrom: String(MONTH.getTime() / 1000 - 1) },
  page,
});
const feesPage = (nth: number): Match => ({ path: '/v1/expense/fees', nth });
const tokenRequest = (nth: number): Match => ({ path: '/ta-auth/oauth/token', nth });
/** A token that the API stops accepting during a read must be fetched again. */
const refusedAt = (page: number): readonly Fault[] => [
  { match: { ...bookingsPage(page), times: 1 }, fault: { kind: 'status', status: 401 } },
];

export type EndpointName = 'token' | 'bookings' | 'expense';

export const ENDPOINTS: Readonly<Record<EndpointName, Endpoint>> = {
  token: {
    stream: 'bookings',
    config: fromThatMonth,
    answers: { first: tokenRequest(1), middle: tokenRequest(2), last: tokenRequest(2) },
    besides: { first: [], middle: refusedAt(1), last: refusedAt(2) },
    expected: (simulator) => truth(simulator),
  },
  bookings: {
    stream: 'bookings',
    config: fromThatMonth,
    answers: {
      first: { ...bookingsPage(0), times: 1 },
      middle: { ...bookingsPage(1), times: 1 },
      last: { ...bookingsPage(2), times: 1 },
    },
    expected: (simulator) => truth(simulator),
  },
  expense: {
    stream: 'transactions',
    config: { start_date: '2026-01-01T00:00:00Z', transaction_types: ['fees'] },
    answers: { first: feesPage(1), middle: feesPage(2), last: feesPage(3) },
    expected: (simulator) =>
      truth(simulator, 'fees').map((text) => `${text.slice(0, -1)},"transaction_source":"fees"}`),
  },
};
