import { defineErrors } from './connector-error';

/** Errors of a run as a whole. */
export const CLI_ERRORS = defineErrors({
  usage: {
    failureType: 'config_error',
    title: 'The command line cannot be understood',
    why: 'A verb or an option is misspelt, or one that is needed is missing.',
    action: 'See source-navan --help.',
  },
  'check-timeout': {
    failureType: 'transient_error',
    title: 'The check took too long',
    why: 'The service did not answer in time, or the network loses what is sent to it.',
    action:
      'Try again in a few minutes; if it happens again, ask whether a firewall or a proxy is in the way.',
  },
  'discover-timeout': {
    failureType: 'transient_error',
    title: 'The discovery took too long',
    why: 'The service did not answer in time, or the network loses what is sent to it.',
    action:
      'Try again in a few minutes; if it happens again, ask whether a firewall or a proxy is in the way.',
  },
  'rate-limit-wait': {
    failureType: 'transient_error',
    title: 'The API limits the rate of requests',
    why: 'A check or a discovery would have to wait for longer than it may take. A check says it by a TRACE ERROR instead of a failed result, so that Airbyte tries again by itself.',
    action:
      'Try again after that time. If other programs use the same account, set fewer requests per second for each.',
  },
  interrupted: {
    failureType: 'transient_error',
    title: 'The run was stopped from outside',
    why: 'The process got SIGTERM or SIGINT. Each stream that was cut off says so before its INCOMPLETE.',
    action: 'Start it again; what was checkpointed is not read again.',
  },
  unexpected: {
    failureType: 'system_error',
    title: 'Something went wrong inside the connector',
    why: 'A mistake in the connector itself.',
    action:
      'Report it with the stack trace of this message; nothing that was checkpointed is lost.',
  },
});
