import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';
import { formatInstant, parseInstant } from '../manifest/datetime';
import { FullRefreshProgress, type RefreshRequest } from './full-refresh';
import { ownerEntry, readOwner, type StateOwner } from './owner';
import { withoutNulls, withExplicitNulls } from './merge-patch';
import { withoutRuntimeKeys } from './runtime-keys';

/** The key of a stream state that is ours alone; Airbyte's runtime carries it along and ignores it. */
export const RESERVED_KEY = 'source_navan';

/**
 * Of what stands under the reserved key. A higher version is left alone, apart from its cursors; so keys that are added
 * leave it as it is, as long as a version before them can read the rest.
 */
const VERSION = 1;

const COVERAGE_FORMAT = '%Y-%m-%dT%H:%M:%SZ';

/** How a stream's state names its partitions and cursors. */
export interface StateShape {
  /** Absent: the stream is one partition. */
  readonly partitionField?: string;
  /** Absent: nothing is remembered but the reserved key. */
  readonly cursorField?: string;
  readonly cursorFormat?: string;
}

/** A cursor as it came, and what it means; a text that is no date-time means nothing. */
interface Cursor {
  readonly text: string;
  readonly epochMs: number;
}

/** What was odd about a state that came in; each is worth a warning and nothing more. */
export type StateProblem = 'no cursors' | 'unreadable cursor' | 'newer version';

/**
 * How far a stream has been read: Airbyte's low-code state (`states`, one cursor per partition), and under a reserved
 * key what that format has no place for. Does no I/O; `snapshot` hands out what a checkpoint says.
 *
 *     {"states": [{"partition": {"created_month": "2026-10"}, "cursor": {"lastModified": "2026-11-02T08:00:00.000Z"}}],
 *      "source_navan": {"version": 1, "rows": {"2026-10": 312}, "from": {"2026-10": "2026-10-11T23:59:59Z"},
 *                       "full_refresh": true, "full_refresh_since": "2026-11-02T08:00:00Z", "generation_id": 7,
 *                       "owner": {"client": "…", "company": "…"}, "token": "…"}}
 *
 * Each snapshot says all of its keys, and null for what an earlier state said and is gone.
 */
export class StreamState {
  readonly problems = new Set<StateProblem>();
  private readonly cursors = new Map<string, Cursor>();
  private readonly rows = new Map<string, number>();
  private readonly coverageStarts = new Map<string, number>();
  private readonly fullRefresh = new FullRefreshProgress();
  private sealedToken: string | undefined;
  private knownOwner: StateOwner | undefined;
  /** What the state that came in and those that went out have said. */
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

  /** The sealed token that came with the state. */
  get token(): string | undefined {
    return this.sealedToken;
  }

  /** Whose data the state that came in is about; undefined where it does not say. */
  get owner(): StateOwner | undefined {
    return this.knownOwner;
  }

  /** A full refresh broke off: what `states` names is read already. */
  get isFullRefreshUnderWay(): boolean {
    return this.fullRefresh.isUnderWay;
  }

  /** Epoch milliseconds; undefined where the partition has to be read whole. */
  cursor(partition: string): number | undefined {
    return this.cursors.get(partition)?.epochMs;
  }

  /** How many rows the partition had when it was read last. */
  recordCount(partition: string): number | undefined {
    return this.rows.get(partition);
  }

  /** Where the reading of a partition began that is cut off by the start date; undefined where that is not known. */
  coverageStart(partition: string): number | undefined {
    return this.coverageStarts.get(partition);
  }

  /** The partition was read from `begin` on: what lies before that has never been read. */
  setCoverageStart(partition: string, begin: number | undefined): void {
    if (begin === undefined) this.coverageStarts.delete(partition);
    else this.coverageStarts.set(partition, begin);
  }

  /** The partition has to be read whole, as if it never had been. */
  forget(partition: string): void {
    this.cursors.delete(partition);
    this.rows.delete(partition);
    this.coverageStarts.delete(partition);
  }

  /** Forgets everything that was read, unless this full refresh is under way already. */
  startFullRefresh(request: RefreshRequest): void {
    if (!this.fullRefresh.start(request)) this.cursors.clear();
  }

  /** All of it is read, or an incremental read goes on from here: the next full refresh begins anew. */
  endFullRefresh(): void {
    this.fullRefresh.end();
  }

  /** The partition was read whole, `cursor` being the moment its reading began. A cursor never goes back. */
  finish(partition: string, cursor: number | undefined, rows: number): void {
    this.rows.set(partition, rows);
    const known = this.cursors.get(partition);
    const { cursorFormat } = this.shape;
    if (cursor === undefined || cursorFormat === undefined) return;
    if (known && known.epochMs >= cursor) return;
    this.cursors.set(partition, { text: formatInstant(cursor, cursorFormat), epochMs: cursor });
  }

  snapshot(sealedToken: string | undefined, owner?: StateOwner): JsonObject {
    const states = this.cursorEntries();
    const now = { states, [RESERVED_KEY]: this.reserved(sealedToken, owner) };
    this.previous = withExplicitNulls(this.previous, now);
    return this.previous;
  }

  private cursorEntries(): JsonValue[] {
    const { cursorField, partitionField } = this.shape;
    const states: JsonValue[] = [];
    if (cursorField !== undefined) {
      for (const [value, { text }] of this.cursors) {
        const partition = partitionField === undefined ? {} : { [partitionField]: value };
        states.push({ partition, cursor: { [cursorField]: text } });
      }
    }
    return states;
  }

  private reserved(sealedToken: string | undefined, owner: StateOwner | undefined): JsonObject {
    return {
      version: VERSION,
      rows: Object.fromEntries(this.rows),
      from: this.coverageStartTexts(),
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
    // Of a stream without a cursor Airbyte's runtime keeps marks of its own, which say nothing here.
    if (this.shape.cursorField === undefined) return;
    const { states } = raw;
    for (const entry of Array.isArray(states) ? (states as readonly JsonValue[]) : [])
      this.readCursor(entry);
    const isUnderstood = this.cursors.size + this.problems.size > 0;
    if (!isUnderstood && hasProgress(raw)) this.problems.add('no cursors');
  }

  private readCursor(entry: JsonValue): void {
    const { partitionField, cursorField } = this.shape;
    if (cursorField === undefined || !isJsonObject(entry)) return;
    const partition = isJsonObject(entry['partition']) ? entry['partition'] : {};
    const value = partitionField === undefined ? '' : partition[partitionField];
    const text = isJsonObject(entry['cursor']) ? entry['cursor'][cursorField] : undefined;
    const epochMs = typeof text === 'string' ? parseInstant(text) : undefined;
    if (typeof value !== 'string') return;
    if (typeof text !== 'string' || epochMs === undefined) {
      this.problems.add('unreadable cursor');
      return;
    }
    this.cursors.set(value, { text, epochMs });
  }

  private readReserved(reserved: JsonValue | undefined): void {
    if (!isJsonObject(reserved)) return;
    const { version, rows, from, owner, token } = reserved;
    if (version !== VERSION) {
      if (Number(version) > VERSION) this.problems.add('newer version');
      return;
    }
    if (typeof token === 'string') this.sealedToken = token;
    this.knownOwner = readOwner(owner);
    this.fullRefresh.read(reserved);
    for (const [partition, count] of Object.entries(isJsonObject(rows) ? rows : {})) {
      if (typeof count === 'number') this.rows.set(partition, count);
    }
    for (const [partition, text] of Object.entries(isJsonObject(from) ? from : {})) {
      const begin = typeof text === 'string' ? parseInstant(text) : undefined;
      if (begin !== undefined) this.coverageStarts.set(partition, begin);
    }
  }
}

/** A state of any shape that says how far something was read; beside `states` that is one cursor for the whole stream. */
function hasProgress(raw: JsonObject): boolean {
  const { states, state } = raw;
  if (!Array.isArray(states)) return Object.keys(raw).some((key) => key !== RESERVED_KEY);
  return states.length > 0 || (isJsonObject(state) && Object.keys(state).length > 0);
}
