/** What stands under the reserved key where there is nothing to say: every key, all the same. */
export const NOTHING = {
  version: 1,
  rows: {},
  from: {},
  full_refresh: false,
  full_refresh_since: null,
  generation_id: null,
  owner: null,
  token: null,
};
