import { count, listOf, mapOf, objectOf, orNull, text, amount, type Shape } from '../control/shape';
import { requestMatch, countMatch } from '../http/match-shapes';
import type { Mischief } from './fault';
import { hint } from '../hint';

/** What each kind of fault takes in addition to its kind. */
const FAULTS: Readonly<Record<Mischief['kind'], Shape>> = {
  reset: fault({ afterBytes: count }),
  stall: fault({ afterBytes: count }),
  truncate: fault({ atBytes: count }),
  malformed: fault({ body: text }),
  empty: fault(),
  html: fault(),
  mislabelled: fault({ contentType: text }),
  corruptGzip: fault(),
  truncatedGzip: fault(),
  slow: fault({}, { bytesPerSecond: amount }),
  status: fault({ headers: mapOf(header), body: text }, { status: count }),
  delay: fault({}, { ms: count }),
  redirect: fault({ status: count }, { location: text }),
  hugeHeader: fault({ bytes: count }),
  endless: fault(),
  bom: fault(),
  invalidUtf8: fault(),
  unknownEncoding: fault(),
  gzipBomb: fault({ bytes: count }),
  replace: fault({}, { find: text, by: text }),
  headers: fault({}, { headers: mapOf(orNull(text)) }),
};

export const faultList: Shape = listOf(
  objectOf({ match: objectOf({ ...requestMatch, ...countMatch }) }, { fault: mischief }),
);

type Shapes = Readonly<Record<string, Shape>>;

function fault(optional: Shapes = {}, required: Shapes = {}): Shape {
  return objectOf(optional, { kind: text, ...required });
}

function mischief(value: unknown, where: string): void {
  const kind = (value as { readonly kind?: unknown } | null)?.kind;
  const known = Object.keys(FAULTS);
  if (typeof kind !== 'string') throw new TypeError(`${where} needs a "kind"`);
  if (!Object.hasOwn(FAULTS, kind))
    throw new TypeError(`${where} is no fault: "${kind}"; ${hint(kind, known)}`);
  FAULTS[kind as Mischief['kind']](value, where);
}

/** Node accepts numbers and lists too. */
function header(value: unknown, where: string): void {
  if (Array.isArray(value)) listOf(text)(value, where);
  else if (typeof value !== 'number') text(value, where);
}
