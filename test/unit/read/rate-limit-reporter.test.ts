import { rateLimitReporter } from '../../../src/read/read';
import type { Output } from '../../../src/protocol/output';

const NOW = Date.parse('2026-11-28T10:00:00Z');

/** How many streams report a wait, and the log lines about it. */
function told(waitMs: number): { streams: string[]; lines: unknown[] } {
  const streams: string[] = [];
  const lines: unknown[] = [];
  const output: Pick<Output, 'rateLimited' | 'log'> = {
    rateLimited: (stream) => streams.push(stream),
    log: (level, sentence, facts) => lines.push({ level, sentence, facts }),
  };
  rateLimitReporter(new Set(['bookings', 'users']), output as Output, () => NOW)(NOW + waitMs);
  return { streams, lines };
}

it.each([
  [2999, 0, 0],
  [3000, 2, 0],
  [9999, 2, 0],
  [10_000, 2, 1],
])(
  'given a wait of %i ms, when it is reported, then for %i streams and in %i lines',
  (ms, streams, lines) => {
    const heard = told(ms);
    expect([heard.streams.length, heard.lines.length]).toEqual([streams, lines]);
  },
);

it('given a long wait, when it is logged, then with its end and its length', () => {
  expect(told(90_000).lines).toEqual([
    {
      level: 'INFO',
      sentence: 'Waiting for the rate limit.',
      facts: { until: '2026-11-28T10:01:30.000Z', seconds: 90 },
    },
  ]);
});
