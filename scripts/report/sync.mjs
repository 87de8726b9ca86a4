// @ts-check
// What a log says about one run of the connector, as it is read. Nothing here grows with the number of records.
import { outcomeOf, RequestColumns } from './columns.mjs';
import { CountsOverTime } from './counts-over-time.mjs';
import { CLIENT_LINES, ERROR_KINDS, READ_LINES, REPORT_LINES } from './sentences.mjs';
import { Windows } from './windows.mjs';

/** @typedef {import('./log-line.mjs').Facts} Facts */
/** @typedef {{ at: number, isLocal: boolean, text: string, facts: Facts }} Event */
/** @typedef {{ code: string, title: string | undefined, text: string, failureType: string, action: string | undefined, streams: Set<string>, count: number, at: number }} ErrorGroup */
/** @typedef {{ text: string, action: string, facts: Facts, count: number }} Warning */

const MOST_EVENTS = 50_000;
const MOST_ERRORS = 50;
const MOST_STREAMS = 200;

/** Sentences whose time matters. */
const TIMED = new Set(
  [
    ...Object.values(CLIENT_LINES),
    ...Object.values(REPORT_LINES),
    READ_LINES.waiting,
    READ_LINES.split,
  ].map(({ text }) => text),
);

export class Sync {
  /** @type {string | undefined} */
  traceId;
  /** Of the line that starts a sync; a check or a discovery has none. @type {Facts | undefined} */
  started;
  /** Of its last line. @type {Facts | undefined} */
  ended;
  /** Of the line that starts each stream. @type {Map<string, Facts>} */
  plans = new Map();
  /** Of the line that ends each stream. @type {Map<string, Facts>} */
  ends = new Map();
  /** By the platform's status messages. @type {Map<string, string>} */
  statuses = new Map();
  requests = new RequestColumns();
  tokenRequests = 0;
  resends = 0;
  /** @type {Map<string, number>} */
  requestsOfStream = new Map();
  /** Failed attempts by `error.type`. @type {Map<string, number>} */
  failures = new Map();
  windows = new Windows();
  /** @type {Map<string, CountsOverTime>} */
  records = new Map();
  /** All streams, as Airbyte and progress lines count them. @type {{ at: number, isLocal: boolean, records: number }[]} */
  totals = [];
  /** @type {Map<string, ErrorGroup>} */
  errors = new Map();
  /** @type {Map<string, Warning>} */
  warnings = new Map();
  /** @type {Event[]} */
  events = [];
  /** Waits for the rate limit that status messages announce. @type {{ from: number, to: number }[]} */
  announcedWaits = [];
  /** Airbyte's clock minus the connector's. @type {number | undefined} */
  localOffsetMs;
  hasLocalTimes = false;
  /** Of anything with a time. */
  first = Infinity;
  last = -Infinity;
  firstLocal = Infinity;
  lastLocal = -Infinity;

  get isEmpty() {
    const found =
      this.requests.count +
      this.tokenRequests +
      this.errors.size +
      this.records.size +
      this.statuses.size;
    return (
      found === 0 &&
      this.started === undefined &&
      this.plans.size === 0 &&
      this.ended === undefined &&
      this.ends.size === 0
    );
  }

  /** @param {import('./log-line.mjs').Fact} fact */
  take(fact) {
    if (fact.kind === 'request') this.#request(fact);
    else if (fact.kind === 'record') this.#record(fact);
    else if (fact.kind === 'sentence') this.#sentence(fact);
    else if (fact.kind === 'error') this.#error(fact);
    else if (fact.kind === 'status') this.#status(fact);
    else if (fact.kind === 'total') this.#total(fact.records, fact);
  }

  /** @param {import('./log-line.mjs').RequestFact} fact */
  #request({ request, localAt }) {
    const sentAt = Date.parse(String(request['timestamp']));
    if (!isTime(sentAt)) return;
    const seconds = numberOf(request['http.client.request.duration']);
    const endedAt = sentAt + seconds * 1000;
    if (localAt !== undefined) this.localOffsetMs ??= zoneOffset(localAt - endedAt);
    this.#seen(sentAt);
    this.#seen(endedAt);
    const stream = request['airbyte.stream'];
    if (stream === undefined) {
      this.tokenRequests += 1;
      return;
    }
    const outcome = outcomeOf(request['navan.outcome']);
    const resends = numberOf(request['http.request.resend_count']);
    if (resends > 0) this.resends += 1;
    this.requests.add(sentAt, seconds, numberOf(request['navan.wait_seconds']), outcome);
    count(this.requestsOfStream, String(stream));
    if (request['error.type'] !== undefined) count(this.failures, String(request['error.type']));
    // The connector asks an ended stream again to find out whether the whole API is down.
    if (!this.ends.has(String(stream)))
      this.windows.add(placeOf(request), { sentAt, endedAt, resends, outcome });
  }

  /** @param {import('./log-line.mjs').RecordFact} fact */
  #record({ stream, at }) {
    if (!isTime(at)) return;
    this.#seen(at);
    let counts = this.records.get(stream);
    if (counts === undefined && this.records.size < MOST_STREAMS)
      this.records.set(stream, (counts = new CountsOverTime()));
    counts?.add(at);
  }

  /** @param {import('./log-line.mjs').SentenceFact} fact */
  #sentence(fact) {
    const { line, facts } = fact;
    this.#seenLocal(fact);
    if (line.text === REPORT_LINES.progress.text || line.text === REPORT_LINES.syncEnded.text)
      this.#seenAfter(numberOf(facts['seconds']), fact);
    const stream = String(facts['stream']);
    if (line.text === REPORT_LINES.syncStarted.text) this.started = facts;
    if (line.text === REPORT_LINES.syncEnded.text) this.ended = facts;
    if (line.text === REPORT_LINES.streamStarted.text) this.plans.set(stream, facts);
    if (line.text === REPORT_LINES.streamEnded.text) this.ends.set(stream, facts);
    if (line.text === REPORT_LINES.progress.text) this.#total(numberOf(facts['records']), fact);
    if (line.level === 'WARN') this.#warning(line, facts);
    if (TIMED.has(line.text) && this.events.length < MOST_EVENTS)
      this.events.push({ ...this.#time(fact), text: line.text, facts });
  }

  #warning(
    /** @type {import('./log-line.mjs').LogLine} */ { text, action },
    /** @type {Facts} */ facts,
  ) {
    const known = this.warnings.get(text);
    if (known) known.count += 1;
    else this.warnings.set(text, { text, action, facts, count: 1 });
  }

  /** @param {import('./log-line.mjs').ErrorFact} fact */
  #error({ code, text, failureType, stream, at }) {
    const key = `${code}\n${text}`;
    let group = this.errors.get(key);
    if (group === undefined) {
      if (this.errors.size === MOST_ERRORS) return;
      const kind = ERROR_KINDS.get(code);
      group = {
        code,
        title: kind?.title,
        text,
        failureType,
        action: kind?.action,
        streams: new Set(),
        count: 0,
        at: at ?? 0,
      };
      this.errors.set(key, group);
    }
    group.count += 1;
    if (stream !== undefined) group.streams.add(stream);
    if (at !== undefined && isTime(at)) this.#seen(at);
  }

  /** @param {import('./log-line.mjs').StatusFact} fact */
  #status({ stream, status, at, quotaReset }) {
    if (!isTime(at)) return;
    this.#seen(at);
    if (this.statuses.size < MOST_STREAMS || this.statuses.has(stream))
      this.statuses.set(stream, status);
    if (quotaReset !== undefined && this.announcedWaits.length < MOST_EVENTS)
      this.announcedWaits.push({ from: at, to: quotaReset });
  }

  /**
   * @param {number} records
   * @param {import('./log-line.mjs').Printed} printed
   */
  #total(records, printed) {
    this.#seenLocal(printed);
    if (this.totals.length < MOST_EVENTS) this.totals.push({ ...this.#time(printed), records });
  }

  /** A message of the protocol has no time of its own: it is as late as what came before. */
  #time(/** @type {import('./log-line.mjs').Printed} */ { localAt }) {
    if (localAt !== undefined) return { at: localAt, isLocal: true };
    return { at: this.last, isLocal: false };
  }

  /** While requests are on hold, only these lines say how late it is. */
  #seenAfter(
    /** @type {number} */ seconds,
    /** @type {import('./log-line.mjs').Printed} */ { localAt },
  ) {
    if (localAt === undefined && Number.isFinite(this.first))
      this.#seen(this.first + seconds * 1000);
  }

  #seen(/** @type {number} */ at) {
    this.first = Math.min(this.first, at);
    this.last = Math.max(this.last, at);
  }

  #seenLocal(/** @type {import('./log-line.mjs').Printed} */ { localAt }) {
    if (localAt === undefined) return;
    this.hasLocalTimes = true;
    this.firstLocal = Math.min(this.firstLocal, localAt);
    this.lastLocal = Math.max(this.lastLocal, localAt);
  }
}

/**
 * A damaged log may name any number of things; further ones are left out.
 *
 * @param {Map<string, number>} counts
 * @param {string} name
 */
function count(counts, name) {
  const known = counts.get(name);
  if (known !== undefined || counts.size < MOST_STREAMS) counts.set(name, (known ?? 0) + 1);
}

/** Airbyte's pages print the browser's time: whole quarters of an hour from UTC. */
function zoneOffset(/** @type {number} */ differenceMs) {
  const quarter = 15 * 60_000;
  return Math.round(differenceMs / quarter) * quarter;
}

/** Until the year 2200: a damaged number must not stretch the page. */
const isTime = (/** @type {number} */ at) => at > 0 && at < Date.UTC(2200);

function placeOf(/** @type {Facts} */ request) {
  const text = (/** @type {string} */ name) => String(request[name] ?? '');
  return {
    stream: text('airbyte.stream'),
    partition: text('navan.partition'),
    window: text('navan.window'),
    page: request['navan.page'],
  };
}

function numberOf(/** @type {unknown} */ value) {
  const number = Number(value ?? 0);
  return Number.isFinite(number) ? number : 0;
}
