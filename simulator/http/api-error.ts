import type { Switches } from '../switches';
import { bodyOf, json, type Reply } from './exchange';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** A refusal of the API. Without a message it is bare: a status only. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message = '',
    /** Absent: as the switch says. */
    readonly form?: Switches['errorBody'],
  ) {
    super(message);
  }
}

/** Error bodies are undocumented. By default they look like those of the framework that Navan's headers reveal. */
export function errorReply(
  error: ApiError,
  path: string,
  now: number,
  usual: Switches['errorBody'],
): Reply {
  const form = error.form ?? usual;
  const reason = REASONS[error.status] ?? 'Error';
  if (form === 'html') {
    return {
      status: error.status,
      headers: { 'Content-Type': 'text/html' },
      body: bodyOf(`<html><head><title>${error.status} ${reason}</title></head></html>`),
    };
  }
  if (form === 'empty' || error.message === '') return { status: error.status, body: bodyOf('') };
  if (form === 'text') {
    return {
      status: error.status,
      headers: { 'Content-Type': 'text/plain' },
      body: bodyOf(error.message),
    };
  }
  const timestamp = new Date(now).toISOString();
  return json(
    JSON.stringify({
      timestamp,
      status: error.status,
      error: reason,
      message: error.message,
      path,
    }),
    error.status,
  );
}
