/**
 * Works through `items` with at most `width` tasks at a time. After the first failure no task starts; the failure is
 * thrown once the running tasks have ended, so that none runs on unnoticed.
 */
export async function inParallel<T>(
  items: Iterable<T>,
  width: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  // Shared by all workers: the failure of one closes it for the others.
  const queue = (function* () {
    yield* items;
  })();
  const worker = async (): Promise<void> => {
    for (const item of queue) await task(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: width }, worker));
  const failure = ended.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
}
