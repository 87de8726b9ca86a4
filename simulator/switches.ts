import type { EmptyFields } from './data/sparse';

/** What nobody knows about the API, one switch each, and what a deployment may differ in. All may change while it runs. */
export interface Switches {
  /** How `createdFrom` and `createdTo` bound: both ends in, both ends out, or the start in and the end out. */
  bounds: 'inclusive' | 'exclusive' | 'halfOpen';
  /** `whole`: bounds are compared in whole seconds, so T covers T.000 to T.999. `instant`: T is T.000. */
  lastSecond: 'whole' | 'instant';
  /** How rows of bookings come: by ascending or descending `created`, or in no order that can be seen (but a stable one). */
  order: 'asc' | 'desc' | 'none';
  /**
   * Which rows a numbered page has. `loose`: rows tie in the API's order, so the last row of each page comes again on
   * the next, instead of that one's first. `stuck`: every page is the first, as from a cache that overlooks `page`.
   * `fromOne`: pages count from 1, and page 0 is the first as well.
   */
  paging: 'exact' | 'loose' | 'stuck' | 'fromOne';
  /** What `updatedFrom` and `updatedTo` of bookings mean: nothing, a bare 500, or bounds of `lastModified` in that form. */
  updatedFrom: 'ignored' | 'refused' | 'seconds' | 'millis' | 'iso';
  /** Whether API calls of the EU without `X-ta-region: EU` are answered by 500. */
  euHeader: 'required' | 'optional';
  /** `apart`: the EU has a host of its own. `shared`: this host serves both regions, and the header says which. */
  hosts: 'apart' | 'shared';
  /** Where the token endpoint takes the credentials from. */
  tokenAuth: 'both' | 'form' | 'basic';
  /** Whether a new token of a credential leaves the ones before it in force, or ends them. */
  tokensInForce: 'all' | 'newest';
  /** A `size` or `page_size` past the most: 500, or cut down. */
  oversize: 'error' | 'clamp';
  /** Pages from this one on are not given. Null: there is no such limit. */
  maxPageDepth: number | null;
  /** What comes instead of a page past the limit of depth: 500, a 200 with HTML, or a page without rows. */
  pastDepth: 'error' | 'html' | 'empty';
  /** Whether the paths are there of which nobody has shown an answer: users and receipts. `missing`: 404. */
  unseenPaths: 'served' | 'missing';
  /** The field groups of transactions that come without `include_field_group`. */
  defaultFieldGroups: readonly string[];
  /** The names of the two links of a receipt. */
  receiptFields: readonly [string, string];
  /** How bookings say that a field has no value: left out, null, or (`mixed`) one booking in ten the latter. */
  emptyFields: EmptyFields;
  /** What `outOfPolicyViolationTypes` is when there are none. */
  emptyViolationTypes: '""' | '[]' | 'null';
  /** The body of an error of the API (not of the token endpoint). */
  errorBody: 'json' | 'empty' | 'html';
  /** Whether answers are compressed for clients that accept gzip. */
  gzip: boolean;
  /** A change shows only this long after the time its record gives for it. Bookings and transactions. */
  lagSeconds: number;
  /** `lines`: answers come with line breaks and blanks between tokens. */
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
  euHeader: 'required',
  hosts: 'apart',
  tokenAuth: 'both',
  tokensInForce: 'all',
  oversize: 'error',
  maxPageDepth: null,
  pastDepth: 'error',
  unseenPaths: 'served',
  defaultFieldGroups: ['POLICY', 'ERP'],
  receiptFields: ['receipt_url', 'e_receipt_url'],
  emptyFields: 'mixed',
  emptyViolationTypes: '""',
  errorBody: 'json',
  gzip: true,
  lagSeconds: 0,
  spacing: 'compact',
  prepare: false,
};
