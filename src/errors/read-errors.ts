import { defineErrors } from './connector-error';

/** Errors of a sync, a check or a discovery. */
export const READ_ERRORS = defineErrors({
  'scope-missing': {
    failureType: 'config_error',
    title: 'The credential lacks a scope',
    why: 'The token does not list the scope, or the API answered 403: the scope of this stream is not ticked.',
    action: 'Tick the scope on the credential, or deselect the stream.',
  },
  'feature-off': {
    failureType: 'config_error',
    title: 'The API refuses this data although the credential has the scope',
    why: 'The API answered 403 although the token covers the scope: the feature is not enabled for the company.',
    action: "Ask Navan's support to enable it, or deselect the stream.",
  },
  'nothing-readable': {
    failureType: 'config_error',
    title: 'The credential cannot read any stream',
    why: 'All scopes that the streams need are missing.',
    action: 'Tick the scopes of the data you want on the credential.',
  },
  'state-of-another-company': {
    failureType: 'config_error',
    title: 'The state belongs to another company',
    why: 'The credential was replaced by one of another company. The state says how far the previous company was read, so most data of the new one would never be synced.',
    action:
      'Clear the data of the connection, so that the next sync reads everything, or enter a credential of the previous company.',
  },
  'partition-refused': {
    failureType: 'system_error',
    title: 'Parts of the stream failed, and a retry will not help',
    why: 'Several parts of a stream failed, at least one of them in a way that a retry cannot change.',
    action: 'Report it with this message; everything else was read and checkpointed.',
  },
  'partition-failed': {
    failureType: 'transient_error',
    title: 'A part of the stream could not be read',
    why: 'Several parts of a stream failed; the message names each failure. Everything else was read and checkpointed.',
    action: 'The next sync reads them again.',
  },
});
