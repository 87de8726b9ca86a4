import { ConcurrencyGate } from '../client/concurrency-gate';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError } from '../errors/connector-error';
import { logLine } from '../log/log-line';
import { READ_LINES } from '../log/read-lines';
import { REPORT_LINES } from '../log/report-lines';
import type { ConfiguredCatalog, SyncMode } from '../protocol/catalog';
import type { Output } from '../protocol/output';
import { listed, streamFacts, syncFacts } from '../report/facts';
import { AlertWatch } from '../report/health/alert-watch';
import { healthRows, type SyncEnd, type SyncIdentity } from '../report/health/rows';
import { reportProgress } from '../report/progress';
import { SyncMeter } from '../report/sync-meter';
import type { StreamState } from '../state/stream-state';
import type { ConfiguredStream } from '../stream/configured-stream';
import { EndpointHealth } from '../stream/endpoint-health';
import { explainForbidden } from './oauth-scopes';
import { Offers } from './offers';
import type { Session } from './session';
import { StreamReader } from './stream-reader';
import type { SyncHealth } from './sync-health';
import { Warnings } from './warnings';

/** A shorter wait is not reported to the platform. */
const SHORT_WAIT_MS = 3000;
/** Waits of at least this length are logged. */
const LONG_WAIT_MS = 10_000;

export interface ReadOptions {
  readonly catalog: ConfiguredCatalog;
  readonly states: ReadonlyMap<string, StreamState>;
  readonly session: Session;
  readonly about: AboutTheRun;
  /** Selected streams that do not exist. */
  readonly unknown: ReadonlyMap<string, ConnectorError>;
  /** If the stream is selected. */
  readonly health: SyncHealth | undefined;
  /** The streams that are being read, kept up to date. */
  readonly open: Set<string>;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** What the session does not know about itself. */
export type AboutTheRun = Pick<
  SyncIdentity,
  'region' | 'sourceLabel' | 'syncId' | 'jobId' | 'attempt' | 'connectorVersion' | 'nodeVersion'
>;

interface MeteredOptions extends ReadOptions {
  readonly meter: SyncMeter;
  readonly alerts: AlertWatch;
}

/** A stream that did not reach COMPLETE; null: it was aborted without a stated reason. */
interface Failure {
  readonly stream: string;
  readonly error: ConnectorError | null;
}

/** Reads the catalog's streams concurrently. Returns whether all reached COMPLETE. */
export async function readStreams(given: ReadOptions): Promise<boolean> {
  const { session, output, health } = given;
  const meter = new SyncMeter(session.meter, output, isEmpty(given));
  const alerts = new AlertWatch(meter, output);
  session.meter.onAttempt = (now) => {
    alerts.attempted(now);
  };
  const options = { ...given, meter, alerts };
  logStart(given);
  health?.start();
  const endProgress = reportProgress(meter, output);
  try {
    const failures = await readAll(options);
    meter.ended();
    alerts.compare();
    const end = endOf(failures, options);
    const figures = meter.figures();
    const rows = healthRows(figures, identityOf(given), end);
    logLine(output, REPORT_LINES.syncEnded, syncFacts(figures, end, rows.whole));
    await health?.end(rows);
    return failures.length === 0;
  } finally {
    endProgress();
  }
}

/** Another text may be anything. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Nothing but `sync_health` is selected. */
function isEmpty({ catalog, unknown, health }: ReadOptions): boolean {
  return health !== undefined && catalog.streams.length + unknown.size === 0;
}

function identityOf({ session, about }: ReadOptions): SyncIdentity {
  const { traceId, lastToken: token, clock } = session;
  const company = UUID.test(token?.company ?? '') ? token?.company : undefined;
  const earliestAt = (epochMs: number): number => clock.earliestAt(epochMs);
  return { ...about, traceId, company, tokenExpiresAt: token?.expiresAt, earliestAt };
}

function endOf(
  failures: readonly Failure[],
  { catalog, unknown, alerts }: MeteredOptions,
): SyncEnd {
  const failed = failures.map(({ stream }) => stream);
  const names = catalog.streams.map(({ name }) => name);
  const errors = failures.flatMap(({ error }) => error ?? []);
  const all = [...errors, ...unknown.values()];
  const first = all.find(({ failureType }) => failureType !== 'config_error') ?? all[0];
  return {
    complete: names.filter((name) => !failed.includes(name)),
    incomplete: [...failed, ...unknown.keys()],
    error: first && { failureType: first.failureType, code: first.kind.code },
    alerts: alerts.codes,
  };
}

async function readAll(options: MeteredOptions): Promise<readonly Failure[]> {
  const { catalog, session, output } = options;
  const readers = new Map<string, StreamReader>();
  const warnings = warningsOf(options, (stream, partition, count) => {
    readers.get(stream)?.noteStatedRecords(partition, count);
  });
  const pageGate = new ConcurrencyGate(() => session.pagesAtATime);
  const endpoints = new EndpointHealth();
  const offers = new Offers(session, endpoints, options.signal);
  const shared = { warnings, endpoints, offers, pageGate };
  const failures: Failure[] = [];
  // The platform considers only the first error: one for the user would keep it from retrying other streams.
  const lastReports: (() => void)[] = [];
  await Promise.all(
    catalog.streams.map(async ({ name, syncMode, generationId }) => {
      const stream = session.streams.find((candidate) => candidate.name === name);
      const state = options.states.get(name);
      if (!stream || !state) return;
      output.status(name, 'STARTED');
      options.open.add(name);
      const mode = modeOf(stream, syncMode);
      const meter = options.meter.start(name, mode);
      const own = { stream, mode, generationId, state, meter };
      const reader = new StreamReader({ ...options, ...shared, ...own });
      readers.set(name, reader);
      const error = await failureOfStream(reader, stream, options);
      options.open.delete(name);
      meter.ended(error);
      options.alerts.compare();
      logLine(output, REPORT_LINES.streamEnded, streamFacts(meter.figures()));
      if (error === undefined) {
        output.status(name, 'COMPLETE');
        return;
      }
      failures.push({ stream: name, error });
      const report = (): void => {
        reportIncomplete(name, error, output);
      };
      if (error?.failureType === 'config_error') lastReports.push(report);
      else report();
    }),
  );
  for (const report of lastReports) report();
  // After transient failures, like other failures that the user has to act on.
  reportUnknown(options);
  warnings.logKeylessRecords();
  return failures;
}

function logStart({ catalog, session, about, output }: ReadOptions): void {
  const streams = catalog.streams.map(({ name, syncMode }) => `${name} (${syncMode})`);
  const { connectorVersion: version, region } = about;
  const facts = { version, region: region ?? null, api: session.host, streams: listed(streams) };
  logLine(output, REPORT_LINES.syncStarted, facts);
}

function warningsOf(
  { catalog, session, output }: ReadOptions,
  onStatedRecords: (stream: string, partition: string, count: number) => void,
): Warnings {
  const schemas = new Map(session.streams.map(({ name, model }) => [name, model.schema]));
  const deduplicated = catalog.streams.filter(({ isDeduplicated }) => isDeduplicated === true);
  const names = new Set(deduplicated.map(({ name }) => name));
  const undocumented = session.streams.filter(({ model }) => model.extension.mayBeMissing);
  const envelopes = new Map(undocumented.map((stream) => [stream.name, stream.envelopeNames]));
  return new Warnings(output, schemas, onStatedRecords, names, envelopes);
}

/** Undefined if all was read; null if the read was aborted without a stated reason. */
async function failureOfStream(
  read: StreamReader,
  stream: ConfiguredStream,
  { session, signal }: ReadOptions,
): Promise<ConnectorError | null | undefined> {
  try {
    await read.run();
    return undefined;
  } catch (error) {
    if (signal.aborted) return interruption(signal) ?? null;
    return explain(error, stream, session, signal);
  }
}

/** Reports the selected streams that do not exist. */
export function reportUnknown({ unknown, output }: Pick<ReadOptions, 'unknown' | 'output'>): void {
  for (const [stream, error] of unknown) {
    output.status(stream, 'STARTED');
    reportIncomplete(stream, error, output);
  }
}

function reportIncomplete(stream: string, error: ConnectorError | null, output: Output): void {
  if (error) output.error(error, stream);
  output.status(stream, 'INCOMPLETE');
}

/** An abort may carry a reason; the platform retries a stream that a signal interrupted. */
function interruption({ reason }: AbortSignal): ConnectorError | undefined {
  return reason instanceof ConnectorError ? reason : undefined;
}

/** A stream's failure in words for the user. Anything unforeseen is a bug, but does not stop other streams. */
async function explain(
  error: unknown,
  stream: ConfiguredStream,
  session: Session,
  signal: AbortSignal,
): Promise<ConnectorError> {
  if (error instanceof ConnectorError)
    return explainForbidden(error, stream, await knownScopes(session, signal));
  const cause = error instanceof Error ? error : new Error(typeof error);
  return new ConnectorError(CLI_ERRORS.unexpected, {
    where: stream.name,
    found: cause.name,
    cause,
  });
}

/** Only from the token at hand: after a failed read no further request is made. */
async function knownScopes(
  session: Session,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  if (!session.client.token()) return undefined;
  return session.client.scopes(signal).catch(() => undefined);
}

export function modeOf(stream: ConfiguredStream, wanted: SyncMode): SyncMode {
  return stream.model.cursor ? wanted : 'full_refresh';
}

/** Tells the platform that streams wait for the rate limit if the wait is not short. */
export function rateLimitReporter(
  open: ReadonlySet<string>,
  output: Output,
  now: () => number,
): (until: number) => void {
  return (until) => {
    const wait = until - now();
    if (wait < SHORT_WAIT_MS) return;
    if (wait >= LONG_WAIT_MS) {
      const facts = { until: new Date(until).toISOString(), seconds: Math.ceil(wait / 1000) };
      logLine(output, READ_LINES.waiting, facts);
    }
    for (const stream of open) output.rateLimited(stream, until);
  };
}
