import type { JsonObject } from './json';

/** The user's config after validation. */
export interface Config {
  /**
   * Deeply frozen JSON in the shape of the spec. Optional keys that were null are absent, credentials are trimmed, a
   * base URL has no trailing slash. Defaults are left to the manifest's expressions.
   */
  readonly raw: JsonObject;
  /** Values of all keys marked `airbyte_secret`, at any depth. */
  readonly secrets: readonly string[];
  /** What was corrected or ignored; logged at WARN. */
  readonly notices: readonly string[];
}
