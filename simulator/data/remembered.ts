/** Caches up to `most` results of a function that depends only on its argument. */
export function remembered<Argument, Result>(
  most: number,
  make: (argument: Argument) => Result,
): (argument: Argument) => Result {
  const known = new Map<Argument, Result>();
  return (argument) => {
    const kept = known.get(argument);
    if (kept !== undefined) return kept;
    const result = make(argument);
    if (known.size >= most) known.clear();
    known.set(argument, result);
    return result;
  };
}
