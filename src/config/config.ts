import type { JsonObject } from './json';

/** The user's config after all checks. */
export interface Config {
  /**
   * Deeply frozen JSON in the shape of the spec. Optional keys that were null are absent, credentials are trimmed, a
   * base URL has no slash at its end. Defaults are not filled in: the manifest's expressions name them.
   */
  readonly raw: JsonObject;
  /** The values of the keys that the spec marks with `airbyte_secret`, at any depth. */
  readonly secrets: readonly string[];
  /** Sentences about what was mended or ignored, for the log at WARN. */
  readonly notices: readonly string[];
}
