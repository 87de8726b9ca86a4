import { defineErrors } from './connector-error';

export const PROBE_ERRORS = defineErrors({
  'probe-out-of-requests': {
    failureType: 'transient_error',
    title: 'The probe has sent as many requests as it allows itself',
    why: 'Answers had to be asked for more than once, so that none was left for the last questions.',
    action: 'Run the probe again when the API is less busy.',
  },
});
