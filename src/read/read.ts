import { ConcurrencyGate } from '../client/concurrency-gate';
import { CLI_ERRORS } from '../errors/cli-errors';
import { ConnectorError } from '../errors/connector-error';
import { logLine, type LogLine } from '../log/log-line';
import { READ_LINES } from '../log/read-lines';
import { REPORT_LINES } from '../log/report-lines';
import type { StreamModel } from '../manifest/model';
import type { ConfiguredCatalog, SyncMode } from '../protocol/catalog';
import type { InputState } from '../protocol/input-state';
import type { Output } from '../protocol/output';
import { listed, streamFacts, syncFacts } from '../report/facts';
import { reportProgress } from '../report/progress';
import { SyncMeter } from '../report/sync-meter';
import { StreamState, type StateProblem } from '../state/stream-state';
import type { ConfiguredStream } from '../stream/configured-stream';
import { EndpointHealth } from '../stream/endpoint-health';
import { explainForbidden } from './oauth-scopes';
import { Offers } from './offers';
import type { Session } from './session';
import { StreamReader } from './stream-reader';
import { Warnings } from './warnings';

/** A shorter wait is not reported to the platform. */
const SHORT_WAIT_MS = 3000;
/** Waits of at least this length are logged. */
const LONG_WAIT_MS = 10_000;

export interface ReadOptions {
  readonly catalog: ConfiguredCatalog;
  readonly states: ReadonlyMap<string, StreamState>;
  readonly session: Session;
  /** For the first line of the log. */
  readonly about: { readonly version: string; readonly region: string };
  /** The streams that are being read, kept up to date. */
  readonly open: Set<string>;
  readonly output: Output;
  readonly signal: AbortSignal;
}

interface MeteredOptions extends ReadOptions {
  readonly meter: SyncMeter;
}

/** The state of each stream to read. Logs its oddities. */
export function readStates(
  models: readonly StreamModel[],
  catalog: ConfiguredCatalog,
  input: InputState,
  output: Output,
): ReadonlyMap<string, StreamState> {
  const states = new Map<string, StreamState>();
  for (const { name } of catalog.streams) {
    const model = models.find((candidate) => candidate.name === name);
    if (!model) continue;
    const state = new StreamState(input.streams.get(name), {
      ...(model.partitions ? { partitionField: model.partitions.field } : {}),
      ...(model.cursor
        ? { cursorField: model.cursor.field, cursorFormat: model.cursor.format }
        : {}),
    });
    for (const oddity of state.problems) logLine(output, STATE_PROBLEMS[oddity], { stream: name });
    states.set(name, state);
  }
  return states;
}

const STATE_PROBLEMS: Readonly<Record<StateProblem, LogLine>> = {
  'no cursors': READ_LINES.unrecognisedState,
  'unreadable cursor': READ_LINES.unreadableCursor,
  'newer version': READ_LINES.newerState,
};

/** Reads the catalog's streams concurrently. Returns the names of those that did not reach COMPLETE. */
export async function readStreams(given: ReadOptions): Promise<readonly string[]> {
  const meter = new SyncMeter(given.session.meter, given.output);
  logStart(given);
  const endProgress = reportProgress(meter, given.output);
  try {
    return await readAll({ ...given, meter });
  } finally {
    endProgress();
  }
}

async function readAll(options: MeteredOptions): Promise<readonly string[]> {
  const { catalog, session, output } = options;
  const readers = new Map<string, StreamReader>();
  const warnings = warningsOf(options, (stream, partition, count) => {
    readers.get(stream)?.noteStatedRecords(partition, count);
  });
  const pageGate = new ConcurrencyGate(() => session.concurrency);
  const endpoints = new EndpointHealth();
  const offers = new Offers(session, endpoints, options.signal);
  const shared = { warnings, endpoints, offers, pageGate };
  const failed: string[] = [];
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
      logLine(output, REPORT_LINES.streamEnded, streamFacts(meter.figures()));
      if (error === undefined) {
        output.status(name, 'COMPLETE');
        return;
      }
      failed.push(name);
      const report = (): void => {
        reportIncomplete(name, error, output);
      };
      if (error?.failureType === 'config_error') lastReports.push(report);
      else report();
    }),
  );
  for (const report of lastReports) report();
  warnings.logKeylessRecords();
  logEnd(options, failed);
  return failed;
}

function logStart({ catalog, session, about, output }: ReadOptions): void {
  const streams = catalog.streams.map(({ name, syncMode }) => `${name} (${syncMode})`);
  const facts = { ...about, api: session.host, streams: listed(streams) };
  logLine(output, REPORT_LINES.syncStarted, facts);
}

function warningsOf(
  { catalog, session, output }: ReadOptions,
  onStatedRecords: (stream: string, partition: string, count: number) => void,
): Warnings {
  const schemas = new Map(session.streams.map(({ name, model }) => [name, model.schema]));
  const deduplicated = catalog.streams.filter(({ isDeduplicated }) => isDeduplicated === true);
  const names = new Set(deduplicated.map(({ name }) => name));
  return new Warnings(output, schemas, onStatedRecords, names);
}

function logEnd({ catalog, meter, output }: MeteredOptions, failed: readonly string[]): void {
  const names = catalog.streams.map(({ name }) => name);
  const complete = names.filter((name) => !failed.includes(name));
  const incomplete = [...failed, ...(catalog.unknown ?? [])];
  meter.ended();
  logLine(output, REPORT_LINES.syncEnded, syncFacts(meter.figures(), complete, incomplete));
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

function modeOf(stream: ConfiguredStream, wanted: SyncMode): SyncMode {
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
