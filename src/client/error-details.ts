import { isJsonObject, type JsonValue } from '../config/json';
import type { Redactor } from '../config/redaction';
import type { HttpResponse } from './http';
import { TEXT_LIMITS } from './limits';

/**
 * The server's message, or the start of its text, safe to show. Masked before it is cut: a cut could leave half a
 * secret at the end that no mask would match. Of JSON without a message only the members' names: the rest may be data
 * about people.
 */
export function apiMessage(body: Buffer, redactor: Redactor): string {
  const { maxInspectedBytes, maxMessageCharacters, maxExcerptCharacters } = TEXT_LIMITS;
  const text = body.toString('utf8', 0, maxInspectedBytes);
  const json = jsonIn(text);
  const message = messageOf(json);
  if (message !== undefined) return redactor.redact(message, maxMessageCharacters);
  const excerpt = LIKE_JSON.test(text) ? membersOf(json) : text.trim();
  return redactor.redact(excerpt, maxExcerptCharacters);
}

/** The beginning of an object or a list, whole or cut. */
const LIKE_JSON = /^\s*[[{]/;

function jsonIn(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function membersOf(json: JsonValue | undefined): string {
  const names = isJsonObject(json) ? Object.keys(json).join(', ') : '';
  return names === '' ? 'JSON without a message' : `JSON without a message, with ${names}`;
}

/** Reads Spring, RFC 9457, JSON:API and OAuth errors. OAuth's description explains the code before it. */
function messageOf(value: JsonValue | undefined): string | undefined {
  if (Array.isArray(value)) return value.map(messageOf).find((text) => text !== undefined);
  if (!isJsonObject(value)) return textOf(value);
  const description = textOf(value['error_description']);
  if (description !== undefined)
    return [textOf(value['error']), description].filter(Boolean).join(': ');
  const members = ['message', 'detail', 'defaultMessage', 'errors', 'error', 'title'];
  return members.map((name) => messageOf(value[name])).find((text) => text !== undefined);
}

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
