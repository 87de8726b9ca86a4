import type { Redactor } from '../../config/redaction';
import type { HttpResponse } from '../http';

/** `X-Request-Id`, `X-Amzn-RequestId`, `X-Correlation-ID`, `X-B3-TraceId`, `CF-RAY` and their like. */
const NAMES =
  /^(?:[\w-]*(?:request|correlation|trace|transaction)-?id|cf-ray|x-amz-cf-id|x-amzn-trace-id|traceparent)$/;
/** Of each that is shown, in characters; and how many are. */
const LENGTH = 80;
const MOST = 3;

/** By what a server's operator finds a request again: `request id abc`, or undefined where an answer has none. */
export function requestIds(
  { headers }: Pick<HttpResponse, 'headers'>,
  redactor: Redactor,
): string | undefined {
  const found = Object.entries(headers).filter(
    ([name, value]) => NAMES.test(name) && value.trim() !== '',
  );
  if (found.length === 0) return undefined;
  const shown = found
    .slice(0, MOST)
    .map(([name, value]) => `${name} ${redactor.redact(value.trim(), LENGTH)}`);
  return `request id ${shown.join(', ')}`;
}
