import type { EmptyFields } from './data/sparse';
import type { Credit } from './expense/ledger/kinds';

/** `created` is the range `createdFrom` to `createdTo`. */
export type DateRange = 'created' | 'startDate' | 'updated';

/**
 * Undocumented behaviour of the API, one switch each, and differences between deployments. All may change at run time.
 */
export interface Switches {
  /** Bounds of `createdFrom` and `createdTo`: both inclusive, both exclusive, or start inclusive and end exclusive. */
  bounds: 'inclusive' | 'exclusive' | 'halfOpen';
  /** `whole`: bounds are compared in whole seconds, so T covers T.000 to T.999. `instant`: T is T.000. */
  lastSecond: 'whole' | 'instant';
  /** The order of bookings: ascending or descending by `created`, or none that is apparent (but stable). */
  order: 'asc' | 'desc' | 'none';
  /**
   * The records of a numbered page. `loose`: records tie in the API's order, so the last record of each page is
   * repeated on the next, instead of that page's first. `stuck`: every page is the first, as from a cache that ignores
   * `page`. `fromOne`: pages count from 1, and page 0 is also the first.
   */
  paging: 'exact' | 'loose' | 'stuck' | 'fromOne';
  /** `updatedFrom` and `updatedTo` of bookings: ignored, a bare 500, a 400, or bounds of `lastModified` in that form. */
  updatedFrom: 'ignored' | 'refused' | 'badRequest' | 'seconds' | 'millis' | 'iso';
  /** A change appears in that filter only this long after its time. */
  updatedLagSeconds: number;
  /** Changed bookings that the filter leaves out: cancelled ones, those created 90 days or more before, or all. */
  updatedHides: readonly ('cancelled' | 'old' | 'all')[];
  /** What `startDateTo` bounds: the last day of travel, or the first. `ignored`: `startDateFrom`, too. */
  startDateTo: 'end' | 'start' | 'ignored';
  /** The ranges of which a request for bookings needs a complete one. */
  dateRanges: readonly DateRange[];
  /** A request for bookings without a complete range: a 400 that names the ranges or does not, or all bookings. */
  withoutDates: 'named' | 'unnamed' | 'served';
  /** `bookingUuid` instead of a range: refused like none, returns that booking, or all. */
  bookingUuid: 'refused' | 'honoured' | 'ignored';
  /** The member `page` of a response to which no record fits. */
  emptyPage: 'counts' | 'null' | 'absent';
  /** Whether EU API calls without `X-ta-region: EU` fail with 500. */
  euHeader: 'required' | 'optional';
  /** `apart`: the EU has its own host. `shared`: this host serves both regions, and the header selects one. */
  hosts: 'apart' | 'shared';
  /** Where the token endpoint accepts the credentials. */
  tokenAuth: 'both' | 'form' | 'basic';
  /** Whether a credential's new token leaves the earlier ones valid or revokes them. */
  tokensInForce: 'all' | 'newest';
  /** A `size` or `page_size` above the maximum: 500, or reduced to it. */
  oversize: 'error' | 'clamp';
  /** Pages from this one on are not returned. Null: no limit. */
  maxPageDepth: number | null;
  /** The response past the depth limit: 500, a 200 with HTML, or a page without records. */
  pastDepth: 'error' | 'html' | 'empty';
  /** Whether the paths exist whose responses are not documented: users and receipts. `missing`: 404. */
  unseenPaths: 'served' | 'missing';
  /** Further paths that answer 404: names such as `gl-codes`. */
  missingPaths: readonly string[];
  /** Where statement payments and the company's lists have their records; `list`: a bare list, unpaged. */
  listEnvelope: 'content' | 'data' | 'list';
  /** Where `gl-code-settings` has its object; `bare`: the response is the object. */
  settingsEnvelope: 'bare' | 'content' | 'data';
  /** The field groups of transactions without `include_field_group`. */
  defaultFieldGroups: readonly string[];
  /** Whether line items come with the group `LINE_ITEM`, always, or always while that group is refused. */
  lineItems: 'group' | 'always' | 'refused';
  /** The names of a receipt's two links. */
  receiptFields: readonly [string, string];
  /** The host of receipts' links: one of their own, which does not exist here, or this server. */
  receiptHost: 'apart' | 'own';
  /** The answer to a link on this server after seven days. */
  deadReceipts: '403' | '404' | '410';
  /** The size of each file behind a link on this server. */
  receiptBytes: number;
  /** Where users have their birth date and gender: at their top level or in `name`. */
  birthDate: 'user' | 'name';
  /** How bookings mark a field without a value: omitted, null, or (`mixed`) null in one booking of ten. */
  emptyFields: EmptyFields;
  /** The value of `outOfPolicyViolationTypes` if there are none. */
  emptyViolationTypes: '""' | '[]' | 'null';
  /** `unitaryPrice`: `basePrice` and `tax` of the whole booking, or per day. */
  unitaryPrice: 'whole' | 'perDay';
  /** `currencyExhangeRateFromUsd`: units of the currency per US dollar, US dollars per unit, or neither. */
  exchangeRate: 'perUsd' | 'inUsd' | 'unrelated';
  /** The unit of `carbonEmissions`. */
  carbonUnit: 'tons' | 'kilograms' | 'grams';
  /** `grandTotal` of a cancelled booking. */
  cancelledTotal: 'positive' | 'negative' | 'zero' | 'null';
  /** An exchanged ticket (of trips): a new booking replaces a cancelled one or one that stays, or the booking changes. */
  exchanges: 'replaced' | 'kept' | 'inPlace';
  /** An FX fee of a purchase (of a ledger, as all below): a fee of its own, part of `posted_amount`, or in addition to it. */
  fxFee: 'row' | 'inside' | 'alone';
  /** Whether `posted_amount` includes the personal part. */
  personalAmount: 'inside' | 'outside';
  /** The credits whose amounts are positive. All others are negative. */
  positiveCredits: readonly Credit[];
  /** `exchange_rate`: units of the posted currency per unit of the original one, or the reverse; reimbursements likewise. */
  expenseRate: 'postedPerOriginal' | 'originalPerPosted';
  /** A reimbursement: only fields of the expenses that it pays, or in addition a transaction of its own. */
  payouts: 'fields' | 'rows';
  /** The field with the id of the transaction that a refund, repayment, fee, dispute or reversal belongs to. */
  relatedBy: 'reporting_transaction_id' | 'source_id' | 'none';
  /** The host of invoices' addresses: the web app has its own, which does not exist here, or this server. */
  invoiceHost: 'apart' | 'own';
  /** What opens an invoice's address on this server: only a user's sign-in, the API's token, or no credential. */
  invoiceOpens: 'signIn' | 'token' | 'always';
  /** The body of an API error (not of the token endpoint). */
  errorBody: 'json' | 'empty' | 'html' | 'text';
  /** The headers that have a new id in every response. */
  idHeaders: readonly string[];
  /** Whether responses are compressed for clients that accept gzip. */
  gzip: boolean;
  /** A change appears only this long after its record's own time of change. Bookings and transactions. */
  lagSeconds: number;
  /** `lines`: responses have line breaks and blanks between tokens. */
  spacing: 'compact' | 'lines';
  /** Keeps rendered pages, for measuring clients rather than the simulator. */
  prepare: boolean;
}

export const DEFAULT_SWITCHES: Switches = {
  bounds: 'inclusive',
  lastSecond: 'whole',
  order: 'asc',
  paging: 'exact',
  updatedFrom: 'ignored',
  updatedLagSeconds: 0,
  updatedHides: [],
  startDateTo: 'end',
  dateRanges: ['created', 'startDate', 'updated'],
  withoutDates: 'named',
  bookingUuid: 'refused',
  emptyPage: 'counts',
  euHeader: 'required',
  hosts: 'apart',
  tokenAuth: 'both',
  tokensInForce: 'all',
  oversize: 'error',
  maxPageDepth: null,
  pastDepth: 'error',
  unseenPaths: 'served',
  missingPaths: [],
  listEnvelope: 'content',
  settingsEnvelope: 'bare',
  defaultFieldGroups: ['POLICY', 'ERP'],
  lineItems: 'group',
  receiptFields: ['receipt_url', 'e_receipt_url'],
  receiptHost: 'apart',
  deadReceipts: '403',
  receiptBytes: 2000,
  birthDate: 'user',
  emptyFields: 'mixed',
  emptyViolationTypes: '""',
  unitaryPrice: 'whole',
  exchangeRate: 'perUsd',
  carbonUnit: 'tons',
  cancelledTotal: 'positive',
  exchanges: 'replaced',
  fxFee: 'row',
  personalAmount: 'inside',
  positiveCredits: ['REPAYMENT', 'REBATE', 'REIMBURSEMENT', 'PAYMENT'],
  expenseRate: 'postedPerOriginal',
  payouts: 'fields',
  relatedBy: 'reporting_transaction_id',
  invoiceHost: 'apart',
  invoiceOpens: 'signIn',
  errorBody: 'json',
  idHeaders: [],
  gzip: true,
  lagSeconds: 0,
  spacing: 'compact',
  prepare: false,
};
