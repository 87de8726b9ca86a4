import { logLines } from './log-line';

/** What the log says about the configuration. */
export const CONFIG_LINES = logLines('WARN', {
  cleanedCredential: {
    text: 'Removed extra characters from a pasted value.',
    meaning: 'The value of `field` was pasted with more than the credential: `removed` says what.',
    action: 'Nothing. To stop the line, paste the bare value into the form.',
  },
  unknownField: {
    text: 'The configuration has an unknown field, which is ignored.',
    meaning: 'The form has no `field`, but a similar one: `didYouMean`.',
    action: 'Rename the field, or remove it.',
  },
});
