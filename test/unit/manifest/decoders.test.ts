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
  primaryKey,
  namePath,
  optional,
  template,
  text,
  type Decoder,
} from '../../../src/manifest/decoders';

const at = (value: unknown, path = 'streams[0]'): ManifestNode => new ManifestNode(value, path, {});
const scope = { nowMs: 0, variables: {} };

describe('a decoder of a single value', () => {
  it.each<[string, Decoder<unknown>, unknown, unknown]>([
    ['text', text, '', ''],
    ['integer', integer(0), 0, 0],
    ['flag', flag, false, false],
    ['json', json, { a: [null] }, { a: [null] }],
    ['oneOf, of one', oneOf(true), true, true],
    ['oneOf', oneOf('FAIL', 'RETRY'), 'RETRY', 'RETRY'],
    ['milliseconds', milliseconds, 'PT10S', 10_000],
    ['datetimeFormat', datetimeFormat, '%Y-%m-%d', '%Y-%m-%d'],
    ['oneName', oneName, ['id'], 'id'],
    ['primaryKey, a text', primaryKey, 'id', 'id'],
    ['primaryKey, a list of one', primaryKey, ['id'], 'id'],
    ['primaryKey, a list of one path', primaryKey, [['id']], 'id'],
    ['namePath', namePath(), ['page', 'total'], ['page', 'total']],
    ['namePath with a wildcard', namePath('*'), ['people', '*', 'id'], ['people', '*', 'id']],
    ['datetimeFormat with a zone', datetimeFormat, '%Y-%m-%dT%H:%M:%S%z', '%Y-%m-%dT%H:%M:%S%z'],
    ['list', list(integer(0)), [1, 2], [1, 2]],
    ['dict', dict(integer(0)), { a: 1 }, new Map([['a', 1]])],
    ['optional, absent', optional(integer(0)), undefined, undefined],
    ['optional, absent, with something else', optional(integer(0), 7), undefined, 7],
    ['optional, present', optional(integer(0), 7), 0, 0],
  ])('%s accepts what it is for', (_, read, value, expected) => {
    expect(read(at(value))).toEqual(expected);
  });

  it.each<[string, Decoder<unknown>, unknown, RegExp]>([
    ['text', text, 1, /a text, found the number 1/u],
    ['text, absent', text, undefined, /a text, found nothing/u],
    ['integer', integer(0), 1.5, /a whole number of at least 0, found the number 1.5/u],
    ['integer below the least', integer(1), 0, /at least 1, found the number 0/u],
    ['integer as text', integer(0), '1', /a whole number.*, found the string "1"/u],
    ['flag', flag, 'true', /true or false, found the string "true"/u],
    ['json', json, [], /a mapping, found a list/u],
    ['json, null', json, null, /a mapping, found null/u],
    ['oneOf, of one', oneOf('GET'), 'POST', /'GET', found the value 'POST'/u],
    ['oneOf, absent', oneOf('GET'), undefined, /'GET', found nothing/u],
    ['oneOf', oneOf('FAIL', 'RETRY'), 'RETRI', /'RETRY', found the value 'RETRI'/u],
    ['months as milliseconds', milliseconds, 'P1M', /duration of days.*"P1M"/u],
    ['no duration', milliseconds, '1 day', /duration/u],
    ['datetimeFormat', datetimeFormat, '%Y-%j', /'%.*', found the directive '%j'/u],
    ['oneName with two', oneName, ['a', 'b'], /a list of one name, found a list/u],
    ['oneName with none', oneName, [], /a list of one name/u],
    ['primaryKey of two', primaryKey, ['a', 'b'], /one top-level field.*found a list of 2/u],
    ['primaryKey of two paths', primaryKey, [['a'], ['b']], /one top-level field/u],
    ['primaryKey below the top', primaryKey, [['a', 'b']], /one top-level field/u],
    ['primaryKey of none', primaryKey, [], /one top-level field/u],
    ['primaryKey, absent', primaryKey, undefined, /a text, found nothing/u],
    ['namePath of none', namePath(), [], /a list of at least 1/u],
    ['namePath with a wildcard', namePath(), ['*'], /the name of a field, found/u],
    ['namePath with a pattern', namePath('*'), ['passp*'], /the name of a field or \*/u],
    ['namePath with an index', namePath('*'), ['people', '0'], /the name of a field or \*/u],
    ['an expression as text', text, "{{ config['a'] }}", /a text without an expression/u],
    ['datetimeFormat of a day in another order', datetimeFormat, '%d/%m/%Y', /ISO 8601/u],
    ['datetimeFormat of months before years', datetimeFormat, '%Y-%d-%m', /ISO 8601/u],
    ['datetimeFormat of epoch seconds', datetimeFormat, '%s', /ISO 8601/u],
    ['list that is too short', list(text, 1), [], /a list of at least 1, found a list of 0/u],
    ['list', list(text), { a: 1 }, /a list, found a mapping/u],
    ['dict', dict(text), 'a', /a mapping, found the string "a"/u],
    ['optional, null', optional(text), null, /a text, found null/u],
  ])('%s rejects anything else with its path', (_, read, value, message) => {
    const reading = (): unknown => read(at(value));
    expect(reading).toThrow(message);
    expect(reading).toThrow('(streams[0]');
  });

  it('given a nested error, when read, then the path leads to it', () => {
    const read = dict(list(fields({ size: integer(0) })));
    expect(() => read(at({ pages: [{ size: 1 }, { size: 'x' }] }, ''))).toThrow('(pages[1].size)');
  });
});

describe('a component', () => {
  const inner = component('Inner', { value: template() }, ({ value }) => value);
  const outer = component('Outer', { inner: componentOf(inner) }, (read) => read.inner);
  const read = componentOf(outer);

  it('given $parameters around a component and its own, when read, then its own win and both apply', () => {
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
    [
      'a field left out for $parameters to fill',
      { type: 'Outer', $parameters: { inner: { type: 'Inner', value: '' } } },
      /\(x\.inner\).*the value in the field itself, found it under \$parameters/u,
    ],
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
    'given %s, when read, then it is rejected with its path and the nearest valid one',
    (_, value, message) => {
      expect(() => read(at(value, 'x'))).toThrow(message);
    },
  );
});
