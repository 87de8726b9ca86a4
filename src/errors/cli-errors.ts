import { defineErrors } from './connector-error';

/** Errors of a run as a whole. */
export const CLI_ERRORS = defineErrors({
  usage: {
    failureType: 'config_error',
    title: 'The command line is not valid',
    why: 'A command or an option is misspelt or missing.',
    action: 'See source-navan --help.',
  },
  'check-timeout': {
    failureType: 'transient_error',
    title: 'The connection check timed out',
    why: 'The API did not respond in time, or the network drops requests.',
    action:
      'Try again in a few minutes. If it happens again, check whether a firewall or a proxy blocks the connection.',
  },
  'discover-timeout': {
    failureType: 'transient_error',
    title: 'Discovery timed out',
    why: 'The API did not respond in time, or the network drops requests.',
    action:
      'Try again in a few minutes. If it happens again, check whether a firewall or a proxy blocks the connection.',
  },
  'rate-limit-wait': {
    failureType: 'transient_error',
    title: 'The API is rate limiting requests',
    why: 'A check or a discovery would have to wait longer than its time limit. A check reports this as a TRACE ERROR instead of a failed result, so that Airbyte retries.',
    action:
      'Try again after the time that the message names. If other programs use the same Navan account, set fewer requests per second in each of them.',
  },
  interrupted: {
    failureType: 'transient_error',
    title: 'The run was stopped by a signal',
    why: 'The process received SIGTERM or SIGINT. Each stream that was cut off reports this before its INCOMPLETE status.',
    action: 'Run it again; a sync resumes from the last checkpoints.',
  },
  unexpected: {
    failureType: 'system_error',
    title: 'The connector failed unexpectedly',
    why: 'A bug in the connector.',
    action:
      'Report it with the stack trace of this message; everything checkpointed so far is safe.',
  },
});
