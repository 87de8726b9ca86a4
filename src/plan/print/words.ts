const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** More are not listed. */
const MOST_RUNS = 4;

/** `<1 min`, `7 min`, `30 h`, `12 days`. */
export function age(ms: number): string {
  if (ms < MINUTE_MS) return '<1 min';
  if (ms < HOUR_MS) return `${String(Math.floor(ms / MINUTE_MS))} min`;
  if (ms < 2 * DAY_MS) return `${String(Math.floor(ms / HOUR_MS))} h`;
  return `${String(Math.floor(ms / DAY_MS))} days`;
}

/** `1 h ago`, or `1 h to 12 days ago`. Times in epoch milliseconds. */
export function agesOf(times: readonly number[], now: number): string {
  const [newest, oldest] = [age(now - Math.max(...times)), age(now - Math.min(...times))];
  return newest === oldest ? `${newest} ago` : `${newest} to ${oldest} ago`;
}

/** `2026-10-30 12:05`, UTC. */
export function minute(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** The day alone if it is midnight, UTC. */
export function moment(epochMs: number): string {
  return epochMs % DAY_MS === 0 ? new Date(epochMs).toISOString().slice(0, 10) : minute(epochMs);
}

/** `2024-04 to 2026-07, 2026-09`: neighbours among `all` are joined if the parts follow each other in time. */
export function listParts(
  some: readonly string[],
  all: readonly string[],
  isByTime: boolean,
): string {
  const runs = isByTime ? runsOf(some, all) : some.map((name) => [name]);
  const texts = runs.map((run) =>
    run.length > 2 ? `${run[0] ?? ''} to ${run.at(-1) ?? ''}` : run.join(', '),
  );
  const rest = runs.slice(MOST_RUNS).flat().length;
  return [...texts.slice(0, MOST_RUNS), ...(rest === 0 ? [] : [`${String(rest)} more`])].join(', ');
}

function runsOf(some: readonly string[], all: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const name of some) {
    const last = runs.at(-1);
    const isNext = last !== undefined && all.indexOf(name) === all.indexOf(last.at(-1) ?? '') + 1;
    if (isNext) last.push(name);
    else runs.push([name]);
  }
  return runs;
}
