import type { Clock } from './clock';
import { bookingGenerator, tripGenerator } from './bookings/generator';
import { uuidOf } from './data/ids';
import { People } from './data/people';
import { hash } from './data/random';
import { Store } from './data/store';
import { blockTimes, DAY, spreadTimes, type Times } from './data/times';
import { companyGenerator } from './expense/company-generator';
import { COMPANY_PATH_NAMES, type CompanyPath } from './expense/company-paths';
import { expenseGenerator } from './expense/generator';
import { makeLedger } from './expense/ledger/ledger';
import { ENTITIES } from './expense/ledger/programs';
import type { LedgerSource } from './expense/ledger/source';
import { floorAt } from './expense/query';
import { EXPENSE_TYPE_NAMES, type ExpenseType } from './expense/types';
import type { Expenses, Region, SimulatorOptions } from './options';
import { invoiceHost, type Surroundings } from './invoices/host';
import { userGenerator } from './users/generator';

/** A company with its data and its credential. */
export interface Tenant {
  readonly clientId: string;
  clientSecret: string;
  readonly region: Region;
  readonly scopes: readonly string[];
  readonly expenseEnabled: boolean;
  readonly companyUuid: string;
  /** Before the oldest booking, in milliseconds since the epoch. */
  readonly oldest: number;
  readonly bookings: Store;
  readonly users: Store;
  readonly expenses: Expenses;
  readonly expense: ReadonlyMap<ExpenseType, Store>;
  readonly company: ReadonlyMap<CompanyPath, Store>;
}

/** Builds the tenant of these options, with data up to `now`. */
export function makeTenant(
  options: SimulatorOptions,
  surroundings: Surroundings & { readonly clock: Clock },
): Tenant {
  const { seed } = options;
  const now = surroundings.clock.now();
  const from = options.since === undefined ? monthsBefore(now, 30) : Date.parse(options.since);
  const times = options.layout
    ? blockTimes(options.layout)
    : spreadTimes(seed, options.bookings, from, now);
  const isLedger = options.expenses === 'ledger';
  const people = new People(seed, options.users, isLedger ? ENTITIES : undefined);
  const generator = options.travel === 'trips' ? tripGenerator : bookingGenerator;
  const booked = { seed, times, people, until: now };
  const bookings = generator(booked, surroundings.switches, () => invoiceHost(surroundings));
  const company = companyStores(seed, now);
  const bookingId = (random: number): string | null =>
    times.count > 0 ? bookings.id(random % times.count) : null;
  const source = { seed, people, count: options.transactions, ...expenseTime(now) };
  const ledger = isLedger ? makeLedger(source, { ...surroundings, bookingId }) : undefined;
  if (ledger) company.set('statement-payments', ledger.statementPayments);
  return {
    clientId: options.clientId ?? uuidOf(seed ^ 0xc11e, 0),
    clientSecret: options.clientSecret ?? secretOf(seed, 0),
    region: options.region,
    scopes: options.scopes,
    expenseEnabled: options.expenseEnabled,
    companyUuid: uuidOf(seed ^ 0xc0de, 0),
    oldest: Math.min(times.count > 0 ? times.at(0) : from, from) - DAY,
    bookings: new Store(bookings),
    users: new Store(userGenerator(seed, people, surroundings.switches)),
    expenses: options.expenses,
    expense: ledger?.expense ?? expenseStores(source, now),
    company,
  };
}

/** The API does not show what is older than its floor. */
function expenseTime(now: number): { from: number; to: number } {
  return { from: Math.max(now - 75 * DAY, floorAt(now)), to: now };
}

function expenseStores(
  { seed, people, count }: Pick<LedgerSource, 'seed' | 'people' | 'count'>,
  now: number,
): Map<ExpenseType, Store> {
  const stores = EXPENSE_TYPE_NAMES.map((type, n) => {
    const modified = spreadTimes(seed ^ (n + 1), count, now - 75 * DAY, now);
    return [type, new Store(expenseGenerator(type, seed, modified, people))] as const;
  });
  return new Map(stores);
}

function companyStores(seed: number, now: number): Map<CompanyPath, Store> {
  return new Map(
    COMPANY_PATH_NAMES.map((path) => [
      path,
      new Store(companyGenerator(path, seed, companyTimes(path, seed, now))),
    ]),
  );
}

/** Items of the lists, which have no time, are placed by their number. */
const LIST_COUNTS = {
  'custom-fields': 4,
  'gl-codes': 30,
  'tax-mappings': 6,
  'gl-code-settings': 1,
};

function companyTimes(path: CompanyPath, seed: number, now: number): Times {
  if (path === 'statement-payments') return spreadTimes(seed ^ 99, 12, now - 75 * DAY, now);
  return { count: LIST_COUNTS[path], at: (index) => index };
}

/** 32 hex digits, like the API's secrets. `generation` counts the rotations. */
export function secretOf(seed: number, generation: number): string {
  return [0, 1, 2, 3]
    .map((part) =>
      hash(seed, generation, 900 + part)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
}

function monthsBefore(now: number, months: number): number {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() - months, 1);
  return date.getTime();
}
