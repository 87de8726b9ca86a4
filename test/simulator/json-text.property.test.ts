import fc from 'fast-check';
import { withMembers, withoutMembers } from '../../simulator/data/json-text';
import { spaced } from '../../simulator/http/spacing';

const object = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });

it('given any object and any members, setting them in its text sets them in its value', () => {
  fc.assert(
    fc.property(object, object, fc.boolean(), (target, values, indent) => {
      const texts = Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)]),
      );
      const text = withMembers(JSON.stringify(target, null, indent ? 2 : 0), texts);
      const plain = JSON.parse(JSON.stringify({ ...target, ...values })) as unknown;
      expect(JSON.parse(text)).toEqual(plain);
    }),
  );
});

it('given any object, removing members of its text leaves the others unchanged', () => {
  fc.assert(
    fc.property(object, (target) => {
      const dropped = Object.keys(target).filter((_, n) => n % 2 === 0);
      const text = withoutMembers(JSON.stringify(target), (key) => dropped.includes(key));
      const kept = Object.fromEntries(
        Object.entries(target).filter(([key]) => !dropped.includes(key)),
      );
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(kept)));
    }),
  );
});

it('given any JSON, adding space changes no value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.parse(spaced(text))).toEqual(JSON.parse(text));
    }),
  );
});
