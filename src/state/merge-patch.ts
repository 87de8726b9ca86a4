import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';

/**
 * `now` with an explicit null for each key that `before` has and `now` has not, at any depth of objects. Some keepers of
 * states apply them as JSON merge patches (RFC 7396): there a key that is left out stays, and only null removes it.
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

/** Without the keys that are null: a keeper that replaces states hands them back, and they need no second removal. */
export function withoutNulls(value: JsonObject): JsonObject {
  const kept = Object.entries(value)
    .filter(([, inner]) => inner !== null)
    .map(([key, inner]) => [key, isJsonObject(inner) ? withoutNulls(inner) : inner]);
  return Object.fromEntries(kept) as JsonObject;
}
