import type { EmptyFields } from './data/sparse';

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
  /** `updatedFrom` and `updatedTo` of bookings: ignored, a bare 500, or bounds of `lastModified` in that form. */
  updatedFrom: 'ignored' | 'refused' | 'seconds' | 'millis' | 'iso';
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
  /** The field groups of transactions without `include_field_group`. */
  defaultFieldGroups: readonly string[];
  /** The names of a receipt's two links. */
  receiptFields: readonly [string, string];
  /** How bookings mark a field without a value: omitted, null, or (`mixed`) null in one booking of ten. */
  emptyFields: EmptyFields;
  /** The value of `outOfPolicyViolationTypes` if there are none. */
  emptyViolationTypes: '""' | '[]' | 'null';
  /** The body of an API error (not of the token endpoint). */
  errorBody: 'json' | 'empty' | 'html';
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
