import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';
import type { Redactor } from '../config/redaction';
import type { HttpResponse } from './http';
import { TEXT_LIMITS } from './limits';

/**
 * The server's message, or the start of its text, safe to show. Masked before it is cut: a cut could leave half a
 * secret at the end that no mask would match. Anything else may be data about people: of JSON without a message only
 * the members' names are shown, of a text that may be data only its size.
 */
export function apiMessage(body: Buffer, redactor: Redactor): string {
  const { maxInspectedBytes, maxMessageCharacters, maxExcerptCharacters } = TEXT_LIMITS;
  const text = body.toString('utf8', 0, maxInspectedBytes).trim();
  const json = jsonIn(text);
  const message = isJsonObject(json) ? messageOf(json) : messageIn(json);
  if (message !== undefined) return redactor.redact(message, maxMessageCharacters);
  const words = typeof json === 'string' ? json.trim() : text;
  if (LIKE_JSON.test(words)) return redactor.redact(membersOf(json), maxExcerptCharacters);
  if (isPlain(words)) return redactor.redact(words, maxExcerptCharacters);
  return `a text of ${String(body.length)} bytes`;
}

/** The beginning of an object, a list or a text, whole or cut. */
const LIKE_JSON = /^[[{"]/;

function jsonIn(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** A sentence, a status or a web page, as servers and gateways send them: no table and no other markup. */
function isPlain(text: string): boolean {
  if (/^<(?:!doctype html|html)/i.test(text)) return true;
  return !/[{}<>@;|\t]/.test(text) && (text.match(/[\n,]/g) ?? []).length < 4;
}

const MEMBER_NAME = /^[A-Za-z_]\w{0,39}$/;
const MOST_MEMBERS = 10;

function membersOf(json: JsonValue | undefined): string {
  const all = isJsonObject(json) ? Object.keys(json) : [];
  const names = all.filter((name) => MEMBER_NAME.test(name)).slice(0, MOST_MEMBERS);
  return names.length === 0
    ? 'JSON without a message'
    : `JSON without a message, with ${names.join(', ')}`;
}

/** In a list of errors; its texts alone say nothing of what they are. */
function messageIn(value: JsonValue | undefined): string | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter(isJsonObject).map(messageOf).find(isText);
}

/** Reads Spring, RFC 9457, JSON:API and OAuth errors. OAuth's description explains the code before it. */
function messageOf(value: JsonObject): string | undefined {
  const description = textOf(value['error_description']);
  if (description !== undefined)
    return [textOf(value['error']), description].filter(Boolean).join(': ');
  const members = ['message', 'detail', 'defaultMessage', 'errors', 'error'];
  const found = members.map((name) => valueOf(value[name])).find(isText);
  // Without these it may be a person's.
  const isProblem = ['status', 'type', 'detail', 'code'].some((name) => name in value);
  return (
    found ?? (isProblem || Object.keys(value).length === 1 ? textOf(value['title']) : undefined)
  );
}

/** Of a member that holds messages: a text, an error, or a list of either. */
function valueOf(value: JsonValue | undefined): string | undefined {
  if (isJsonObject(value)) return messageOf(value);
  if (Array.isArray(value)) return value.map(valueOf).find(isText);
  return textOf(value);
}

const isText = (text: string | undefined): text is string => text !== undefined;

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** `X-Request-Id`, `X-Amzn-RequestId`, `X-Correlation-ID`, `X-B3-TraceId`, `CF-RAY` and similar. */
const REQUEST_ID =
  /^(?:[\w-]*(?:request|correlation|trace|transaction)-?id|cf-ray|x-amz-cf-id|x-amzn-trace-id|traceparent)$/;

/** IDs with which the server's operator can find the request (`request id abc`); undefined if there are none. */
export function requestIds(
  response: Pick<HttpResponse, 'headers'>,
  redactor: Redactor,
): string | undefined {
  const shown = requestIdHeaders(response, redactor).map(([name, value]) => `${name} ${value}`);
  return shown.length === 0 ? undefined : `request id ${shown.join(', ')}`;
}

/** The headers with these IDs, a few at most; secrets masked. */
export function requestIdHeaders(
  { headers }: Pick<HttpResponse, 'headers'>,
  redactor: Redactor,
): readonly (readonly [name: string, value: string])[] {
  const { maxRequestIds, maxRequestIdCharacters } = TEXT_LIMITS;
  return Object.entries(headers)
    .filter(([name, value]) => REQUEST_ID.test(name) && value.trim() !== '')
    .slice(0, maxRequestIds)
    .map(([name, value]) => [name, redactor.redact(value.trim(), maxRequestIdCharacters)]);
}
