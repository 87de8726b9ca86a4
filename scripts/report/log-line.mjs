// @ts-check
// What one line says, in any of the formats in which the connector's output is kept:
//   the connector's own, one message of the Airbyte protocol a line;
//   a job's log downloaded from Airbyte 0.6x to 1.2: `2026-11-28 10:00:00 source > TEXT`, with colours around `source`;
//   from 1.3 on: `2026-11-28 10:00:00 info TEXT`, in the time zone of the browser;
//   a container's log with times in front of the messages.
import { sentenceIn } from './sentences.mjs';

/**
 * @typedef {import('./sentences.mjs').LogLine} LogLine
 * @typedef {import('./sentences.mjs').Facts} Facts
 * @typedef {{ localAt?: number }} Printed when Airbyte printed the line, in an unknown time zone
 * @typedef {{ kind: 'record', stream: string, at: number }} RecordFact
 * @typedef {{ kind: 'request', request: Facts } & Printed} RequestFact
 * @typedef {{ kind: 'sentence', line: LogLine, facts: Facts } & Printed} SentenceFact
 * @typedef {{ kind: 'error', text: string, code: string, failureType: string, stream?: string | undefined, at?: number } & Printed} ErrorFact
 * @typedef {{ kind: 'status', stream: string, status: string, at: number, quotaReset?: number }} StatusFact
 * @typedef {{ kind: 'total', records: number } & Printed} TotalFact
 * @typedef {{ kind: 'failures', text: string } & Printed} FailuresFact the beginning of a list over several lines
 * @typedef {{ kind: 'message' | 'other' | 'attempt' }} OtherFact
 * @typedef {RecordFact | RequestFact | SentenceFact | ErrorFact | StatusFact | TotalFact | FailuresFact | OtherFact} Fact
 */

const RECORD = /^\{"type":"RECORD","record":\{"stream":("(?:[^"\\]|\\.)*"),"emitted_at":(\d+)/u;
const MESSAGE =
  /^\{\s*"type"\s*:\s*"(?:LOG|TRACE|STATE|SPEC|CATALOG|CONNECTION_STATUS|CONTROL|RECORD)"/u;
const INNER_MESSAGE = /(?<=^\S.*)\{"type":"(?:LOG|TRACE|STATE|RECORD)"/u;
// Colours begin with a control character.
const COLOURS = /\u001b\[[0-9;]*m/gu;
const TIME = /^\[?(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:[.,]\d+)?Z?\]?\s/u;
const REQUEST = /\{"timestamp":".*"trace_id":.*\}/u;
const ATTEMPT = /^>> ATTEMPT \d+\/\d+/u;
const TOTAL = /\bRecords read: (\d+)/u;
const FAILURES = /\b[Ff]ailures: (\[.*)$/u;

/**
 * @param {string} line
 * @returns {Fact}
 */
export function factOf(line) {
  if (line.startsWith('{"type":"RECORD"')) return recordFact(line);
  if (MESSAGE.test(line)) return messageFact(line);
  const text = line.replaceAll(COLOURS, '');
  if (ATTEMPT.test(text)) return { kind: 'attempt' };
  const localAt = timeOf(text);
  const inner = localAt === undefined ? -1 : text.search(INNER_MESSAGE);
  if (inner !== -1) return innerFact(text.slice(inner), localAt);
  return textFact(text, localAt) ?? { kind: 'other' };
}

/** @returns {Fact} */
function recordFact(/** @type {string} */ line) {
  const [, stream, at] = RECORD.exec(line) ?? [];
  if (stream === undefined) return { kind: 'message' };
  return { kind: 'record', stream: JSON.parse(stream), at: Number(at) };
}

/**
 * A message behind the time that a container's log prints.
 *
 * @param {string} line
 * @param {number | undefined} localAt
 * @returns {Fact}
 */
function innerFact(line, localAt) {
  return line.startsWith('{"type":"RECORD"') ? recordFact(line) : messageFact(line, localAt);
}

/**
 * @param {string} line
 * @param {number} [localAt]
 * @returns {Fact}
 */
function messageFact(line, localAt) {
  // A state may be large, and says nothing here.
  if (line.startsWith('{"type":"STATE"')) return { kind: 'message' };
  const message = parsed(line);
  if (message?.type === 'LOG')
    return textFact(String(message.log?.message), localAt) ?? { kind: 'message' };
  if (message?.type === 'TRACE') return traceFact(message.trace ?? {}) ?? { kind: 'message' };
  return { kind: 'message' };
}

/**
 * @param {any} trace
 * @returns {Fact | undefined}
 */
function traceFact({ emitted_at: at, error, stream_status: status }) {
  if (error) {
    const { message, internal_message: internal, failure_type: failureType } = error;
    const stream = error.stream_descriptor?.name;
    return {
      kind: 'error',
      at: Number(at),
      text: String(message),
      code: codeIn(internal),
      failureType: String(failureType),
      stream,
    };
  }
  if (!status) return undefined;
  const quotaReset = status.reasons?.[0]?.rate_limited?.quota_reset;
  const { name } = status.stream_descriptor ?? {};
  return {
    kind: 'status',
    at: Number(at),
    stream: String(name),
    status: String(status.status),
    ...(quotaReset && { quotaReset: Number(quotaReset) }),
  };
}

/**
 * @param {string} text
 * @param {number | undefined} localAt
 * @returns {Fact | undefined}
 */
function textFact(text, localAt) {
  const printed = localAt === undefined ? {} : { localAt };
  const [json] = REQUEST.exec(text) ?? [];
  const request = json === undefined ? undefined : parsed(json);
  if (request) return { kind: 'request', request, ...printed };
  const sentence = sentenceIn(text);
  if (sentence) return { kind: 'sentence', ...sentence, ...printed };
  return localAt === undefined ? undefined : platformFact(text, printed);
}

/**
 * What Airbyte itself says of a sync.
 *
 * @param {string} text
 * @param {Printed} printed
 * @returns {Fact | undefined}
 */
function platformFact(text, printed) {
  const [, records] = TOTAL.exec(text) ?? [];
  if (records !== undefined) return { kind: 'total', records: Number(records), ...printed };
  const [, list] = FAILURES.exec(text) ?? [];
  return list === undefined ? undefined : { kind: 'failures', text: list, ...printed };
}

/**
 * One entry of the list of failures in which Airbyte repeats the connector's errors.
 *
 * @param {any} failure
 * @returns {ErrorFact[]}
 */
export function failureFacts({
  failureOrigin,
  failureType,
  internalMessage,
  externalMessage,
  streamDescriptor,
}) {
  if (failureOrigin !== 'source') return [];
  return [
    {
      kind: 'error',
      text: String(externalMessage),
      code: codeIn(internalMessage),
      failureType: String(failureType),
      stream: streamDescriptor?.name,
    },
  ];
}

/** The connector's internal messages begin with the code. */
function codeIn(/** @type {unknown} */ internal) {
  const [code] = /^[a-z][a-z0-9-]*(?=$|:)/u.exec(String(internal)) ?? [];
  return code ?? 'unknown';
}

function timeOf(/** @type {string} */ text) {
  const [, day, time] = TIME.exec(text) ?? [];
  return day === undefined ? undefined : Date.parse(`${day}T${time}Z`);
}

/** @returns {any} */
function parsed(/** @type {string} */ json) {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
