import {
  asProtocol,
  asText,
  error,
  FAILED,
  message,
  record,
  requestText,
  RESENT,
  STARTED,
  streamEnded,
  at,
} from './lines';
import { drawn } from './support';

const SCRIPT = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>&amp;';

describe('given markup in every text of a log', () => {
  const status = JSON.stringify({
    type: 'TRACE',
    trace: {
      type: 'STREAM_STATUS',
      emitted_at: at(1),
      stream_status: { stream_descriptor: { name: SCRIPT }, status: SCRIPT },
    },
  });
  const request = requestText(2, {
    ...FAILED,
    'airbyte.stream': SCRIPT,
    'navan.partition': SCRIPT,
    'navan.window': SCRIPT,
    'navan.outcome': SCRIPT,
    'error.type': SCRIPT,
  });
  const facts = JSON.stringify(SCRIPT);
  const page = drawn(
    asText([
      message(
        `The sync has started. version=${facts} streams=${JSON.stringify(`${SCRIPT} (${SCRIPT})`)}`,
      ),
      message(`Reading a stream. stream=${facts} syncMode=${facts} parts=${facts} due=1`),
      status,
      message(request),
      record(SCRIPT, 3),
      error(4, SCRIPT, SCRIPT, SCRIPT),
      message(`The API keeps failing; requests are on hold. failure=${facts}`),
      message(`The sync has ended. complete=${facts} statuses=${facts}`),
    ]),
    '<b>name.log',
  );

  it('when drawn, then none of it is markup', () => {
    expect(page.texts('script, img, link, iframe, object, a')).toEqual([]);
    expect(page.html.match(/<script|<img|<b>name/giu)).toBeNull();
  });

  it('when drawn, then it is shown as it was written', () => {
    expect(page.texts('.error').join(' ')).toContain(SCRIPT);
    expect(page.texts('figure.partitions svg text').join(' ')).toContain(SCRIPT);
    expect(page.texts('figure.partitions svg title').join(' ')).toContain(SCRIPT);
    expect(page.texts('figure.records svg text')).toContain(SCRIPT);
    expect(page.rows('streams').flat()).toContain(SCRIPT);
    expect(page.text).toContain('Drawn from <b>name.log');
  });
});

it('given damaged numbers and times, when drawn, then the rest of the page stands', () => {
  const page = drawn(
    `${asProtocol()}${asText([
      message(requestText(15, { timestamp: 'yesterday' })),
      message(requestText(15, { timestamp: '9999-01-01T00:00:00Z' })),
      message(
        requestText(15, { 'http.client.request.duration': 'long', 'navan.wait_seconds': null }),
      ),
      message('The API is rate limiting; requests are on hold. pauseSeconds=x'),
      message('The sync is under way. seconds=x records=y waitingFor="rate limit" until=never'),
      `{"type":"RECORD","record":{"stream":"users","emitted_at":99999999999999999999,"data":{}}}`,
    ])}`,
  );
  expect(page.tiles['requests']).toBe('5');
  expect(page.text).not.toContain('NaN');
});

it('given more of everything than a page has room for, when drawn, then it is smaller than 2 MB and says what it left out', () => {
  const lines = [message(STARTED)];
  for (let index = 0; index < 12_000; index++) {
    const partition = `p${index % 300}`;
    const day = (index % 28) + 1;
    const window = `2026-01-01T00:00:00Z to 2026-01-${String(day).padStart(2, '0')}T00:00:${String(index % 60).padStart(2, '0')}Z`;
    const place = { 'navan.partition': partition, 'navan.window': window };
    lines.push(message(requestText(index, { ...place, ...(index % 2 ? FAILED : RESENT) })));
  }
  for (let index = 0; index < 300; index++)
    lines.push(error(index, 'unexpected', `${index} ${'x'.repeat(3000)}`, `stream${index}`));
  const page = drawn(asText(lines));
  expect(page.html.length).toBeLessThan(2_000_000);
  expect(page.tiles['requests']).toBe('12,000');
  expect(page.texts('figure p').join(' ')).toMatch(/Not drawn: \d+ partitions/u);
});

it('given several runs, when drawn, then the last sync is shown and the others are below it', () => {
  const run = (trace: string, seconds: number): string =>
    message(requestText(seconds, { trace_id: trace, 'airbyte.stream': undefined }));
  const runs = [1, 2, 3, 4, 5, 6].map((number) =>
    asText([
      message(STARTED),
      message(requestText(number, { trace_id: `t${number}` })),
      message(streamEnded('bookings', number === 6 ? 'incomplete' : 'complete', number)),
      message(streamEnded('users', 'complete', 0)),
    ]),
  );
  const page = drawn(`${asText([run('check', 0)])}${runs.join('')}`);
  expect(page.verdict).toBe('Incomplete: bookings (1 of 2 streams complete)');
  expect(page.texts('details > summary').map((text) => text.replace(/^.*?: /u, ''))).toEqual([
    'Complete: all 2 streams',
    'Complete: all 2 streams',
    'Complete: all 2 streams',
    'Complete: all 2 streams',
  ]);
  expect(page.text).toContain('has 7 runs of the connector');
  expect(page.text).toContain('2 earlier runs of this log not shown');
});

it('given a check after a sync, when drawn, then the sync is shown first', () => {
  const check = message(requestText(0, { trace_id: 'check' }));
  const page = drawn(`${asProtocol()}${asText([check])}`);
  expect(page.verdict).toBe('Complete: all 2 streams');
  expect(page.texts('details > summary')[0]).toContain('A run without a sync');
});
