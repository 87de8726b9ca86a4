import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';

/**
 * `now` with an explicit null, at any depth of objects, for each key that only `before` has. Some runners apply states
 * as JSON merge patches (RFC 7396), in which an omitted key stays and only null removes it.
 */
export function withExplicitNulls(before: JsonObject, now: JsonObject): JsonObject {
  const said = Object.entries(now).map(([key, value]) => [key, withNested(before[key], value)]);
  const removed = Object.keys(before)
    .filter((key) => !Object.hasOwn(now, key))
    .map((key) => [key, null]);
  return Object.fromEntries([...said, ...removed]) as JsonObject;
}

function withNested(
  before: JsonValue | undefined,
  now: JsonValue | undefined,
): JsonValue | undefined {
  return isJsonObject(before) && isJsonObject(now) ? withExplicitNulls(before, now) : now;
}

/** Drops null keys: a runner that replaces states returns them, and they need no second removal. */
export function withoutNulls(value: JsonObject): JsonObject {
  const kept = Object.entries(value)
    .filter(([, inner]) => inner !== null)
    .map(([key, inner]) => [key, isJsonObject(inner) ? withoutNulls(inner) : inner]);
  return Object.fromEntries(kept) as JsonObject;
}
