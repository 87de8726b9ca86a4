import { logLines } from './log-line';

/** What the log says about requests to the API. */
export const CLIENT_LINES = {
  ...logLines('INFO', {
    retry: {
      text: 'Retrying a failed request.',
      meaning:
        'Try `attempt` of `request` failed with `failure` after `tookSeconds`; the next one follows in `waitSeconds`. For each address and failure, the log has the 1st, 10th, 100th … retry of the sync; `times` says which it is.',
      action: 'Nothing. If there are many, the API fails often and the sync takes longer.',
    },
    rejectedToken: {
      text: 'A new token was rejected; waiting before requesting the next one.',
      meaning:
        'The API rejected a token soon after issuing it. Usually another program uses the same credential, and each new token invalidates the one before. The connector waits `seconds`.',
      action:
        'If it happens often, give each connection and each other program its own credential.',
    },
    outageEnded: {
      text: 'The API responds again.',
      meaning:
        'A trial request succeeded after an outage of `failedForSeconds`. The sync continues.',
    },
    rateReduced: {
      text: 'Request rate reduced.',
      meaning:
        'A pause for the rate limit is over. From now on the connector sends at most `requestsPerSecond`; if that fact is missing, no rate is known yet.',
    },
    statedLimit: {
      text: 'The API states a rate limit.',
      meaning: 'Its headers state a limit; the connector stays below it with `requestsPerSecond`.',
    },
  }),
  ...logLines('WARN', {
    outage: {
      text: 'The API keeps failing; requests are on hold.',
      meaning:
        'Several requests in a row failed, the last one with `failure`. The circuit breaker holds back all requests and sends one trial request in `nextProbeInSeconds`.',
      action:
        'Nothing for now. After 15 minutes without success the streams end with `breaker-open`.',
    },
    outageLasts: {
      text: 'The API is still failing.',
      meaning:
        'The trial request failed as well, with `failure`. Requests have been on hold for `waitingForSeconds`; the next one follows in `nextProbeInSeconds`.',
      action: 'See the failure: it says whether the network, a proxy or the API is the cause.',
    },
    throttled: {
      text: 'The API is rate limiting; requests are on hold.',
      meaning:
        'The API answered 429, or its headers say that the quota is used up. All requests wait `pauseSeconds`.',
      action:
        'Nothing: the connector adapts. If other programs use the same Navan account, set fewer requests per second in each of them.',
    },
  }),
};
