import type { HttpResponse } from '../client/http';
import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';

/** Where a body holds what the probe examines. */
export interface ReplyPaths {
  readonly records: readonly string[];
  readonly totals: readonly (readonly string[])[];
}

/** One reply to the probe, with any status. */
export class Reply {
  readonly body: JsonValue | undefined;

  constructor(
    readonly response: HttpResponse,
    private readonly paths: ReplyPaths,
  ) {
    this.body = parsed(response.body.toString('utf8'));
  }

  get status(): number {
    return this.response.status;
  }

  get isSuccess(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** The records; none if the request was refused. */
  get records(): readonly JsonObject[] {
    return this.rows?.filter(isJsonObject) ?? [];
  }

  /** The record count of all pages, if the reply states it; an answer without rows may omit it. */
  get total(): number | undefined {
    const totals = this.isSuccess ? this.paths.totals.map((path) => this.at(path)) : [];
    const total = totals.find((value) => typeof value === 'number');
    if (total !== undefined) return total;
    return this.rows?.length === 0 ? 0 : undefined;
  }

  private get rows(): readonly JsonValue[] | undefined {
    const rows = this.isSuccess ? this.at(this.paths.records) : undefined;
    return Array.isArray(rows) ? (rows as readonly JsonValue[]) : undefined;
  }

  at(path: readonly string[]): JsonValue | undefined {
    return path.reduce<JsonValue | undefined>(
      (value, name) => (isJsonObject(value) ? value[name] : undefined),
      this.body,
    );
  }
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
