import type { JsonValue } from '../config/json';
import { isJsonObject } from '../config/json';
import type { Redactor } from '../config/redaction';
import type { HttpResponse } from './http';
import { TEXT_LIMITS } from './limits';

/**
 * What a server says about its refusal, fit to be shown: its message where it has one, or how its text begins. Masked
 * before it is cut, or half of a secret might be left at the end, which nobody would know later.
 */
export function apiMessage(body: Buffer, redactor: Redactor): string {
  const { maxInspectedBytes, maxMessageCharacters, maxExcerptCharacters } = TEXT_LIMITS;
  const text = body.toString('utf8', 0, maxInspectedBytes);
  const message = body.length > maxInspectedBytes ? undefined : messageIn(text);
  return message === undefined
    ? redactor.redact(text.trim(), maxExcerptCharacters)
    : redactor.redact(message, maxMessageCharacters);
}

function messageIn(text: string): string | undefined {
  try {
    return messageOf(JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

/** By Spring, RFC 9457 and JSON:API, and by OAuth, whose description explains the code in front of it. */
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

/** `X-Request-Id`, `X-Amzn-RequestId`, `X-Correlation-ID`, `X-B3-TraceId`, `CF-RAY` and their like. */
const REQUEST_ID =
  /^(?:[\w-]*(?:request|correlation|trace|transaction)-?id|cf-ray|x-amz-cf-id|x-amzn-trace-id|traceparent)$/;

/** By what a server's operator finds a request again: `request id abc`, or undefined where an answer has none. */
export function requestIds(
  { headers }: Pick<HttpResponse, 'headers'>,
  redactor: Redactor,
): string | undefined {
  const { maxRequestIds, maxRequestIdCharacters } = TEXT_LIMITS;
  const shown = Object.entries(headers)
    .filter(([name, value]) => REQUEST_ID.test(name) && value.trim() !== '')
    .slice(0, maxRequestIds)
    .map(([name, value]) => `${name} ${redactor.redact(value.trim(), maxRequestIdCharacters)}`);
  return shown.length === 0 ? undefined : `request id ${shown.join(', ')}`;
}
