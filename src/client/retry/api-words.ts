import type { JsonValue } from '../../config/json';
import { isJsonObject } from '../../config/json';
import type { Redactor } from '../../config/redaction';
import { excerpt } from './excerpt';

/** Characters of a message that are shown: a recorded one lists the date ranges that may be asked for. */
const LENGTH = 300;
/** Longer explanations are not looked into. */
const LOOKED_AT = 64 * 1024;

/** What a server says about its refusal, fit to be shown: its message where it has one, or how its text begins. */
export function apiWords(body: Buffer, redactor: Redactor): string {
  const message = body.length > LOOKED_AT ? undefined : messageIn(body);
  return message === undefined ? excerpt(body, redactor) : redactor.redact(message, LENGTH);
}

function messageIn(body: Buffer): string | undefined {
  try {
    return messageOf(JSON.parse(body.toString('utf8')) as JsonValue);
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
