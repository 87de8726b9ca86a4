import { UnusableBody } from '../../../src/client/http';
import { partitionsOf } from '../../../src/stream/partition';
import { bound, modelOf, NOW } from './reading/reading';
import { responseOf } from './reading/travel-api';

const requestOf = (name: string, config: Record<string, unknown> = {}) => {
  const stream = bound(modelOf(name), config);
  const [partition] = partitionsOf(stream.model, stream.scope(NOW));
  const scope = stream.scope(NOW, partition, stream.earliest(NOW));
  return { stream, scope, request: stream.requests(scope).one([], 'page 1') };
};

it("given parameters in the manifest, when a request is built, then it has them, and the request's own override them", () => {
  const { stream, scope } = requestOf('bookings');
  const { url, method, label } = stream.requests(scope).one(
    [
      ['createdFrom', '5'],
      ['page', '0'],
    ],
    'page 1',
  );
  expect(method).toBe('GET');
  expect(label).toBe('bookings page 1');
  const { searchParams } = new URL(url);
  expect(searchParams.getAll('createdFrom')).toEqual(['5']);
  expect(searchParams.getAll('createdTo')).toEqual(['1790812800']);
  expect(searchParams.get('page')).toBe('0');
});

it('given a list as a parameter, when a request is built, then each element is one parameter', () => {
  const { request } = requestOf('transaction_receipts');
  expect(new URL(request.url).searchParams.getAll('type')).toHaveLength(8);
});

it.each([
  [{ region: 'us' }, 'api.navan.com', undefined],
  [{ region: 'eu' }, 'app-fra.navan.com', 'EU'],
])('given %p, when a request is built, then it goes to %s', (config, host, header) => {
  const { request } = requestOf('users', config);
  expect(new URL(request.url).host).toBe(host);
  expect(request.headers?.['X-ta-region']).toBe(header);
});

it('given rules in the manifest, when a request is built, then it has them with their statuses and messages', () => {
  const { request } = requestOf('users');
  const forbidden = request.rules?.find(({ statuses }) => statuses?.has(403));
  expect(forbidden).toMatchObject({ action: 'FAIL', failureType: 'config_error' });
  expect(forbidden?.message).toContain('users:read');
});

it('given a start before the floor of expense data, when the earliest time is computed, then it is the floor', () => {
  const stream = bound(modelOf('transactions'), { start_date: '2020-01-01T00:00:00Z' });
  expect(stream.earliest(NOW)).toBe(Date.parse('2026-09-01T00:00:00Z'));
});

it('given a start after the floor, when the earliest time is computed, then it is the start', () => {
  const stream = bound(modelOf('transactions'), { start_date: '2026-10-05T00:00:00Z' });
  expect(stream.earliest(NOW)).toBe(Date.parse('2026-10-05T00:00:00Z'));
});

it('given a stream without a cursor, when the earliest time is computed, then there is no bound', () => {
  expect(bound(modelOf('users')).earliest(NOW)).toBe(0);
});

it('given a response that is not a page, when it is decoded, then the attempt fails', () => {
  const { stream, scope } = requestOf('users');
  const request = stream.requests(scope).page(stream.plan(scope), [], 'page 1', () => 1);
  expect(() => request.decode?.(responseOf('{"data":[{]}'))).toThrow(UnusableBody);
});
