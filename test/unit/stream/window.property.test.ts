import fc from 'fast-check';
import type { WindowModel } from '../../../src/manifest/model';
import { Window } from '../../../src/stream/window';

const model: WindowModel = { from: 'f', to: 't', unit: 'seconds', smallestMs: 1000 };
const window = fc
  .tuple(fc.integer({ min: 0, max: 2_000_000_000 }), fc.integer({ min: 1, max: 5_000_000 }))
  .map(([from, length]) => new Window(model, from, from + length));

/** Whether a window with the strictest reading of its bounds returns a record of that time. */
const strictlyHas = (each: Window, moment: number): boolean =>
  moment > each.from && moment < each.to;

describe('a window', () => {
  it('given any that can be split, when split, then both halves are smaller and there is no gap between them', () => {
    fc.assert(
      fc.property(window, fc.double({ min: 0, max: 1, noNaN: true }), (whole, share) => {
        fc.pre(whole.canSplit());
        const [first, second] = whole.split();
        for (const half of [first, second]) {
          expect(half.to - half.from).toBeLessThan(whole.to - whole.from);
          expect(half.from).toBeGreaterThanOrEqual(whole.from);
          expect(half.to).toBeLessThanOrEqual(whole.to);
        }
        const moment = whole.from + share * (whole.to - whole.from);
        fc.pre(strictlyHas(whole, moment));
        expect(strictlyHas(first, moment) || strictlyHas(second, moment)).toBe(true);
      }),
    );
  });

  it('given any, when split repeatedly, then it ends at two units or less', () => {
    fc.assert(
      fc.property(window, fc.boolean(), (whole, left) => {
        let each = whole;
        for (let depth = 0; each.canSplit(); depth++) {
          expect(depth).toBeLessThan(40);
          each = each.split()[left ? 0 : 1];
        }
        expect(each.to - each.from).toBeLessThanOrEqual(
          Math.max(2, Math.min(2, whole.to - whole.from)),
        );
      }),
    );
  });

  it('given a record, when located, then only one well within cannot be in an adjacent half', () => {
    fc.assert(
      fc.property(window, fc.integer({ min: 0, max: 1_000_000 }), (whole, offset) => {
        fc.pre(whole.canSplit());
        const [first, second] = whole.split();
        const moment = whole.from + (offset % (whole.to - whole.from));
        const inBoth = moment >= second.from && moment <= first.to;
        if (inBoth)
          expect([first.place(moment * 1000), second.place(moment * 1000)]).not.toContain('inside');
      }),
    );
  });
});
