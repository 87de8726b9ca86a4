import { apiMessage, requestIds } from '../../../src/client/error-details';
import { Redactor } from '../../../src/config/redaction';
import { answer } from './answers';

const redactor = new Redactor();
redactor.addSecret('hunter2hunter2');
const said = (body: string) => apiMessage(Buffer.from(body), redactor);

test.each([
  ['{"status":400,"error":"Bad Request","message":"A range is required"}', 'A range is required'],
  ['{"type":"about:blank","title":"Bad Request","detail":"Half a pair"}', 'Half a pair'],
  ['{"title":"Bad Request"}', 'Bad Request'],
  [
    '{"error":"invalid_client","error_description":"Bad credentials"}',
    'invalid_client: Bad credentials',
  ],
  ['{"error_description":"Bad credentials"}', 'Bad credentials'],
  ['{"error":"unknown group"}', 'unknown group'],
  ['{"error":{"code":7,"message":"Half a pair"}}', 'Half a pair'],
  ['{"errors":[{"field":"size"},{"defaultMessage":"must be small"}]}', 'must be small'],
  ['{"message":" ","errors":["must be small"]}', 'must be small'],
  ['"just a text"', 'just a text'],
  ['{"status":400}', 'JSON without a message, with status'],
  ['{"person":{"name":"Ada"},"id":7}', 'JSON without a message, with person, id'],
  [' [{"name":"Ada"}]', 'JSON without a message'],
  ['{"message":"Ada', 'JSON without a message'],
  ['{}', 'JSON without a message'],
  ['{"ada@example.com":{},"a b":1,"id":2}', 'JSON without a message, with id'],
  ['["ada@example.com"]', 'JSON without a message'],
  ['[{"message":"Half a pair"}]', 'Half a pair'],
  ['[{"title":"Ms Ada","name":"Ada"}]', 'JSON without a message'],
  ['{"type":"about:blank","title":"Bad","status":400}', 'Bad'],
  ['{"errors":["must be small"]}', 'must be small'],
  [String.raw`"{\"name\":\"Ada\"}"`, 'JSON without a message'],
  ['"ada@example.com"', 'a text of 17 bytes'],
  ['<user><name>Ada</name></user>', 'a text of 29 bytes'],
  ['name,mail\nAda,a\nBob,b', 'a text of 21 bytes'],
  [')]}\',\n{"name":1}', 'a text of 16 bytes'],
  ['<!DOCTYPE html><p>no</p>', '<!DOCTYPE html><p>no</p>'],
  ['default backend - 404', 'default backend - 404'],
  ['plain words', 'plain words'],
  ['', ''],
])('given %s, when the API refuses, then the error says %s', (body, words) => {
  expect(said(body)).toBe(words);
});

test('given a secret, line breaks and a long message, when the API refuses, then the text is masked, on one line, and short', () => {
  const words = said(JSON.stringify({ message: `hunter2hunter2\n${'x'.repeat(400)}` }));
  expect(words).toBe(`**** ${'x'.repeat(295)}… (105 more characters)`);
});

test('given a long text with a secret at the cut, when the API refuses, then no part of the secret is shown', () => {
  expect(said(` ${'x'.repeat(196)}hunter2hunter2\n`)).toBe(`${'x'.repeat(196)}****`);
});

test.each([
  [{}, undefined],
  [{ 'x-request-id': ' ' }, undefined],
  [{ 'x-request-identity': 'a' }, undefined],
  [{ 'x-request-id': 'a-1' }, 'request id x-request-id a-1'],
  [{ 'x-amzn-requestid': 'a', 'cf-ray': 'b-FRA' }, 'request id x-amzn-requestid a, cf-ray b-FRA'],
  [{ 'x-correlation-id': 'hunter2hunter2' }, 'request id x-correlation-id ****'],
  [
    { 'x-b3-traceid': 'a', traceparent: 'b', 'request-id': 'c', 'x-amz-cf-id': 'd' },
    'request id x-b3-traceid a, traceparent b, request-id c',
  ],
])('given the headers %p, when read for request ids, then %s', (headers, ids) => {
  expect(requestIds(answer(400, headers as Record<string, string>), redactor)).toBe(ids);
});
