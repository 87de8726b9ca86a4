import { isUtf8 } from 'node:buffer';
import { PageFormatError } from '../../errors/page-format-error';
import type { CompiledPlan } from './plan/compiled-plan';
import { invalidUtf8Offset } from './json/invalid-utf8';
import { JsonText } from './json/json-text';
import { PageScanner, type Flaw } from './scan/page-scanner';
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
 * An empty list gives way to a later path with records, but never to the page itself: a page with the list's member is
 * an envelope and no record.
 */
function recordsOf(bytes: Buffer, plan: CompiledPlan): ScannedPage {
  let isEnvelope = false;
  let empty: ScannedPage | undefined;
  let flaw: Flaw | undefined;
  for (const node of plan.pages) {
    if (node.records && isEnvelope) continue;
    const text = new JsonText(bytes);
    const scanner = new PageScanner(text, plan, node);
    const finding = scanner.scan();
    isEnvelope ||= finding.kind !== 'absent';
    if ('error' in finding) {
      if (!empty && flaw?.kind !== 'misplaced') flaw = finding;
    } else {
      const page = new ScannedPage(text, plan, scanner.table, scanner.envelope);
      if (finding.kind === 'records') return page;
      empty ??= page;
    }
  }
  if (flaw && (flaw.kind === 'misplaced' || !empty)) throw flaw.error;
  return empty as ScannedPage;
}
