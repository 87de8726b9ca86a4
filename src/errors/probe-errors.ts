import { defineErrors } from './connector-error';

export const PROBE_ERRORS = defineErrors({
  'probe-out-of-requests': {
    failureType: 'transient_error',
    title: 'The probe reached its request limit',
    why: 'Some requests had to be repeated, so none were left for the last questions.',
    action: 'Run the probe again when the API is less busy.',
  },
});
