import { isUtf8 } from 'node:buffer';
import { PageFormatError } from '../../errors/page-format-error';
import type { CompiledPlan } from './plan/compiled-plan';
import { invalidUtf8Offset } from './json/invalid-utf8';
import { JsonText } from './json/json-text';
import { PageScanner } from './scan/page-scanner';
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
  let failure: unknown;
  for (const page of plan.pages) {
    const text = new JsonText(bytes);
    const scanner = new PageScanner(text, plan, page);
    try {
      scanner.scan();
      return new ScannedPage(text, plan, scanner.table, scanner.envelope);
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}
