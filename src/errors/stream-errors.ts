import { defineErrors } from './connector-error';

/** Errors in reading part of a stream. */
export const STREAM_ERRORS = defineErrors({
  'pages-without-end': {
    failureType: 'transient_error',
    title: 'The pages of the API lead nowhere',
    why: 'The answer names a next page that was asked for before, or page after page brings nothing new.',
    action:
      'Run the sync again later; if it stays so, ask the support of the API with this message.',
  },
  'page-expired': {
    failureType: 'transient_error',
    title: 'The API refused a page that it had named itself, also after a new beginning',
    why: 'A time range was begun, and one of its later pages was answered as if it did not exist: the name of a next page lives for a while only.',
    action:
      'Run the sync again later; if it stays so, ask the support of the API with this message.',
  },
  'window-moved': {
    failureType: 'transient_error',
    title: 'The data changed each time it was read',
    why: 'The number of rows that the API states and the rows it returns did not agree in any reading, down to the smallest time range.',
    action: 'Run the sync again later, when less is being changed.',
  },
  'pages-empty': {
    failureType: 'transient_error',
    title: 'Pages came empty although the API states more rows',
    why: 'Two readings in a row had an empty page where the count promises rows, down to the smallest time range.',
    action:
      'Run the sync again later; if it stays so, ask the support of the API with this message.',
  },
  'pages-overlap': {
    failureType: 'transient_error',
    title: 'The API returned the same rows on two pages and left others out',
    why: 'Rows tie in the order in which the API sorts them, or a cache answers every page with the same one, down to the smallest time range.',
    action:
      'Run the sync again later; if it stays so, ask the support of the API with this message.',
  },
  'endpoint-failing': {
    failureType: 'transient_error',
    title: 'A part of the API fails whatever is asked of it',
    why: 'While others answered, what was asked of one path ended in server errors or in something that cannot be read, a maintenance page for instance: for several partitions and for the smallest time ranges, or, where others of the stream failed so before, for the first page. What was answered was read and checkpointed.',
    action: 'Try again later.',
  },
  'windows-unread': {
    failureType: 'transient_error',
    title: 'A part of the stream could not be read',
    why: 'One page kept failing, however small the time range was made. Everything else was read and checkpointed.',
    action:
      'The next sync reads it again; if it stays so, ask the support of the API with these time ranges.',
  },
});
