import { requestMatch } from '../http/match-shapes';
import type { Limit } from '../http/limiter';
import type { Latency, TenantOptions } from '../options';
import { COMPANY_PATH_NAMES } from '../expense/company-paths';
import { CREDITS } from '../expense/ledger/kinds';
import type { Switches } from '../switches';
import {
  amount,
  anything,
  count,
  duration,
  flag,
  listOf,
  mapOf,
  objectOf,
  oneOf,
  orNull,
  text,
  time,
  type Shape,
} from './shape';

type ShapesOf<T> = { readonly [Name in keyof Required<T>]: Shape };

const SWITCHES: ShapesOf<Switches> = {
  bounds: oneOf('inclusive', 'exclusive', 'halfOpen'),
  lastSecond: oneOf('whole', 'instant'),
  order: oneOf('asc', 'desc', 'none'),
  paging: oneOf('exact', 'loose', 'stuck', 'fromOne'),
  tokensInForce: oneOf('all', 'newest'),
  updatedFrom: oneOf('ignored', 'refused', 'badRequest', 'seconds', 'millis', 'iso'),
  updatedLagSeconds: count,
  updatedHides: listOf(oneOf('cancelled', 'old', 'all')),
  startDateTo: oneOf('end', 'start', 'ignored'),
  dateRanges: listOf(oneOf('created', 'startDate', 'updated')),
  withoutDates: oneOf('named', 'unnamed', 'served'),
  bookingUuid: oneOf('refused', 'honoured', 'ignored'),
  emptyPage: oneOf('counts', 'null', 'absent'),
  euHeader: oneOf('required', 'optional'),
  hosts: oneOf('apart', 'shared'),
  tokenAuth: oneOf('both', 'form', 'basic'),
  oversize: oneOf('error', 'clamp'),
  maxPageDepth: orNull(count),
  pastDepth: oneOf('error', 'html', 'empty'),
  unseenPaths: oneOf('served', 'missing'),
  missingPaths: listOf(oneOf(...COMPANY_PATH_NAMES)),
  listEnvelope: oneOf('content', 'data', 'list'),
  settingsEnvelope: oneOf('bare', 'content', 'data'),
  defaultFieldGroups: listOf(text),
  lineItems: oneOf('group', 'always', 'refused'),
  receiptFields: listOf(text),
  receiptHost: oneOf('apart', 'own'),
  deadReceipts: oneOf('403', '404', '410'),
  receiptBytes: count,
  birthDate: oneOf('user', 'name'),
  emptyFields: oneOf('mixed', 'absent', 'null'),
  emptyViolationTypes: oneOf('""', '[]', 'null'),
  unitaryPrice: oneOf('whole', 'perDay'),
  exchangeRate: oneOf('perUsd', 'inUsd', 'unrelated'),
  carbonUnit: oneOf('tons', 'kilograms', 'grams'),
  cancelledTotal: oneOf('positive', 'negative', 'zero', 'null'),
  invoiceHost: oneOf('apart', 'own'),
  invoiceOpens: oneOf('signIn', 'token', 'always'),
  errorBody: oneOf('json', 'empty', 'html', 'text'),
  idHeaders: listOf(text),
  gzip: flag,
  lagSeconds: count,
  spacing: oneOf('compact', 'lines'),
  prepare: flag,
  exchanges: oneOf('replaced', 'kept', 'inPlace'),
  fxFee: oneOf('row', 'inside', 'alone'),
  personalAmount: oneOf('inside', 'outside'),
  positiveCredits: listOf(oneOf(...CREDITS)),
  expenseRate: oneOf('postedPerOriginal', 'originalPerPosted'),
  payouts: oneOf('fields', 'rows'),
  relatedBy: oneOf('reporting_transaction_id', 'source_id', 'none'),
};
export const switches = objectOf(SWITCHES);

const { perSecond, ...LIMIT }: ShapesOf<Limit> = {
  perSecond: amount,
  burst: count,
  headers: oneOf('none', 'ratelimit', 'x-ratelimit'),
  retryAfter: oneOf('seconds', 'date', 'none'),
  steps: listOf(objectOf({}, { afterSeconds: duration, perSecond: amount })),
};
export const limit = orNull(objectOf(LIMIT, { perSecond }));

const { ms, jitterMs }: ShapesOf<Latency> = { ms: duration, jitterMs: duration };
export const latency = objectOf({ jitterMs }, { ms });

const target = { tenant: text, type: text };
const when = { afterRequests: count, match: objectOf(requestMatch) };
const selection: Shape = (value, where) => {
  if (Array.isArray(value)) listOf(text)(value, where);
  else if (typeof value === 'object') objectOf({ from: time, to: time, count })(value, where);
  else count(value, where);
};

const record: Shape = (value, where) => {
  if (typeof value !== 'string') mapOf(anything)(value, where);
};

/** Field names, separated by commas, of a time also its month or day. */
const DIMENSION = /^\w+(?:\.\w+)?(?::(?:month|day))?$/u;

function dimensions(value: unknown, where: string): void {
  text(value, where);
  const wrong = String(value)
    .split(',')
    .find((one) => !DIMENSION.test(one));
  if (wrong === undefined) return;
  throw new TypeError(
    `${where} takes fields, or a field with :month or :day, separated by commas, not ${JSON.stringify(wrong)}`,
  );
}

/** The bodies of control calls about data, and the parameters of the truth. */
export const insert = objectOf(
  { ...target, ...when, at: time },
  { stream: text, records: listOf(record) },
);
export const change = objectOf(
  {
    ...target,
    ...when,
    // Any text: tests may try invalid times.
    lastModified: orNull(text),
    fields: mapOf(anything),
    raw: mapOf(text),
  },
  { stream: text, which: selection },
);
export const remove = objectOf({ ...target, ...when }, { stream: text, which: selection });
const parameters = {
  ...target,
  from: time,
  to: time,
  pending: oneOf('true', 'false'),
  history: oneOf('true', 'false'),
};
export const truth = objectOf(parameters, { stream: text });
export const sums = objectOf({ ...parameters, by: dimensions }, { stream: text });
export const now = objectOf({ now: time, running: flag });

export const expenses = oneOf('plain', 'ledger');
export const travel = oneOf('plain', 'trips');

const TENANT: ShapesOf<TenantOptions> = {
  clientId: text,
  clientSecret: text,
  region: oneOf('us', 'eu'),
  scopes: listOf(text),
  expenseEnabled: flag,
  seed: count,
  bookings: count,
  layout: listOf(objectOf({ stepMs: duration }, { created: time, count })),
  users: count,
  transactions: count,
  expenses,
  travel,
};
export const tenants = listOf(objectOf(TENANT));
