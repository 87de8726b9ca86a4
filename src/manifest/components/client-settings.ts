import type { Located } from '../decoders';
import type { Manifest } from '../model';
import type { ParsedRequester } from './requester';

/**
 * The client has one token and one set of limits, so requesters must agree. A limit that only some set applies to all.
 */
export function clientSettings(
  requesters: readonly ParsedRequester[],
): Pick<Manifest, 'authenticator' | 'limits'> {
  const authenticator = requesters
    .map((requester) => requester.authenticator)
    .reduce((first, { node }) => {
      if (node.hasSameMeaningAs(first.node)) return first;
      throw node.invalid(
        `the same as at ${first.node.path}, since one token serves all streams`,
        'another one',
      );
    });
  const limits = new Map<string, Located<number>>();
  for (const [name, limit] of requesters.flatMap((requester) => Object.entries(requester.limits))) {
    const stated = limit && (limits.get(name) ?? limit);
    if (!stated) continue;
    if (stated.value !== limit.value)
      throw limit.node.invalid(`the same as at ${stated.node.path}, since all requests share it`);
    limits.set(name, stated);
  }
  return {
    authenticator: authenticator.value,
    limits: Object.fromEntries([...limits].map(([name, { value }]) => [name, value])),
  };
}
