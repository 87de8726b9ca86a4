/** The reserved key's empty value: it has every key anyway. */
export const NOTHING = {
  version: 1,
  rows: {},
  from: {},
  changes: null,
  upcoming: null,
  full_refresh: false,
  full_refresh_since: null,
  generation_id: null,
  owner: null,
  token: null,
};
