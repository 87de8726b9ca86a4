import { defineErrors } from './connector-error';

/** Errors in reading part of a stream. */
export const STREAM_ERRORS = defineErrors({
  'pages-without-end': {
    failureType: 'transient_error',
    title: "The API's pagination never ends",
    why: 'The response names a next page that was already requested, or page after page has no new records.',
    action: "Run the sync again later. If it persists, contact Navan's support with this message.",
  },
  'pages-unnamed': {
    failureType: 'system_error',
    title: 'The API states more records than it returned, but names no next page',
    why: "The endpoint's pages work in a way that the connector does not know. What it returned was sent.",
    action: 'Report it with this message.',
  },
  'page-expired': {
    failureType: 'transient_error',
    title: 'A next page expired, even after starting over',
    why: 'The API answered a later page of a time window as if it did not exist: its name for a next page expires after a while.',
    action: "Run the sync again later. If it persists, contact Navan's support with this message.",
  },
  'window-moved': {
    failureType: 'transient_error',
    title: 'The data changed during every read',
    why: 'Down to the smallest time window, no read returned as many records as the API states.',
    action: 'Run the sync again later, when less data is changing.',
  },
  'pages-empty': {
    failureType: 'transient_error',
    title: 'Pages were empty although the API states more records',
    why: 'Down to the smallest time window, two reads in a row had an empty page where the stated count promises records.',
    action: "Run the sync again later. If it persists, contact Navan's support with this message.",
  },
  'pages-overlap': {
    failureType: 'transient_error',
    title: 'The API repeated records across pages and left others out',
    why: "Down to the smallest time window, records tie in the API's sort order, or a cache answers every page with the same one.",
    action: "Run the sync again later. If it persists, contact Navan's support with this message.",
  },
  'endpoint-failing': {
    failureType: 'transient_error',
    title: 'An API endpoint fails for every request',
    why: 'Requests to this path ended in server errors or unreadable responses, such as a maintenance page, while other endpoints responded. The connector tried several partitions and the smallest time windows, or, where other partitions of the stream had already failed this way, only a first page. Everything that could be read was checkpointed.',
    action: 'Try again later.',
  },
  'windows-unread': {
    failureType: 'transient_error',
    title: 'A part of the stream could not be read',
    why: 'One page kept failing, however small the time window. Everything else was read and checkpointed.',
    action:
      "The next sync reads it again. If it persists, contact Navan's support with these time windows.",
  },
});
