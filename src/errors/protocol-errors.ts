import { defineErrors } from './connector-error';

/** Errors between this process and the one that started it. */
export const PROTOCOL_ERRORS = defineErrors({
  'output-closed': {
    failureType: 'transient_error',
    title: 'Standard output cannot be written',
    why: 'The process that reads the messages closed its end (EPIPE), the device behind standard output is full (ENOSPC), or standard output was closed from the beginning. It is said on standard error, with the code before it.',
    action:
      'Look at what reads the output, or at the space where it is kept, and start again; what was checkpointed is not read again.',
  },
  'catalog-invalid': {
    failureType: 'config_error',
    title: 'The catalog is not a configured catalog',
    why: 'The file given as --catalog does not have the shape that the Airbyte protocol asks for.',
    action: 'Refresh the schema of the connection and save it again.',
  },
  'stream-unknown': {
    failureType: 'config_error',
    title: 'The catalog names a stream that does not exist',
    why: 'The stream was renamed or removed, or the name in a hand-written catalog is misspelt.',
    action: 'Refresh the schema of the connection, or deselect the stream.',
  },
  'state-invalid': {
    failureType: 'config_error',
    title: 'The state is not a list of stream states',
    why: 'The file given as --state does not hold the STATE messages of an earlier sync of this connection.',
    action:
      'Clear the state of the connection (its data is read again from the start date), or restore it.',
  },
});
