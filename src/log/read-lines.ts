import { logLines } from './log-line';

/** What the log says about a sync, a check and a discovery. */
export const READ_LINES = {
  ...logLines('INFO', {
    waiting: {
      text: 'Waiting for the rate limit.',
      meaning: 'No request is sent for `seconds`, `until` the time given.',
    },
    changesFilter: {
      text: "There is news of the API's filter for changes.",
      meaning:
        'For `stream` the `answer` is `watched` (it works, and is compared with what is read), `proven` (from the next sync on, what changed is read by it), or why it is not used: `refused`, `ignored` (it returns everything), `empty` (it does not return what changed).',
    },
  }),
  ...logLines('WARN', {
    missingScope: {
      text: 'A stream is left out: the credential lacks its scope.',
      meaning: 'Discovery does not offer `stream`, because the token does not cover `scope`.',
      action: 'If you want the stream, tick the scope on the credential and refresh the schema.',
    },
    clockDiffers: {
      text: "This machine's clock and the API's differ; time windows end at the later time, and cursors use the earlier one.",
      meaning: "This machine's clock is `secondsBehindTheApi` behind (negative: ahead).",
      action: "Synchronise this machine's clock.",
    },
    oddServerTime: {
      text: 'The time of a response contradicts this machine and the other responses; it is ignored.',
      meaning:
        'One response states a time that is `secondsAheadOfThisMachine` ahead; it may come from a cache.',
    },
    unrecognisedState: {
      text: 'State format not recognised; re-reading this stream from the start date.',
      meaning:
        "The state of `stream` does not have the shape that this connector writes; it may be that of Airbyte's own source. This happens once: the next state has the right shape.",
    },
    unreadableCursor: {
      text: 'A cursor in the state is not a date-time; re-reading that part of the stream from its beginning.',
      meaning: 'The state of `stream` was edited or is damaged. This happens once.',
    },
    newerState: {
      text: 'The state was written by a newer version of this connector; only its cursors are used.',
      meaning: 'The connector was rolled back after a newer version had synced `stream`.',
      action: 'Nothing. See docs/operations.md about rolling back.',
    },
    changedClient: {
      text: 'The client ID differs from that of the state, and the API does not say which company it belongs to. If it is another company, clear the data of the connection.',
      meaning:
        'The credential was replaced. If the new one belongs to another company, the cursors of the previous company would hide most of its data.',
      action: 'Nothing after rotating a credential. Clear the data if the company changed.',
    },
    misplacedRecord: {
      text: 'A record says that it was created outside the time window that returned it; it was sent anyway.',
      meaning: 'The API returned it for `window` of `stream`. Logged once per stream.',
      action: 'Nothing. Report it if it happens at every sync.',
    },
    wrongTotal: {
      text: 'The API states another record count than it returns, in every read; everything it returned was sent.',
      meaning:
        'For `window` of `stream` it states `stated` records and returns `counted`. Logged once per stream.',
      action: "If it persists, contact Navan's support.",
    },
    unknownEnvelope: {
      text: 'A response has members that the connector does not read; if they name another page, records are missing.',
      meaning:
        'Responses for `stream` have these `members` next to the records. Logged once per stream.',
      action: 'Report it with the answers of `bin/source-navan probe`.',
    },
    fullPage: {
      text: 'The last page is full, and the API does not say whether another follows; records may be missing.',
      meaning:
        '`window` of `stream` returned `counted` records, the last of them on a page with as many records as a page may have. Logged once per stream.',
      action: 'Compare the number with what Navan shows, and report it if records are missing.',
    },
    failingPart: {
      text: 'A part of this stream fails; sending test requests to find out whether all of it does.',
      meaning: 'Requests to `path` of `stream` end with `failure`. This costs some extra requests.',
      action: 'Nothing for now: an error follows if the stream cannot be read.',
    },
    notOffered: {
      text: 'The API does not offer this stream to your company; the stream has no records.',
      meaning:
        'The API answered 404 for `path` of `stream`, although it answers for other streams.',
      action:
        "Deselect the stream. If you need it, ask Navan's support why `path` is not available.",
    },
    refusedValue: {
      text: 'The API refused a value of a request parameter; requests are sent without it.',
      meaning:
        '`stream` is read without `value` in `parameter`. With LINE_ITEM, the column `line_items` may stay empty. Logged once per stream.',
      action: 'Nothing. Select "Leave out line items" to save the refused requests.',
    },
    split: {
      text: 'A time window could not be read; splitting it in two.',
      meaning: 'Reading `window` of `stream` ended with `failure`. Logged once per stream.',
      action: 'Nothing for now: an error names the time windows that remain unread.',
    },
    loneSurrogate: {
      text: 'A text contains half a character (a lone surrogate), which strict JSON parsers reject; sent as U+FFFD.',
      meaning: 'The API sent it in `stream`.',
    },
    excessiveNumber: {
      text: 'A number is too large or too long for strict JSON parsers; sent as null.',
      meaning: 'The API sent it in `stream`.',
      action: 'Report it if you need the value.',
    },
    keylessDropped: {
      text: 'Records without a primary key were dropped: the destination could not tell them apart.',
      meaning:
        '`records` is their number in `stream`; the connection deduplicates, so each record needs a key.',
      action: "To get them, use the destination mode Append, and report it to Navan's support.",
    },
    keylessSent: {
      text: 'Records without a primary key were sent as they are.',
      meaning: '`records` is their number in `stream`.',
      action: "Models downstream must not rely on the key. Report it to Navan's support.",
    },
    otherType: {
      text: 'A field has a type that is not in the schema; the destination may not keep it.',
      meaning: 'The API sends `field` of `stream` as `type`. Logged once per field and type.',
      action: 'Report it, so that the schema is adapted.',
    },
    unknownMember: {
      text: 'The API sends a field that is not in the schema; Airbyte does not pass it on.',
      meaning: 'The new `field` of `stream` has the type `type`. Logged once per field and type.',
      action: 'Report it if you want the column.',
    },
    changesFilterFailed: {
      text: "The API's filter for changes has not shown a change that was found; it is not used any more.",
      meaning:
        'A record of `partition` of `stream` changed more than a day ago, and the filter does not return it. The change was sent now. Every part of the stream is read as without the filter, from this sync on.',
      action:
        'Nothing. To have the filter tried again, remove `source_navan.changes` from the state of the stream.',
    },
    changesNotRead: {
      text: "The API's filter for changes could not be read; what changed is found by reading every part.",
      meaning:
        'For `stream` it ended with `failure`. After three such syncs in a row it is not used for 30 days.',
    },
    upcomingNotRead: {
      text: "The API's filter for travel could not be read; changes to upcoming trips that were booked long ago wait for the recheck.",
      meaning:
        'For `stream` it ended with `failure`. It is tried again after seven days; until then older bookings are re-read only every `bookings_recheck_hours`.',
    },
    fewerRecords: {
      text: 'There are fewer records than last time; the API has no delete marker, so the destination keeps those that vanished.',
      meaning: '`partition` of `stream` had `before` records and has `now`.',
      action: 'Nothing, or refresh the stream to remove the deleted records from the destination.',
    },
    futureCursor: {
      text: 'The cursor is in the future; no record is sent until then.',
      meaning: 'The state of `stream` says that `partition` was read up to `cursor`.',
      action: 'If the state was edited, clear the data of the stream, so that it is re-read.',
    },
    gap: {
      text: 'The last sync was too long ago: the API no longer returns what changed between these times.',
      meaning:
        'Changes to `partition` of `stream` between `from` and `to` are missing in the destination.',
      action:
        'The gap cannot be backfilled. The API returns nothing before the first day of the month before last, so sync more often than that.',
    },
  }),
  ...logLines('DEBUG', {
    request: {
      text: 'Request.',
      meaning:
        'One try of one request: what was requested (`label`), `method`, `url` without query, `attempt`, `status`, `durationMs`, `bytes`, and what followed (`outcome`, `reason`).',
      action: 'Nothing. Unset LOG_LEVEL when you no longer need the lines.',
    },
    partitionRead: {
      text: 'A part of the stream was read.',
      meaning: '`partition` of `stream` was read; it has `records`.',
    },
  }),
};
