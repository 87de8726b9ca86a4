import { simulators } from './support/simulated';
import { sync } from './support/sync';

const simulator = simulators();

describe('two syncs with one credential, where a new token revokes the previous one', () => {
  it('given both at once, when read, then both are complete', async () => {
    const navan = await simulator({ bookings: 1000, tokensInForce: 'newest' });
    const reads = await Promise.all([sync(navan), sync(navan)]);
    expect(reads.map(({ failedStreams }) => failedStreams)).toEqual([[], []]);
    for (const read of reads) expect(new Set(read.ids()).size).toBe(1000);
  });

  it('given tokens that are rejected repeatedly, when read, then the error is transient and says why', async () => {
    const navan = await simulator({ bookings: 5 });
    navan.control.faults([
      {
        match: { path: '/v1/bookings' },
        fault: { kind: 'status', status: 401, headers: { 'X-Request-Id': 'abc-1' } },
      },
    ]);
    const { errors, failedStreams } = await sync(navan);
    expect(failedStreams).toEqual(['bookings']);
    const [error] = errors;
    expect(error?.failureType).toBe('transient_error');
    expect(error?.message).toContain('HTTP 401 three times, request id x-request-id abc-1');
    expect(error?.message).toContain('its own credential');
  });
});
