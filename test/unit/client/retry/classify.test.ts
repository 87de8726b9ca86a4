import { classify } from '../../../../src/client/retry/classify';
import type { Decision } from '../../../../src/client/retry/classify';
import type { ResponseRule } from '../../../../src/client/http';
import { RETRY_TABLE, TOKEN_TABLE } from '../../../../src/client/retry/retry-table';
import { TransportFault } from '../../../../src/client/transport/transport-fault';
import type { FaultName } from '../../../../src/client/transport/transport-fault';
import { answer } from '../answers';

const came = (status: number, table = RETRY_TABLE) =>
  classify({ kind: 'answer', response: answer(status) }, table);
const brief = (decision: Decision) => [
  decision.action,
  'error' in decision ? decision.error.code : undefined,
  decision.reason,
];

test.each([
  [200, 'succeed', undefined, 'success'],
  [299, 'succeed', undefined, 'success'],
  [300, 'fail', 'redirected', 'redirects are not followed'],
  [308, 'fail', 'redirected', 'redirects are not followed'],
  [400, 'fail', 'request-refused', 'request rejected'],
  [401, 'refreshToken', undefined, 'token rejected'],
  [403, 'fail', 'forbidden', 'not allowed'],
  [404, 'fail', 'request-refused', 'request rejected'],
  [408, 'retry', 'server-error', 'the server timed out'],
  [409, 'retry', 'not-now', 'conflict'],
  [421, 'retry', 'not-now', 'wrong server'],
  [423, 'retry', 'not-now', 'the resource is locked'],
  [425, 'retry', 'not-now', 'too early'],
  [410, 'fail', 'request-refused', 'request rejected'],
  [422, 'fail', 'request-refused', 'request rejected'],
  [429, 'rateLimited', 'rate-limited', 'too many requests'],
  [500, 'retry', 'server-error', 'server error'],
  [599, 'retry', 'server-error', 'server error'],
  [199, 'retry', 'unusable-answer', 'unknown status'],
  [600, 'retry', 'unusable-answer', 'unknown status'],
  [999, 'retry', 'unusable-answer', 'unknown status'],
  [1000, 'retry', 'unusable-answer', 'unknown response'],
])(
  'given status %i of the API, when it is classified, then it means %s %s',
  (status, ...meaning) => {
    expect(brief(came(status))).toEqual(meaning);
  },
);

test.each([
  [200, 'succeed', undefined],
  [400, 'fail', 'token-rejected'],
  [401, 'fail', 'token-rejected'],
  [403, 'fail', 'token-rejected'],
  [404, 'fail', 'no-token-endpoint'],
  [405, 'fail', 'no-token-endpoint'],
  [429, 'rateLimited', 'rate-limited'],
  [503, 'retry', 'server-error'],
])(
  'given status %i of the token endpoint, when it is classified, then it means %s %s',
  (status, ...meaning) => {
    expect(brief(came(status, TOKEN_TABLE)).slice(0, 2)).toEqual(meaning);
  },
);

test.each<[FaultName, string, string]>([
  ['certificate', 'fail', 'certificate-rejected'],
  ['proxy-refused', 'fail', 'proxy-refused'],
  ['tls-refused', 'retry', 'tls-refused'],
  ['body-too-large', 'fail', 'answer-too-large'],
  ['headers-too-large', 'retry', 'answer-too-large'],
  ['unknown-encoding', 'retry', 'unusable-answer'],
  ['corrupt-encoding', 'retry', 'unusable-answer'],
  ['connection-refused', 'retry', 'network-failure'],
  ['host-not-found', 'retry', 'network-failure'],
  ['cut-short', 'retry', 'network-failure'],
])('given the fault %s, when it is classified, then it means %s %s', (fault, action, code) => {
  const decision = classify(
    { kind: 'fault', fault: new TransportFault(fault, 'x', 1) },
    RETRY_TABLE,
  );
  expect(brief(decision).slice(0, 2)).toEqual([action, code]);
});

describe('a refusal that is not from the API, or is temporary', () => {
  const PAGE = '<html><h1>Access denied</h1></html>';
  const rules: readonly ResponseRule[] = [{ statuses: new Set([403]), action: 'FAIL' }];
  const refused = (
    status: number,
    headers: Record<string, string>,
    body: string,
    table = RETRY_TABLE,
  ) =>
    brief(
      classify({ kind: 'answer', response: answer(status, headers, body) }, table, { rules }),
    ).slice(0, 2);

  test.each<[number, Record<string, string>, string]>([
    [403, {}, PAGE],
    [403, { 'content-type': 'text/html' }, 'error code: 1020'],
    [403, { 'retry-after': '30' }, '{}'],
    [403, { 'x-ratelimit-remaining': '0' }, '{}'],
    [400, {}, PAGE],
    [405, {}, PAGE],
    [406, {}, PAGE],
    [409, {}, PAGE],
    [451, {}, PAGE],
  ])('given %i with %p and %j, when it is classified, then it is retried', (...came) => {
    expect(refused(...came)).toEqual(['retry', 'turned-away']);
  });

  test.each<[number, Record<string, string>, string, string, string | undefined]>([
    [403, {}, '{"message":"no"}', 'fail', 'forbidden'],
    [403, { 'x-ratelimit-remaining': '3' }, '{}', 'fail', 'forbidden'],
    [404, {}, PAGE, 'fail', 'request-refused'],
    [401, {}, PAGE, 'refreshToken', undefined],
    [429, {}, PAGE, 'rateLimited', 'rate-limited'],
    [503, {}, PAGE, 'retry', 'server-error'],
  ])(
    'given %i with %p and %j, when it is classified, then the table applies',
    (status, headers, body, ...meaning) => {
      expect(refused(status, headers, body)).toEqual(meaning);
    },
  );

  test('given a rule that matches every response, when a web page refuses, then the rule applies', () => {
    const rule: ResponseRule = { statuses: new Set([400]), action: 'IGNORE' };
    const response = answer(400, {}, PAGE);
    const decision = classify({ kind: 'answer', response }, RETRY_TABLE, { rules: [rule] });
    expect(decision.action).toBe('ignore');
  });

  test.each<[number, Record<string, string>, string, string, string]>([
    [403, {}, PAGE, 'retry', 'turned-away'],
    [403, { 'retry-after': '30' }, '{}', 'retry', 'turned-away'],
    [401, {}, PAGE, 'fail', 'token-rejected'],
    [405, {}, PAGE, 'fail', 'no-token-endpoint'],
  ])(
    'given %i with %p and %j at the token endpoint, when it is classified, then it means %s %s',
    (status, headers, body, ...meaning) => {
      expect(refused(status, headers, body, TOKEN_TABLE)).toEqual(meaning);
    },
  );
});

test.each([
  [404, 'retry', true],
  [400, 'fail', undefined],
  [200, 'succeed', undefined],
  [500, 'retry', undefined],
])(
  'given HTTP %i and that a 404 is doubted, when classified, then %s',
  (status, action, isConfirmation) => {
    const confirm = new Set([404, 200, 500]);
    const decision = classify({ kind: 'answer', response: answer(status) }, RETRY_TABLE, {
      confirm,
    });
    expect(decision).toMatchObject({ action });
    expect('isConfirmation' in decision ? decision.isConfirmation : undefined).toBe(isConfirmation);
  },
);

describe('rules of the manifest', () => {
  const by = (rule: Omit<ResponseRule, 'statuses'>, status = 418) =>
    classify({ kind: 'answer', response: answer(status) }, RETRY_TABLE, {
      rules: [{ ...rule, statuses: new Set([status]) }],
    });

  test.each([
    ['RETRY', 'retry', 'server-error'],
    ['RATE_LIMITED', 'rateLimited', 'rate-limited'],
    ['IGNORE', 'ignore', undefined],
    ['FAIL', 'fail', 'request-refused'],
  ] as const)('given %s, when it matches, then it means %s', (action, meaning, code) => {
    expect(brief(by({ action })).slice(0, 2)).toEqual([meaning, code]);
  });

  test('given SUCCESS for a failure status, when it matches, then the response counts as a success', () => {
    expect(by({ action: 'SUCCESS' }).action).toBe('succeed');
  });

  test('given FAIL for a status that the table retries, when it matches, then the rule wins', () => {
    expect(brief(by({ action: 'FAIL' }, 503)).slice(0, 2)).toEqual(['fail', 'refused-by-rule']);
  });

  test('given a rule with or without a message, when it fails, then that message or none is shown', () => {
    expect(by({ action: 'FAIL', message: 'Tick it.' })).toMatchObject({ message: 'Tick it.' });
    expect('message' in by({ action: 'FAIL' })).toBe(false);
  });

  test('given a rule for other statuses, when a response arrives, then the table applies', () => {
    const rules = [{ statuses: new Set([404]), action: 'FAIL' as const }];
    const decision = classify({ kind: 'answer', response: answer(200) }, RETRY_TABLE, { rules });
    expect(decision.action).toBe('succeed');
  });
});

test('given any status, when the token endpoint returns it, then it is rate limited where the API would be', () => {
  const statuses = Array.from({ length: 1000 }, (_, index) => 100 + index);
  const variants = [
    [{}, '{}'],
    [{ 'retry-after': '30' }, '{}'],
    [{ 'x-ratelimit-remaining': '0' }, ''],
    [{ 'content-type': 'text/html' }, '<html>'],
  ] as const;
  const limiting = (table: typeof RETRY_TABLE) =>
    statuses.filter((status) =>
      variants.some(([headers, body]) => {
        const response = answer(status, headers, body);
        return classify({ kind: 'answer', response }, table).action === 'rateLimited';
      }),
    );
  expect(limiting(TOKEN_TABLE)).toEqual(limiting(RETRY_TABLE));
  expect(limiting(TOKEN_TABLE)).toEqual([429]);
});
