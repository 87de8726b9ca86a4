import { Template } from '../../../src/manifest/expressions/template';
import type { Scope } from '../../../src/manifest/expressions/scope';
import type { Value } from '../../../src/manifest/expressions/value';

const began = Date.parse('2026-11-24T05:45:15.250Z');
const scope = (variables: Record<string, Value> = {}): Scope => ({ began, variables });
const compile = (source: string, late?: 'record' | 'response'): Template =>
  new Template(source, {
    path: 'streams[0].path',
    variables: ['config', 'stream_partition', 'stream_interval'],
    constants: { parameters: { name: 'bookings' } },
    ...(late ? { late } : {}),
  });
const evaluate = (source: string, variables: Record<string, Value> = {}): Value =>
  compile(source).evaluate(scope(variables));

describe('an expression', () => {
  it.each<[string, Value]>([
    ['plain text', 'plain text'],
    ["{{ 'a' ~ 1 ~ none }}", 'a1'],
    ['{{ 2 + 3 * 4 - 1 }}', 13],
    ["{{ 'x' * 3 }}", 'xxx'],
    ["{{ 'abcdef'[:3] ~ 'abcdef'[4:] }}", 'abcef'],
    ["{{ 'a' in ['a', 'b'] }}", true],
    ["{{ 'a' not in ['a', 'b'] }}", false],
    ["{{ '' or 'b' }}", 'b'],
    ['{{ [] or {} or 0 or none }}', null],
    ["{{ 'yes' if 1 == 1 else 'no' }}", 'yes'],
    ['{{ not {} }}', true],
    ['{{ max(3, 7) }}', 7],
    ['{{ min([3, 7]) }}', 3],
    ["{{ '12' | int }}", 12],
    ["{{ parameters['name'] }}", 'bookings'],
    ["{{ timestamp('2026-10-01') }}", 1790812800],
    ["{{ format_datetime(now_utc(), '%Y-%m-%dT%H:%M:%S.%_msZ') }}", '2026-11-24T05:45:15.250Z'],
    ["{{ format_datetime(1790812800, '%Y') }}", '2026'],
    [
      "{{ format_datetime(str_to_datetime('2026-01-31') + duration('P1M'), '%Y-%m-%d') }}",
      '2026-02-28',
    ],
    ["{{ format_datetime(now_utc() - duration('P7D'), '%Y-%m-%d') }}", '2026-11-17'],
    ["{% set n = 2 %}[{% for _ in 'x' * n %}'{{ loop.index0 }}',{% endfor %}]", "['0','1',]"],
  ])('%s is %j', (source, expected) => {
    expect(evaluate(source)).toEqual(expected);
  });

  it('given a config, when it asks for keys that are not there, then it gets the default or nothing', () => {
    const config = { advanced: { api_url: 'http://127.0.0.1:1' } };
    expect(evaluate("{{ (config.get('advanced') or {}).get('api_url') or 'x' }}", { config })).toBe(
      'http://127.0.0.1:1',
    );
    expect(
      evaluate("{{ (config.get('advanced') or {}).get('api_url') or 'x' }}", { config: {} }),
    ).toBe('x');
    expect(evaluate("{{ config.get('hours', 24) }}", { config: { hours: 0 } })).toBe(0);
  });

  it('given a key of the prototype, when it asks for it, then there is none', () => {
    expect(evaluate("{{ config.get('constructor') }}", { config: {} })).toBeNull();
    expect(evaluate("{{ config['__proto__'] }}", { config: {} })).toBeNull();
  });

  it.each([
    ['{{ range(3) }}', "the function 'range'", 'max'],
    ['{{ confg }}', "the variable 'confg'", 'config'],
    ['{{ config | tojson }}', "the filter 'tojson'", 'int'],
    ["{{ config.gett('a') }}", "the method 'gett'", 'get'],
    ['{{ 1 / 2 }}', "the operator '/'", ''],
    ["{{ 'abc'[::2] }}", 'a slice with a step', ''],
    ['{% macro x() %}{% endmacro %}', 'a Macro', ''],
    ['{{ 1 +', '', ''],
  ])(
    '%s is refused when it is compiled, with its path and the nearest thing',
    (source, found, nearest) => {
      const compiling = (): Template => compile(source);
      expect(compiling).toThrow('streams[0].path');
      expect(compiling).toThrow(found);
      expect(compiling).toThrow(nearest);
    },
  );

  it('given a value of the wrong type, when evaluated, then the error says where', () => {
    expect(() => evaluate("{{ timestamp('soon') }}")).toThrow('streams[0].path');
    expect(() => evaluate('{{ config + 1 }}', { config: {} })).toThrow('expected a number');
  });
});

describe('a template with a late variable', () => {
  it('reads the same field by any spelling as one', () => {
    const template = compile("{{ record.get('a') or record['a'] or record.b }}", 'record');
    expect(template.reads).toEqual([['a'], ['b']]);
  });

  it('evaluates what does not depend on it once, however many records there are', () => {
    let asked = 0;
    const config = {
      get months(): Value {
        asked++;
        return ['x'];
      },
    };
    const keeps = compile(
      "{{ (record.get('created') or '')[:1] not in config.get('months') }}",
      'record',
    ).bind(scope({ config }));
    const results = ['x1', 'y1', null, 'x2'].map((created) => keeps(() => created));
    expect(results).toEqual([false, true, true, false]);
    expect(asked).toBe(1);
  });
});
