/** Lines of a log, as the connector writes them and as Airbyte prints them. */

type Json = Readonly<Record<string, unknown>>;

const START = Date.parse('2026-11-28T10:00:00Z');

/** Seconds after the beginning, as epoch milliseconds. */
export const at = (seconds: number): number => START + seconds * 1000;

export const TRACE = '0123456789abcdef0123456789abcdef';

/** One try of a request; `more` replaces or adds names. */
export function requestText(seconds: number, more: Json = {}): string {
  return JSON.stringify({
    timestamp: new Date(at(seconds)).toISOString(),
    trace_id: TRACE,
    span_id: '0123456789abcdef',
    'http.request.method': 'GET',
    'server.address': 'api.navan.com',
    'url.template': '/v1/bookings',
    'http.response.status_code': 200,
    'http.request.resend_count': 0,
    'http.response.body.size': 1000,
    'http.client.request.duration': 0.5,
    'airbyte.stream': 'bookings',
    'navan.partition': '2026-10',
    'navan.window': '2026-09-30T23:59:59Z to 2026-11-01T00:00:00Z',
    'navan.page': 1,
    'navan.wait_seconds': 0,
    'navan.outcome': 'succeed',
    ...more,
  });
}

export const FAILED: Json = {
  'http.response.status_code': 503,
  'error.type': '503',
  'navan.outcome': 'retry',
};

export const RESENT: Json = { 'http.request.resend_count': 1 };

export const STARTED =
  'The sync has started. version=0.1.0 region=us api=api.navan.com streams="bookings (incremental), users (full_refresh)"';

export const streamEnded = (stream: string, status: string, records: number): string =>
  `A stream has ended. stream=${stream} status=${status} records=${records} requests=3 windows=1 seconds=4`;

/** A sync of two streams: `[seconds, text]` of its lines. */
export const SYNC: readonly (readonly [seconds: number, text: string])[] = [
  [0, STARTED],
  [0, 'Reading a stream. stream=bookings syncMode=incremental parts=1 due=1'],
  [0, 'Reading a stream. stream=users syncMode=full_refresh parts=1 due=1'],
  [1.5, requestText(1, FAILED)],
  [
    2,
    'Retrying a failed request. request="bookings 2026-10, page 1" failure="HTTP 503" attempt=1 tookSeconds=1 waitSeconds=1 times=1',
  ],
  [3.5, requestText(3, RESENT)],
  [4, 'The API is rate limiting; requests are on hold. pauseSeconds=5'],
  [9, 'Request rate reduced. requestsPerSecond=2.5'],
  [10.5, requestText(10, { 'navan.page': 2 })],
  [11, streamEnded('bookings', 'complete', 180)],
  [
    12.5,
    requestText(12, {
      'airbyte.stream': 'users',
      'navan.partition': undefined,
      'navan.window': undefined,
    }),
  ],
  [13, streamEnded('users', 'complete', 20)],
  [
    14,
    'The sync has ended. complete="bookings, users" incomplete=none seconds=14 records=200 requests=4 repeated=1 rateLimited=0 errors=1 rateLimitSeconds=5 breakerSeconds=0 breakerOpenings=0 destinationSeconds=0 tokenRequests=0 tokenFailures=0 windows=2 split=0 reread=0 failed=0 statuses="200: 3, 503: 1" failedRequests="HTTP 503: 1"',
  ],
];

export const message = (text: string): string =>
  JSON.stringify({ type: 'LOG', log: { level: 'INFO', message: text } });

export const record = (stream: string, seconds: number, data: Json = {}): string =>
  JSON.stringify({ type: 'RECORD', record: { stream, emitted_at: at(seconds), data } });

export function error(seconds: number, code: string, text: string, stream?: string): string {
  const descriptor = stream === undefined ? {} : { stream_descriptor: { name: stream } };
  const body = { message: text, internal_message: code, failure_type: 'transient_error' };
  return JSON.stringify({
    type: 'TRACE',
    trace: { type: 'ERROR', emitted_at: at(seconds), error: { ...body, ...descriptor } },
  });
}

export const asText = (lines: readonly string[]): string =>
  lines.map((line) => `${line}\n`).join('');

/** What the connector writes to stdout. */
export const asProtocol = (): string => asText(SYNC.map(([, text]) => message(text)));

const printedTime = (seconds: number, hours = 0): string =>
  new Date(at(seconds) + hours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

const COLOUR = { on: '\u001b[44m', off: '\u001b[0m' };

/** A job's log, downloaded from Airbyte's page; `prefix` is what stands between the time and the text. */
export function asDownloaded(prefix: string, hours = 0): string {
  const lines = SYNC.map(([seconds, text]) => `${printedTime(seconds, hours)} ${prefix}${text}`);
  return asText([
    '>> ATTEMPT 1/1\n',
    `${printedTime(0, hours)} platform > Running replication worker...`,
    ...lines,
    `${printedTime(15, hours)} platform > Closing StateCheckSumCountEventHandler`,
  ]);
}

/** With the prefixes of Airbyte's versions. */
export const DOWNLOADED: readonly (readonly [format: string, log: string])[] = [
  ['0.6x to 1.2', asDownloaded('source > ')],
  ['0.6x to 1.2 with colours', asDownloaded(`${COLOUR.on}source${COLOUR.off} > `)],
  ['1.3 to 2.x', asDownloaded('info ')],
  ['1.3 to 2.x in another time zone', asDownloaded('info ', -5)],
  [
    'with the place in the platform',
    asDownloaded(
      '\u001b[32mINFO\u001b[m i.a.w.i.VersionedAirbyteStreamFactory(internalLog):308 - ',
    ),
  ],
];

/** What `kubectl logs --timestamps` prints. */
export const asContainer = (): string =>
  asText(
    SYNC.map(
      ([seconds, text]) =>
        `${new Date(at(seconds)).toISOString().replace('Z', '123456Z')} ${message(text)}`,
    ),
  );
