import type { HttpResponse } from '../http';

const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json\b/i;

/** What is wrong with a successful JSON response, without parsing it; undefined if nothing is. */
export function bodyFlaw({ headers, body }: HttpResponse): string | undefined {
  if (isBlank(body)) return 'the body is empty';
  const type = headers['content-type'];
  if (type !== undefined && !JSON_TYPE.test(type.trim())) return 'the body is not declared as JSON';
  // From a proxy or a maintenance page, declared as JSON.
  return startsLikeHtml(body) ? 'the body is a web page' : undefined;
}

/** Whether a response is HTML, by its content type or its first characters. */
export function isWebPage({ headers, body }: HttpResponse): boolean {
  const isDeclared = /^\s*(?:text\/html|application\/xhtml)/i.test(headers['content-type'] ?? '');
  return (
    startsLikeHtml(body) ||
    (isDeclared && !isBlank(body) && !/[{[]/.test(firstCharacter(body) ?? ''))
  );
}

/** What the API sends with a 404; a gateway that has no such route sends text or a web page. */
export function isJsonOrEmpty({ headers, body }: HttpResponse): boolean {
  if (isBlank(body)) return !/html/i.test(headers['content-type'] ?? '');
  return /[{["]/.test(firstCharacter(body) ?? '');
}

function startsLikeHtml(body: Buffer): boolean {
  return firstCharacter(body) === '<';
}

function isBlank(body: Buffer): boolean {
  return body.length === 0 || (body.length < 1024 && body.toString('latin1').trim() === '');
}

function firstCharacter(body: Buffer): string | undefined {
  return body.toString('latin1', 0, 64).trimStart()[0];
}
