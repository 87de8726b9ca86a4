import { defineErrors } from './connector-error';

/** Errors of a sync, a check or a discovery. */
export const READ_ERRORS = defineErrors({
  'scope-missing': {
    failureType: 'config_error',
    title: 'The credential lacks a scope',
    why: 'The token says which scopes it covers, or the API answered 403: the scope of this stream is not ticked.',
    action: 'Tick the scope on the credential, or deselect the stream.',
  },
  'feature-off': {
    failureType: 'config_error',
    title: 'The credential has the scope, but the API does not open this data to the company',
    why: 'The API answered 403 although the token covers the scope: the feature is not switched on for the company.',
    action: 'Ask the support of the API to switch it on, or deselect the stream.',
  },
  'nothing-readable': {
    failureType: 'config_error',
    title: 'The credential can read nothing',
    why: 'Every scope that a stream needs is missing.',
    action: 'Tick the scopes of the data you want on the credential.',
  },
  'state-of-another-company': {
    failureType: 'config_error',
    title: 'The state is of another company',
    why: 'The credential was exchanged for one of another company. The state says how far the former one had been read, so most of this one would never come.',
    action:
      'Clear the data of the connection, which lets the next sync read everything; or enter a credential of the former company.',
  },
  'partition-refused': {
    failureType: 'system_error',
    title: 'Parts of the stream were refused or could not be understood',
    why: 'Several parts of a stream failed, at least one of them in a way that another try cannot change.',
    action: 'Report it with this message; everything else was read and checkpointed.',
  },
  'partition-failed': {
    failureType: 'transient_error',
    title: 'A part of the stream could not be read',
    why: 'Several parts of a stream failed; the message has the first one. Everything else was read and checkpointed.',
    action: 'The next sync reads them again.',
  },
});
