import { mills, type Field, alwaysNull, instant, text } from '../../data/field';
import type { BookingFacts } from '../facts';

const outside = (b: BookingFacts): boolean => b.random(260) % 5 === 0;
const LEVELS = ['CUSTOM', 'DEFAULT', 'DIRECTOR', 'EXECUTIVE'];

/** Whether policy allowed the booking, and who approved it. */
export function policyFields(emptyViolations: () => string): Field<BookingFacts>[] {
  return [
    ['policyLevel', (b) => text(LEVELS[b.random(261) % 4] ?? null)],
    ['outOfPolicy', (b) => String(outside(b))],
    ['outOfPolicyDescription', (b) => (outside(b) ? '"Above the price cap"' : 'null')],
    ['outOfPolicyViolations', (b) => (outside(b) ? '"PRICE"' : '""')],
    ['outOfPolicyViolationTypes', (b) => (outside(b) ? '["PRICE"]' : emptyViolations())],
    ['approvalStatus', (b) => (outside(b) ? '"APPROVED"' : 'null')],
    ['approvalChangedAt', (b) => (outside(b) ? instant(b.modifiedAt) : 'null')],
    ['approverEmail', (b) => (outside(b) ? '"approver@example.com"' : 'null')],
    ['approverReason', (b) => (outside(b) ? '"Nothing cheaper\\nthat day"' : 'null')],
    ['gsaRate', (b) => (b.type === 'HOTEL' ? String(b.random(262) % 2 === 0) : 'null')],
    ['navanPro', (b) => String(b.random(263) % 10 === 0)],
    [
      'reshopping',
      (b) =>
        b.type === 'HOTEL' && b.random(264) % 3 === 0
          ? `{"reshoppingIsRebooked":false,"reshoppingNewPrice":null,"reshoppingOriginalPrice":${mills(b.base)}}`
          : 'null',
    ],
    [
      'cnr',
      (b) =>
        b.type === 'HOTEL' && b.random(265) % 2
          ? '{"publishedPrice":199.90,"cnrCodes":["EX1"]}'
          : 'null',
    ],
    ...alwaysNull<BookingFacts>('billToClient'),
  ];
}
