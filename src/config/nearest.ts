import { distance } from 'fastest-levenshtein';

/** The candidate that was most likely meant, if one is close enough to be worth a question. */
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

/** What an error says was expected: the candidate that was most likely meant, or all of them. */
export function nearestOrAll(name: string, candidates: readonly string[]): string {
  const expected = [nearest(name, candidates) ?? candidates].flat();
  return expected.map((candidate) => `'${candidate}'`).join(', ');
}

/** Case and the kind of separator are not worth a difference: `Client-ID` is `client_id`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '_');
}
