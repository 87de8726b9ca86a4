import { logLines } from './log-line';

/** What the log says about the catalog and the state that a sync is given. */
export const PROTOCOL_LINES = logLines('WARN', {
  unsupportedSyncMode: {
    text: 'The stream does not support this sync mode; using full refresh.',
    meaning: 'The catalog selects a sync mode that `stream` does not have.',
    action: 'Nothing, or select full refresh in the connection.',
  },
  noStreamSelected: {
    text: 'No stream is selected; there is nothing to read.',
    meaning: 'The configured catalog is empty, or all of its streams are deselected.',
    action: 'Select a stream in the connection.',
  },
  apiCatalog: {
    text: "The catalog has the format of Airbyte's API and is read as such.",
    meaning:
      "The file was copied from Airbyte's API or web application instead of being written for the protocol.",
  },
  emptyState: {
    text: 'A state message without a stream is ignored.',
    meaning: '`where` says which entry of the state file it is.',
    action: 'Check that the state file is complete.',
  },
  sharedState: {
    text: 'The shared_state of a GLOBAL state is ignored; its streams are read.',
    meaning: 'This source has no shared state, so the state may come from another source.',
    action: 'Check that the state belongs to this connection.',
  },
  apiState: {
    text: "The state has the format of Airbyte's API; it is read, and written in the protocol's format.",
    meaning: "The file was copied from Airbyte's API or web application.",
  },
  legacyState: {
    text: 'The state has the old format without a type; it is read, and written in the current format.',
    meaning: 'The state is an object with one entry per stream (LEGACY).',
  },
  unknownStreamState: {
    text: 'The state of a stream that does not exist is ignored.',
    meaning: 'The state has an entry for `stream`, which this version does not have.',
    action:
      'Nothing if the stream was removed. Otherwise check that the state belongs to this connection.',
  },
});
