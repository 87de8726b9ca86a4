import { logLines } from './log-line';

/** What the log says about the environment. */
export const CLI_LINES = logLines('WARN', {
  unknownLogLevel: {
    text: 'LOG_LEVEL is not valid; using INFO.',
    meaning: 'The environment variable has the value `found`, which is not one of `levels`.',
    action: 'Correct LOG_LEVEL, or remove it.',
  },
});
