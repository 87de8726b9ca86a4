import { isUtf8 } from 'node:buffer';
import { PageFormatError, PageShapeError } from '../../errors/page-format-error';
import type { CompiledPlan } from './plan/compiled-plan';
import type { PageNode } from './plan/page-node';
import { invalidUtf8Offset } from './json/invalid-utf8';
import { JsonText } from './json/json-text';
import { PageScanner, type Finding } from './scan/page-scanner';
import { ScannedPage } from './scanned-page';

/**
 * Scans one page, once, for its records and for what the plan needs.
 * @throws PageFormatError unless the page is valid JSON in UTF-8 (no byte order mark) with an array of objects at one of
 * the plan's paths, nested at most `MAX_NESTING` deep.
 */
export function scanPage(bytes: Buffer, plan: CompiledPlan): ScannedPage {
  if (!isUtf8(bytes)) throw new PageFormatError(invalidUtf8Offset(bytes), 'valid UTF-8');
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    throw new PageFormatError(0, 'no byte order mark');
  }
  return recordsOf(bytes, plan);
}

/**
 * Records at one of several places count before a list of something else, that before an empty list, that before no
 * list. The page itself is no record if it has one of the other places: then it is an envelope.
 */
function recordsOf(bytes: Buffer, plan: CompiledPlan): ScannedPage {
  const findings: Found[] = [];
  for (const node of plan.pages) {
    const isEnvelope = findings.some(({ kind }) => kind !== 'absent');
    if (!(node.records && isEnvelope)) findings.push(find(bytes, plan, node));
  }
  const [found] = ORDER.flatMap((kind) => findings.filter((each) => each.kind === kind));
  const isAmbiguous = findings.filter(({ kind }) => kind === 'records').length > 1;
  if (isAmbiguous) throw new PageShapeError(0, 'records at one place only');
  if (!found || 'error' in found) throw found?.error ?? new PageShapeError(0, 'a place of records');
  return found.page;
}

const ORDER = ['records', 'misplaced', 'empty', 'scalar', 'absent'] as const;

type Found =
  | { readonly kind: 'records' | 'empty'; readonly page: ScannedPage }
  | Extract<Finding, { readonly error: PageShapeError }>;

function find(bytes: Buffer, plan: CompiledPlan, node: PageNode): Found {
  const text = new JsonText(bytes);
  const scanner = new PageScanner(text, plan, node);
  const finding = scanner.scan();
  if ('error' in finding) return finding;
  return { ...finding, page: new ScannedPage(text, plan, scanner.table, scanner.envelope) };
}
