import { abortable, systemClock } from '../../../src/client/clock';

const never = () => new Promise<never>(() => undefined);

test('given work that ends, when awaited, then its result is returned and no listener stays on the signal', async () => {
  const { signal } = new AbortController();
  const remove = jest.spyOn(signal, 'removeEventListener');
  await expect(abortable(Promise.resolve(7), signal)).resolves.toBe(7);
  await new Promise(setImmediate);
  expect(remove).toHaveBeenCalledTimes(1);
});

test('given a signal that is already aborted, when awaited, then its reason is thrown at once and a later failure is not unhandled', async () => {
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  await expect(abortable(Promise.reject(new Error('late')), stop.signal)).rejects.toThrow(
    'stopped',
  );
  await expect(abortable(never(), stop.signal)).rejects.toThrow('stopped');
});

test('given a signal that is aborted during the wait, when awaited, then its reason is thrown', async () => {
  const stop = new AbortController();
  const waiting = abortable(never(), stop.signal);
  stop.abort('enough');
  await expect(waiting).rejects.toMatchObject({ message: 'aborted', cause: 'enough' });
});

test('given a sleep with an aborted signal, when started, then it ends at once with the reason', async () => {
  const stop = new AbortController();
  stop.abort(new Error('stopped'));
  await expect(systemClock.sleep(60_000, stop.signal)).rejects.toThrow('stopped');
});

test('given a sleep, when its time is over, then it ends', async () => {
  const startedAt = systemClock.ticks();
  await expect(systemClock.sleep(20, new AbortController().signal)).resolves.toBeUndefined();
  expect(systemClock.ticks() - startedAt).toBeGreaterThanOrEqual(19);
});

test('given a sleep, when its signal is aborted, then it ends at once with an error whose cause is the reason', async () => {
  const stop = new AbortController();
  const sleeping = systemClock.sleep(60_000, stop.signal);
  stop.abort('enough');
  await expect(sleeping).rejects.toMatchObject({ message: 'aborted', cause: 'enough' });
});
