import type { JsonObject } from '../config/json';
import { formatInstant, parseInstant } from '../manifest/datetime';

const FORMAT = '%Y-%m-%dT%H:%M:%SZ';

/** Without a generation id, only the elapsed time distinguishes a retry from the next sync. */
const RETRY_WITHIN_MS = 24 * 60 * 60_000;

/** When a full refresh starts, epoch milliseconds, and the platform's generation id if the catalog has one. */
export interface RefreshRequest {
  readonly now: number;
  readonly generationId?: number | undefined;
}

interface Mark {
  /** Epoch milliseconds; undefined in states of 0.1.0. */
  readonly since: number | undefined;
  readonly generationId: number | undefined;
}

/** The mark of a full refresh in progress: the partitions in `states` are already read. */
export class FullRefreshProgress {
  private mark: Mark | undefined;

  /** `reserved`: the object under the reserved key. */
  read({ full_refresh, full_refresh_since: since, generation_id: id }: JsonObject): void {
    if (full_refresh !== true) return;
    this.mark = {
      since: typeof since === 'string' ? parseInstant(since) : undefined,
      generationId: typeof id === 'number' ? id : undefined,
    };
  }

  get isUnderWay(): boolean {
    return this.mark !== undefined;
  }

  /** Returns whether the refresh in progress continues; if not, another one has started. */
  start(request: RefreshRequest): boolean {
    if (this.mark !== undefined && goesOn(this.mark, request)) return true;
    this.mark = { since: request.now, generationId: request.generationId };
    return false;
  }

  end(): void {
    this.mark = undefined;
  }

  /** Always all keys, null where there is no value. */
  snapshot(): JsonObject {
    const { since, generationId } = this.mark ?? {};
    return {
      full_refresh: this.mark !== undefined,
      full_refresh_since: since === undefined ? null : formatInstant(since, FORMAT),
      generation_id: generationId ?? null,
    };
  }
}

/** A runner that merges states may restore the mark of a refresh that ended long ago: without a time it is void. */
function goesOn({ since, generationId }: Mark, request: RefreshRequest): boolean {
  if (since === undefined) return false;
  if (request.generationId !== undefined) return request.generationId === generationId;
  return Math.abs(request.now - since) < RETRY_WITHIN_MS;
}
