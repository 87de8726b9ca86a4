import { defineErrors } from './connector-error';

/** Errors between this process and the one that started it. */
export const PROTOCOL_ERRORS = defineErrors({
  'output-closed': {
    failureType: 'transient_error',
    title: 'Cannot write to standard output',
    why: 'The process that reads the messages closed its end (EPIPE), the device behind standard output is full (ENOSPC), or standard output was closed from the start. The error goes to standard error, with its code first.',
    action:
      'Check the process that reads the output, or the disk space, and run it again; a sync resumes from the last checkpoints.',
  },
  'catalog-invalid': {
    failureType: 'config_error',
    title: 'The configured catalog is not valid',
    why: 'The file given as --catalog does not have the format of the Airbyte protocol.',
    action: 'Refresh the schema of the connection and save it again.',
  },
  'stream-unknown': {
    failureType: 'config_error',
    title: 'The catalog selects a stream that does not exist',
    why: 'The stream was renamed or removed, or the name in a hand-written catalog is misspelt.',
    action: 'Refresh the schema of the connection, or deselect the stream.',
  },
  'state-invalid': {
    failureType: 'config_error',
    title: 'The state is not valid',
    why: 'The file given as --state does not contain the STATE messages of an earlier sync of this connection.',
    action:
      'Clear the state of the connection (the next sync re-reads its data from the start date), or restore it.',
  },
});
