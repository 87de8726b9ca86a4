import { bodyFlaw, isWebPage } from '../../../../src/client/retry/answer-body';
import { answer } from '../answers';

test.each([
  ['application/json', undefined],
  ['application/json; charset=utf-8', undefined],
  [' application/problem+json', undefined],
  ['text/json', undefined],
  ['APPLICATION/JSON', undefined],
  ['application/vnd.navan.v1+json', undefined],
  ['application/jsonp', 'the body is not declared as JSON'],
  ['application/xml+jsonx', 'the body is not declared as JSON'],
  ['x-application/json', 'the body is not declared as JSON'],
  ['text/html', 'the body is not declared as JSON'],
  ['application/+json', 'the body is not declared as JSON'],
])('given a body declared as %s, when it is checked, then %s', (type, flaw) => {
  expect(bodyFlaw(answer(200, { 'content-type': type }))).toBe(flaw);
});

test('given no content type, when the body may be JSON, then it is accepted', () => {
  expect(bodyFlaw({ ...answer(200), headers: {} })).toBeUndefined();
});

test.each([
  ['', 'the body is empty'],
  [' \r\n\t ', 'the body is empty'],
  ['<html>', 'the body is a web page'],
  ['  \n<!doctype html>', 'the body is a web page'],
  ['0', undefined],
  [`${' '.repeat(2000)}{}`, undefined],
])('given the body %j declared as JSON, when it is checked, then %s', (body, flaw) => {
  expect(bodyFlaw(answer(200, {}, body))).toBe(flaw);
});

test.each([
  ['<', 'application/json', true],
  ['{"a":"<"}', 'application/json', false],
  ['', 'application/json', false],
  ['error code: 1020', 'text/html; charset=UTF-8', true],
  ['error code: 1020', 'text/plain', false],
  ['', 'text/html', false],
  ['{"message":"no"}', 'text/html', false],
])(
  'given the body %j declared as %s, when checked for a web page, then %s',
  (body, type, isOne) => {
    expect(isWebPage(answer(403, { 'content-type': type }, body))).toBe(isOne);
  },
);
