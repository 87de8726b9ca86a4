/**
 * Works through `items` with at most `width` tasks at a time. After the first failure nothing new is begun; it is
 * thrown when what was under way has ended, so that nothing goes on unseen.
 */
export async function inParallel<T>(
  items: Iterable<T>,
  width: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  // One for all workers: the failure of one of them closes it for the others.
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
