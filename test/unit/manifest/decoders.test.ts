import { ManifestNode } from '../../../src/manifest/manifest-node';
import {
  component,
  componentOf,
  datetimeFormat,
  dict,
  fields,
  flag,
  integer,
  json,
  list,
  milliseconds,
  oneName,
  oneOf,
  only,
  optional,
  template,
  text,
  type Decoder,
} from '../../../src/manifest/decoders';

const at = (value: unknown, path = 'streams[0]'): ManifestNode => new ManifestNode(value, path, {});
const scope = { nowMs: 0, variables: {} };

describe('a reader of one value', () => {
  it.each<[string, Decoder<unknown>, unknown, unknown]>([
    ['text', text, '', ''],
    ['integer', integer, 0, 0],
    ['flag', flag, false, false],
    ['json', json, { a: [null] }, { a: [null] }],
    ['only', only(true), true, true],
    ['oneOf', oneOf('FAIL', 'RETRY'), 'RETRY', 'RETRY'],
    ['milliseconds', milliseconds, 'PT10S', 10_000],
    ['datetimeFormat', datetimeFormat, '%Y', '%Y'],
    ['oneName', oneName, ['id'], 'id'],
    ['list', list(integer), [1, 2], [1, 2]],
    ['dict', dict(integer), { a: 1 }, new Map([['a', 1]])],
    ['optional, absent', optional(integer), undefined, undefined],
    ['optional, absent, with something else', optional(integer, 7), undefined, 7],
    ['optional, present', optional(integer, 7), 0, 0],
  ])('%s takes what it is for', (_, read, value, expected) => {
    expect(read(at(value))).toEqual(expected);
  });

  it.each<[string, Decoder<unknown>, unknown, RegExp]>([
    ['text', text, 1, /a text, found the number 1/u],
    ['text, absent', text, undefined, /a text, found nothing/u],
    ['integer', integer, 1.5, /a whole number, found the number 1.5/u],
    ['integer as text', integer, '1', /a whole number, found the string "1"/u],
    ['flag', flag, 'true', /true or false, found the string "true"/u],
    ['json', json, [], /a mapping, found a list/u],
    ['json, null', json, null, /a mapping, found null/u],
    ['only', only('GET'), 'POST', /'GET', found the value 'POST'/u],
    ['oneOf', oneOf('FAIL', 'RETRY'), 'RETRI', /'RETRY', found the value 'RETRI'/u],
    ['months as milliseconds', milliseconds, 'P1M', /duration of days.*"P1M"/u],
    ['no duration', milliseconds, '1 day', /duration/u],
    ['datetimeFormat', datetimeFormat, '%Y-%j', /'%.*', found the directive '%j'/u],
    ['oneName with two', oneName, ['a', 'b'], /a list of one name, found a list/u],
    ['oneName with none', oneName, [], /a list of one name/u],
    ['list', list(text), { a: 1 }, /a list, found a mapping/u],
    ['dict', dict(text), 'a', /a mapping, found the string "a"/u],
    ['optional, null', optional(text), null, /a text, found null/u],
  ])('%s refuses anything else with its path', (_, read, value, message) => {
    const reading = (): unknown => read(at(value));
    expect(reading).toThrow(message);
    expect(reading).toThrow('(streams[0])');
  });

  it('given something wrong deep inside, when read, then the path leads to it', () => {
    const read = dict(list(fields({ size: integer })));
    expect(() => read(at({ pages: [{ size: 1 }, { size: 'x' }] }, ''))).toThrow('(pages[1].size)');
  });
});

describe('a component', () => {
  const inner = component('Inner', { value: template() }, ({ value }) => value);
  const outer = component('Outer', { inner: componentOf(inner) }, (read) => read.inner);
  const read = componentOf(outer);

  it('given $parameters around a component and its own, when read, then its own win and both are seen', () => {
    const value = "{{ parameters['a'] }}{{ parameters['b'] }}";
    const place = at({
      type: 'Outer',
      $parameters: { a: 'outer', b: 'outer' },
      inner: { type: 'Inner', $parameters: { b: 'inner' }, value },
    });
    expect(read(place).text(scope)).toBe('outerinner');
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown field', { type: 'Outer', iner: {} }, /\(x\).*'inner', found the field 'iner'/u],
    ['an unknown type', { type: 'Outter' }, /'Outer', found the component type 'Outter'/u],
    ['no type', {}, /a component of type Outer, found a mapping/u],
    ['no mapping', 'Outer', /a mapping, found the string "Outer"/u],
    ['a missing field', { type: 'Outer' }, /\(x\.inner\).*a mapping, found nothing/u],
    [
      'an unknown type inside',
      { type: 'Outer', inner: { type: 'Outer' } },
      /\(x\.inner\).*'Inner', found the component type 'Outer'/u,
    ],
    [
      '$parameters that are no mapping',
      { type: 'Outer', $parameters: 'a', inner: { type: 'Inner', value: '' } },
      /\(x\.\$parameters\).*a mapping/u,
    ],
  ])(
    'given %s, when read, then it is refused with its path and the nearest thing',
    (_, value, message) => {
      expect(() => read(at(value, 'x'))).toThrow(message);
    },
  );
});
