import type { AttemptResult } from '../../../../src/client/retry/classify';
import { requestError } from '../../../../src/client/retry/request-error';
import type { RequestErrorContext } from '../../../../src/client/retry/request-error';
import { Redactor } from '../../../../src/config/redaction';
import { CLIENT_ERRORS } from '../../../../src/errors/client-errors';
import type { ErrorKind } from '../../../../src/errors/connector-error';
import { TransportFault } from '../../../../src/client/transport/transport-fault';
import { UnusableBody } from '../../../../src/client/http';
import { REQUEST, answer } from '../answers';

interface Failure extends Partial<RequestErrorContext> {
  readonly result?: AttemptResult;
  readonly error?: ErrorKind;
  readonly message?: string;
  readonly attempts?: number;
}

const failing = ({ attempts = 1, ...more }: Failure) => {
  const { result = { kind: 'answer', response: answer(500, {}, '') } } = more;
  const { error = CLIENT_ERRORS['server-error'], message } = more;
  const decision = {
    action: 'fail' as const,
    reason: 'x',
    error,
    ...(message === undefined ? {} : { message }),
  };
  return requestError(
    REQUEST,
    { result, decision },
    { redactor: new Redactor(), ...more, attempts, isRepeated: false },
  );
};

const answered = (status: number, headers: Record<string, string>, body: string) =>
  failing({ result: { kind: 'answer', response: answer(status, headers, body) } }).facts.found;

test.each([
  [500, {}, '', 'HTTP 500'],
  [500, {}, '{"message":"no"}', 'HTTP 500, "no"'],
  [500, {}, '{"status":500}', 'HTTP 500, "JSON without a message, with status"'],
  [200, {}, '{"secret":1}', 'HTTP 200'],
  [200, {}, '', 'HTTP 200, the body is empty'],
  [300, {}, 'x', 'HTTP 300 to nowhere'],
  [302, { location: 'https://other.example/path?token=1' }, '', 'HTTP 302 to other.example'],
  [302, { location: '/login' }, '', 'HTTP 302 to another path on the same host'],
  [400, {}, 'bad', 'HTTP 400, "bad"'],
])(
  'given HTTP %i with %p and %j, when it fails, then it says %s',
  (status, headers, body, found) => {
    expect(answered(status, headers as Record<string, string>, body)).toBe(found);
  },
);

test('given several tries, when they failed, then the error counts them', () => {
  expect(failing({ attempts: 5 }).facts.found).toBe('HTTP 500 (5 tries)');
});

test('given a response, when it fails, then there is no cause; given a fault, then it is the cause', () => {
  const fault = new TransportFault('stalled', 'no data', 5);
  expect(failing({}).facts).not.toHaveProperty('cause');
  expect(failing({ result: { kind: 'fault', fault } }).facts).toMatchObject({
    cause: fault,
    found: 'no data',
  });
});

test('given an unusable response, when it fails, then the error says why and has that as its cause', () => {
  const error = new UnusableBody('the response is not JSON');
  const { facts } = failing({ result: { kind: 'unusable', response: answer(200), error } });
  expect(facts).toMatchObject({ cause: error, found: 'HTTP 200, the response is not JSON' });
});

describe('what to do', () => {
  const page = { kind: 'answer' as const, response: answer(403, {}, '<html>') };

  test('given a message of the manifest, when it fails, then it replaces the default text', () => {
    expect(failing({ message: 'Tick it.' }).action).toBe('Tick it.');
  });

  test('given a web page, when it fails, then the action is to look for a proxy and at the address field', () => {
    const { action } = failing({
      result: page,
      error: CLIENT_ERRORS.forbidden,
      addressField: 'Region',
    });
    expect(action).toContain('The response is a web page');
    expect(action).toContain('Region');
    expect(action).toContain('127.0.0.1');
  });

  test('given an error that a wrong address can cause, when it fails, then the field is named', () => {
    expect(failing({ addressField: 'Region' }).action).toContain('Region');
    expect(failing({}).action).toBe(CLIENT_ERRORS['server-error'].action);
  });

  test('given an error unrelated to the address, when it fails, then the field is not named', () => {
    const result = { kind: 'answer' as const, response: answer(403, {}, '{}') };
    const { action } = failing({ result, error: CLIENT_ERRORS.forbidden, addressField: 'Region' });
    expect(action).toBe(CLIENT_ERRORS.forbidden.action);
  });

  test('given a fault, when it fails, then web pages are not mentioned', () => {
    const fault = new TransportFault('stalled', 'no data', 5);
    expect(failing({ result: { kind: 'fault', fault } }).action).not.toContain('web page');
  });
});
