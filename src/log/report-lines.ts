import { logLines } from './log-line';

/** What the log says about the course of a sync. */
export const REPORT_LINES = {
  ...logLines('WARN', {
    alert: {
      text: 'The sync has crossed an alert threshold.',
      meaning:
        'The threshold is `alert`. Logged once per sync, when it is crossed; it is also in `alerts` of the stream sync_health.',
      action: 'See docs/monitoring.md about this `alert`.',
    },
  }),
  ...logLines('INFO', {
    syncStarted: {
      text: 'The sync has started.',
      meaning:
        'The first line of a read: `version` of the connector, `region` and host of the `api`, and the `streams` with their sync modes.',
    },
    streamStarted: {
      text: 'Reading a stream.',
      meaning:
        '`stream` is read as `syncMode`. It has `parts` (months or expense types; 1 if it is not divided), of which `due` are read now; `notDue` says how many need no reading yet, if there are any. Logged twice if the clocks differ.',
    },
    progress: {
      text: 'The sync is under way.',
      meaning:
        'Every 30 seconds: streams that are `done` and `underWay`; `records`, `requests`, `repeated` and `failedRequests` since the start; `requestsPerSecond` since the last such line. While the sync waits, `waitingFor` says for what (`rate limit`, `circuit breaker`, `slow response`, `destination`), and `until` when, or `forSeconds` for how long already.',
      action:
        'Nothing if the counts grow. `destination`: it does not take what the connector sends; look for the cause there. `slow response`: the API takes more than 10 seconds for a response.',
    },
    streamEnded: {
      text: 'A stream has ended.',
      meaning:
        '`status` of `stream` (`complete` or `incomplete`), `records`, `requests`, `windows` that were read, and `seconds`. Only if they are not 0: `rateLimitSeconds` and `breakerSeconds` that it waited, `repeated` requests, time windows that were `split`, `reread` or `failed`. They show why it was slow.',
      action: 'If it is incomplete, look for its error.',
    },
    syncEnded: {
      text: 'The sync has ended.',
      meaning:
        'The totals: streams that are `complete` and `incomplete`, `seconds`, `records`, `requests` without those for tokens, how many of them were `repeated`, `rateLimited` or `errors`, `errorRate` in all and in the worst five minutes (`worstErrorRate`, of at least 20 requests), `megabytes` as received, durations of a request (`p50Seconds`, `p95Seconds`, `p99Seconds`, `maxSeconds`; within 2.5 %), `requestsPerSecond` that the limit allows, its `limitSource` (`header`, `found`, `config`, `none`) and the `utilization` in the busiest minute, seconds of waiting (`rateLimitSeconds`, `breakerSeconds`, `destinationSeconds`), `breakerOpenings`, `tokenRequests` and `tokenFailures`, time windows (`windows`, `split`, `reread`, `failed`), `statuses` and `failedRequests` by reason. `none`: there is no value.',
      action: 'If a stream is incomplete, look for its error further up.',
    },
  }),
};
