import type { JsonObject, JsonValue } from '../config/json';

/** Keys of Airbyte's runtime. It fails on a null in them, so they are left out instead of being set to null. */
const RUNTIME_KEYS: ReadonlySet<string> = new Set([
  'state',
  'use_global_cursor',
  'lookback_window',
  'parent_state',
]);

export function withoutRuntimeKeys(raw: JsonObject): JsonObject {
  const kept = Object.entries(raw).filter(([key]) => !RUNTIME_KEYS.has(key));
  return Object.fromEntries<JsonValue | undefined>(kept);
}
