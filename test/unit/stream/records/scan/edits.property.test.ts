import fc from 'fast-check';
import { canonical, edited } from '../edited';
import { NAMES, oddPage, oddValue } from '../odd-json';
import { scan, written } from '../support';

const steps = fc.array(fc.constantFrom('*', ...NAMES), { minLength: 1, maxLength: 3 });
const pointer = fc.oneof(
  steps,
  fc
    .tuple(fc.array(fc.constantFrom('*', ...NAMES), { maxLength: 2 }), steps)
    .map(([before, behind]) => [...before, '**', ...behind]),
);

const plan = fc.record({
  remove: fc.array(pointer, { maxLength: 4 }),
  add: fc.uniqueArray(fc.record({ name: fc.constantFrom('new', ...NAMES), json: oddValue }), {
    maxLength: 2,
    selector: ({ name }) => name,
  }),
});

describe('any edit', () => {
  test('given pointers and added fields, when written, then the record equals the edited parsed one', () => {
    fc.assert(
      fc.property(oddPage, plan, ({ text, records }, edits) => {
        const page = scan(text, { ...edits, fields: ['id'] });
        records.forEach((record, index) => {
          const line = written(page, index);
          expect(canonical(line)).toBe(edited(record, edits));
          expect(line).not.toMatch(/[\r\n\u2028\u2029\u0085]/);
        });
      }),
      { numRuns: 1500 },
    );
  });

  test('given edits, when written, then no name removed at the top level is left, even if it appeared twice', () => {
    fc.assert(
      fc.property(oddPage, fc.constantFrom(...NAMES), ({ text, records }, name) => {
        const page = scan(text, { remove: [[name]] });
        records.forEach((_, index) => {
          const left = scan(`{"data":[${written(page, index)}]}`).members(0);
          const names = [...left].map((member) => member.name);
          if (name === '*') expect(names).toEqual([]);
          else expect(names).not.toContain(name);
        });
      }),
      { numRuns: 300 },
    );
  });
});
