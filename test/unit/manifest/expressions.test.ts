import { Template } from '../../../src/manifest/expressions/template';
import type { Scope } from '../../../src/manifest/expressions/scope';
import type { Value } from '../../../src/manifest/expressions/value';

const began = Date.parse('2026-11-24T05:45:15.250Z');
const scope = (variables: Record<string, Value> = {}): Scope => ({ nowMs: began, variables });
const compile = (source: string, perRecord?: 'record' | 'response'): Template =>
  new Template(source, {
    path: 'streams[0].path',
    variables: ['config', 'stream_partition', 'stream_interval'],
    constants: { parameters: { name: 'bookings' } },
    ...(perRecord ? { perRecord } : {}),
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
    ['{{ 1 != 2 }}', true],
    ["{{ 'a' != 'a' }}", false],
    ['{{ none != 1 }}', true],
    ["{{ ['a'] != ['a'] }}", false],
    ["{{ {'a': [1]} == {'a': [1]} }}", true],
    ['{{ 1 < 2 }}', true],
    ['{{ 2 < 2 }}', false],
    ['{{ 2 <= 2 }}', true],
    ["{{ 'b' > 'a' }}", true],
    ['{{ 1 > 1 }}', false],
    ['{{ 1 >= 1 }}', true],
    ["{{ now_utc() > str_to_datetime('2026-11-24') }}", true],
    ["{{ format_datetime(now_utc(), '%z') }}", '+0000'],
    ['{{ not {} }}', true],
    ["{{ 'a' and 'b' }}", 'b'],
    ["{{ '' and 'b' }}", ''],
    ["{{ 0 or [] or '' }}", ''],
    ["{{ [0] or 'b' }}", [0]],
    ["{{ '0' or 'b' }}", '0'],
    ['{{ not now_utc() }}', false],
    ["{{ None if '' else False }}", false],
    ["{{ 'b' in 'abc' }}", true],
    ["{{ 'b' in {'b': 1} }}", true],
    ["{{ none in [none, 'a'] }}", true],
    ["{{ now_utc() in ['a', now_utc()] }}", true],
    ["{{ '' not in ['a'] }}", true],
    ["{{ 'abcdef'[-2:] ~ 'abcdef'[:-4] ~ 'abc'[5:] }}", 'efab'],
    ['{{ [1, 2, 3][1:] }}', [2, 3]],
    ["{{ 'abc'[-1] ~ [1, 2][0] }}", 'c1'],
    ["{{ 'x' * -1 }}", ''],
    ['{{ [1] * 2 + [2] }}', [1, 1, 2]],
    ["{{ 'a' + 'b' }}", 'ab'],
    ["{{ max('2026-10', '2026-09') }}", '2026-10'],
    ["{{ '-1.9' | int }}", -1],
    ["{{ timestamp('1969-12-31T23:59:58.500Z') }}", -1.5],
    ["{{ timestamp('1969-12-31T23:59:58.500Z') | int }}", -1],
    ["{{ {'a': {'b': 1}}['a'].b }}", 1],
    ["{{ 'is ' ~ (1 == 1) }}", 'is True'],
    ["{{ format_datetime('2024-03-31T01:00:00+02:00', '%Y-%m-%d') }}", '2024-03-30'],
    [
      "{{ format_datetime(str_to_datetime('2024-03-31') - duration('P1M'), '%Y-%m-%d') }}",
      '2024-02-29',
    ],
    ["{% for c in ['a', 'b'] %}{{ loop.index0 ~ c }}{% endfor %}", '0a1b'],
    ["{% for c in '' %}{{ c }}{% endfor %}", ''],
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

  it('given a config, when absent keys are read, then the result is the default or empty', () => {
    const config = { advanced: { api_url: 'http://127.0.0.1:1' } };
    expect(evaluate("{{ (config.get('advanced') or {}).get('api_url') or 'x' }}", { config })).toBe(
      'http://127.0.0.1:1',
    );
    expect(
      evaluate("{{ (config.get('advanced') or {}).get('api_url') or 'x' }}", { config: {} }),
    ).toBe('x');
    expect(evaluate("{{ config.get('hours', 24) }}", { config: { hours: 0 } })).toBe(0);
  });

  it('given a key of the prototype, when it is read, then it is absent', () => {
    expect(evaluate("{{ config.get('constructor') }}", { config: {} })).toBeNull();
    expect(evaluate("{{ config['__proto__'] }}", { config: {} })).toBeNull();
  });

  it.each([
    ['{{ range(3) }}', "the function 'range'", 'max'],
    ['{{ confg }}', "the variable 'confg'", 'config'],
    ['{{ config | tojson }}', "the filter 'tojson'", 'int'],
    ["{{ config.gett('a') }}", "the method 'gett'", 'get'],
    ['{{ 1 / 2 }}', "the operator '/'", "'*'"],
    ["{{ 'abc'[::2] }}", 'a slice with a step', ''],
    ['{% macro x() %}{% endmacro %}', 'a Macro', ''],
    ['{% if 1 %}a{% endif %}', 'a If', ''],
    ['{% for a in [] %}{% else %}b{% endfor %}', 'a loop with an else', ''],
    ['{% for a, b in [] %}{% endfor %}', 'a TupleLiteral as a variable', ''],
    ['{% for a in [1] if a %}{% endfor %}', 'a SelectExpression', ''],
    ['{% set config.a = 1 %}', 'a MemberExpression as a variable', ''],
    ['{% set a %}b{% endset %}', 'a block assignment', ''],
    ['{{ a }}{% set a = 1 %}', "the variable 'a'", ''],
    ["{{ max(key='a') }}", 'a KeywordArgumentExpression', ''],
    ['{{ now_utc(1) }}', "the function 'now_utc' with 1 values", ''],
    ["{{ format_datetime(1, '%Y', '%m') }}", "the function 'format_datetime' with 3 values", ''],
    ["{{ '1' | int(0) }}", "the filter 'int' with 2 values", ''],
    ['{{ config.get() }}', "the method 'get' with 1 values", ''],
    ['{{ max() }}', "the function 'max' with 0 values", ''],
    ['{{ config.keys() }}', "the method 'keys'", 'get'],
    ['{{ config.constructor() }}', "the method 'constructor'", 'get'],
    ['{{ constructor() }}', "the function 'constructor'", ''],
    ['{{ record.a }}', "the variable 'record'", ''],
    ['{{ 1 +', '', ''],
  ])(
    '%s is rejected by the compiler, with its path and the nearest valid name',
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

  it.each([
    ["{{ duration('P') }}", 'expected an ISO 8601 duration'],
    ['{{ duration(1) }}', 'expected a text'],
    ["{{ str_to_datetime('2026-02-31') }}", 'expected a date-time'],
    ["{{ 'a' | int }}", 'expected a number'],
    ["{{ '' | int }}", 'expected a number'],
    ["{{ 'a'.get('b') }}", "expected a dict before '.get'"],
    ['{{ max([]) }}', 'expected at least one value'],
    ["{{ max(1, 'a') }}", 'expected two values of one type'],
    ["{{ 1 < 'a' }}", 'expected two values of one type'],
    ['{{ none >= 1 }}', 'expected two values of one type'],
    ['{{ none[:2] }}', 'expected a text or a list'],
    ['{{ 1[0] }}', 'expected something that has elements'],
    ['{% for c in 1 %}{% endfor %}', 'expected a text or a list'],
    ["{{ 1 in 'a1' }}", 'expected a text'],
    ['{{ {} * 2 }}', 'expected a number, a text or a list'],
  ])('given %s, when evaluated, then the error says what was expected', (source, expected) => {
    expect(() => evaluate(source)).toThrow(expected);
  });
});

describe('a template that reads records or responses', () => {
  it('given a path into the response, when compiled, then it is resolved completely', () => {
    const template = compile("{{ response.page['next'].get('token') }}", 'response');
    expect(template.reads).toEqual([['page', 'next', 'token']]);
    expect(template.bind(scope())(() => 'abc')).toBe('abc');
  });

  it.each([
    '{{ record.created.year }}',
    "{{ record.get('created', '') }}",
    '{{ record[config] }}',
    '{{ record }}',
    '{{ response.a }}',
  ])('given %s on records, when compiled, then it is rejected', (source) => {
    expect(() => compile(source, 'record')).toThrow('unsupported expression (streams[0].path)');
  });

  it('given strings of a loop that name a field of the record, when evaluated, then each record has its own', () => {
    const bound = compile(
      "{% for i in 'ab' %}{{ i ~ loop.index ~ record.a }},{% endfor %}",
      'record',
    ).bind(scope());
    expect([bound(() => 'x'), bound(() => 'y')]).toEqual(['a1x,b2x,', 'a1y,b2y,']);
  });

  it('given another scope, when bound again, then no value of the first scope is left', () => {
    const template = compile("{{ config.get('a') ~ record.b }}", 'record');
    const [first, second] = ['1', '2'].map((a) => template.bind(scope({ config: { a } })));
    expect([first?.(() => 'x'), second?.(() => 'x'), first?.(() => 'y')]).toEqual([
      '1x',
      '2x',
      '1y',
    ]);
  });

  it('reads the same field once, whatever its spelling', () => {
    const template = compile("{{ record.get('a') or record['a'] or record.b }}", 'record');
    expect(template.reads).toEqual([['a'], ['b']]);
  });

  it('evaluates what does not depend on the record once, however many records there are', () => {
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
