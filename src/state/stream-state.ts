import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';
import { formatInstant, parseInstant } from '../manifest/datetime';
import { changesEntry, readChanges, type ChangesKnowledge } from './changes-knowledge';
import { FullRefreshProgress, type RefreshRequest } from './full-refresh';
import { ownerEntry, readOwner, type StateOwner } from './owner';
import { withoutNulls, withExplicitNulls } from './merge-patch';
import { withoutRuntimeKeys } from './runtime-keys';
import { readUpcoming, upcomingEntry, type UpcomingKnowledge } from './upcoming-knowledge';

/** This connector's own key in a stream state; Airbyte's runtime preserves and ignores it. */
export const RESERVED_KEY = 'source_navan';

/**
 * The version of the value under the reserved key. Of a higher version only the cursors are read. So added keys do not
 * raise it, as long as earlier versions can read the rest.
 */
const VERSION = 1;

const COVERAGE_FORMAT = '%Y-%m-%dT%H:%M:%SZ';

export interface StateShape {
  /** Absent: the stream is one partition. */
  readonly partitionField?: string;
  /** Absent: the state holds only the reserved key. */
  readonly cursorField?: string;
  readonly cursorFormat?: string;
}

/** A cursor as received, and its time. */
interface Cursor {
  readonly text: string;
  readonly epochMs: number;
}

/** Oddities of an input state; each deserves a warning, nothing more. */
export type StateProblem = 'no cursors' | 'unreadable cursor' | 'newer version';

/**
 * How far a stream has been read: Airbyte's low-code state (`states`, one cursor per partition), and under a reserved
 * key what that format cannot hold. Does no I/O; `snapshot` returns the state for a checkpoint.
 *
 *     {"states": [{"partition": {"created_month": "2026-10"}, "cursor": {"lastModified": "2026-11-02T08:00:00.000Z"}}],
 *      "source_navan": {"version": 1, "rows": {"2026-10": 312}, "from": {"2026-10": "2026-10-11T23:59:59Z"},
 *                       "changes": {"answer": "watched", "at": "2026-11-01T08:00:00.000Z", …},
 *                       "upcoming": {"until": "2026-11-02T08:00:00.000Z", "rows": 87},
 *                       "full_refresh": true, "full_refresh_since": "2026-11-02T08:00:00Z", "generation_id": 7,
 *                       "owner": {"client": "…", "company": "…"}, "token": "…"}}
 *
 * A stream that is one partition has its cursor in the place of `states`: {"modified_timestamp": "…", "source_navan": …}.
 *
 * Each snapshot has all of its keys, and null for each key of an earlier state that no longer applies.
 */
export class StreamState {
  readonly problems = new Set<StateProblem>();
  private readonly cursors = new Map<string, Cursor>();
  private readonly rows = new Map<string, number>();
  private readonly coverageStarts = new Map<string, number>();
  private readonly fullRefresh = new FullRefreshProgress();
  /** What is known of the API's filter for changes. */
  changes: ChangesKnowledge | undefined;
  /** What is known of its filter for travel. */
  upcoming: UpcomingKnowledge | undefined;
  private sealedToken: string | undefined;
  private knownOwner: StateOwner | undefined;
  /** The input state merged with the snapshots so far. */
  private previous: JsonObject = {};

  constructor(
    raw: JsonObject | undefined,
    private readonly shape: StateShape,
  ) {
    if (!raw) return;
    this.previous = withoutNulls(withoutRuntimeKeys(raw));
    this.readCursors(raw);
    this.readReserved(raw[RESERVED_KEY]);
  }

  /** The sealed token in the input state. */
  get token(): string | undefined {
    return this.sealedToken;
  }

  /** Whose data the input state describes; undefined if it does not say. */
  get owner(): StateOwner | undefined {
    return this.knownOwner;
  }

  /** A full refresh was interrupted: the partitions in `states` are already read. */
  get isFullRefreshUnderWay(): boolean {
    return this.fullRefresh.isUnderWay;
  }

  /** Epoch milliseconds; undefined if the partition has to be read in full. */
  cursor(partition: string): number | undefined {
    return this.cursors.get(partition)?.epochMs;
  }

  /** The partition's record count at its last read. */
  recordCount(partition: string): number | undefined {
    return this.rows.get(partition);
  }

  /** Where reading began for a partition that the start date cuts off, epoch milliseconds; undefined if not known. */
  coverageStart(partition: string): number | undefined {
    return this.coverageStarts.get(partition);
  }

  /** The partition was read from `begin` on; anything before has never been read. */
  setCoverageStart(partition: string, begin: number | undefined): void {
    if (begin === undefined) this.coverageStarts.delete(partition);
    else this.coverageStarts.set(partition, begin);
  }

  /** The next read reads the partition in full, as if for the first time. */
  forget(partition: string): void {
    this.cursors.delete(partition);
    this.rows.delete(partition);
    this.coverageStarts.delete(partition);
  }

  /** Forgets all cursors, unless this full refresh is already in progress. */
  startFullRefresh(request: RefreshRequest): void {
    if (!this.fullRefresh.start(request)) this.cursors.clear();
  }

  /** Everything is read, or an incremental sync takes over: the next full refresh starts from the beginning. */
  endFullRefresh(): void {
    this.fullRefresh.end();
  }

  /** The partition was read in full. `cursor`: when its reading began. A cursor never moves back. */
  finish(partition: string, cursor: number | undefined, rows: number): void {
    this.rows.set(partition, rows);
    const known = this.cursors.get(partition);
    const { cursorFormat } = this.shape;
    if (cursor === undefined || cursorFormat === undefined) return;
    if (known && known.epochMs >= cursor) return;
    this.cursors.set(partition, { text: formatInstant(cursor, cursorFormat), epochMs: cursor });
  }

  snapshot(sealedToken: string | undefined, owner?: StateOwner): JsonObject {
    const now = { ...this.progress(), [RESERVED_KEY]: this.reserved(sealedToken, owner) };
    this.previous = withExplicitNulls(this.previous, now);
    return this.previous;
  }

  /** In Airbyte's form: a stream that is one partition has its cursor at the top level. */
  private progress(): JsonObject {
    const { cursorField, partitionField } = this.shape;
    if (cursorField === undefined) return { states: [] };
    if (partitionField === undefined) {
      const cursor = this.cursors.get('');
      return cursor ? { [cursorField]: cursor.text } : {};
    }
    const states = [...this.cursors].map(([value, { text }]) => ({
      partition: { [partitionField]: value },
      cursor: { [cursorField]: text },
    }));
    return { states };
  }

  private reserved(sealedToken: string | undefined, owner: StateOwner | undefined): JsonObject {
    return {
      version: VERSION,
      rows: Object.fromEntries(this.rows),
      from: this.coverageStartTexts(),
      changes: changesEntry(this.changes),
      upcoming: upcomingEntry(this.upcoming),
      ...this.fullRefresh.snapshot(),
      owner: ownerEntry(owner, this.knownOwner),
      token: sealedToken ?? null,
    };
  }

  private coverageStartTexts(): JsonObject {
    const texts = [...this.coverageStarts].map(([partition, at]) => [
      partition,
      formatInstant(at, COVERAGE_FORMAT),
    ]);
    return Object.fromEntries(texts) as JsonObject;
  }

  private readCursors(raw: JsonObject): void {
    // For a stream without a cursor Airbyte's runtime keeps its own marks, which mean nothing here.
    if (this.shape.cursorField === undefined) return;
    const { cursorField, partitionField } = this.shape;
    const { states } = raw;
    // Null: removed by a runner that merges states.
    if (partitionField === undefined) this.takeCursor('', raw[cursorField] ?? undefined);
    else
      for (const entry of Array.isArray(states) ? (states as readonly JsonValue[]) : [])
        this.readCursor(entry, partitionField, cursorField);
    const isUnderstood = this.cursors.size + this.problems.size > 0;
    if (!isUnderstood && hasProgress(raw)) this.problems.add('no cursors');
  }

  private readCursor(entry: JsonValue, partitionField: string, cursorField: string): void {
    if (!isJsonObject(entry)) return;
    const { partition, cursor } = entry;
    const value = isJsonObject(partition) ? partition[partitionField] : undefined;
    const text = isJsonObject(cursor) ? cursor[cursorField] : null;
    if (typeof value === 'string') this.takeCursor(value, text ?? null);
  }

  /** `text`: undefined if the state has no cursor of the partition. */
  private takeCursor(partition: string, text: JsonValue | undefined): void {
    if (text === undefined) return;
    const epochMs = typeof text === 'string' ? parseInstant(text) : undefined;
    if (typeof text === 'string' && epochMs !== undefined)
      this.cursors.set(partition, { text, epochMs });
    else this.problems.add('unreadable cursor');
  }

  private readReserved(reserved: JsonValue | undefined): void {
    if (!isJsonObject(reserved)) return;
    const { version, rows, from, changes, upcoming, owner, token } = reserved;
    if (version !== VERSION) {
      if (Number(version) > VERSION) this.problems.add('newer version');
      return;
    }
    if (typeof token === 'string') this.sealedToken = token;
    this.knownOwner = readOwner(owner);
    this.fullRefresh.read(reserved);
    this.changes = readChanges(changes);
    this.upcoming = readUpcoming(upcoming);
    for (const [partition, count] of Object.entries(isJsonObject(rows) ? rows : {})) {
      if (typeof count === 'number') this.rows.set(partition, count);
    }
    for (const [partition, text] of Object.entries(isJsonObject(from) ? from : {})) {
      const begin = typeof text === 'string' ? parseInstant(text) : undefined;
      if (begin !== undefined) this.coverageStarts.set(partition, begin);
    }
  }
}

/** Whether a state of any shape records progress. `state`, next to `states`, is one cursor for the whole stream. */
function hasProgress(raw: JsonObject): boolean {
  const { states, state } = raw;
  if (!Array.isArray(states))
    return Object.entries(raw).some(([key, value]) => key !== RESERVED_KEY && value !== null);
  return states.length > 0 || (isJsonObject(state) && Object.keys(state).length > 0);
}
