import { distance } from 'fastest-levenshtein';

/** The candidate most likely meant; undefined if none is close enough to suggest. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const ranked = [...candidates]
    .map((candidate) => ({ candidate, distance: distance(plain(name), plain(candidate)) }))
    .sort((left, right) => left.distance - right.distance);
  const best = ranked[0];
  if (best === undefined) return undefined;
  const tolerance = Math.max(1, Math.floor(Math.min(name.length, best.candidate.length) / 3));
  // With every character replaced nothing is alike: `/` is not a misspelt `<`.
  const isAlike = best.distance < Math.max(name.length, best.candidate.length);
  return isAlike && best.distance <= tolerance ? best.candidate : undefined;
}

/** For an error's "expected": the candidate most likely meant, or all of them. */
export function nearestOrAll(name: string, candidates: readonly string[]): string {
  const expected = [nearest(name, candidates) ?? candidates].flat();
  return expected.map((candidate) => `'${candidate}'`).join(', ');
}

/** Ignores case and kind of separator: `Client-ID` equals `client_id`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '_');
}
