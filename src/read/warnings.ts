import type { JsonObject } from '../config/json';
import { isJsonObject } from '../config/json';
import type { ConnectorError } from '../errors/connector-error';
import type { LogFacts, Log } from '../protocol/output';
import type { Endpoint } from '../stream/endpoint-health';
import type { ScannedPage } from '../stream/records/scanned-page';
import type { Observer } from '../stream/partition-options';

/** Logs each oddity once per read. */
export class Warnings implements Observer {
  private readonly logged = new Set<string>();
  private readonly schemas: ReadonlyMap<string, Schema>;

  private readonly keyless = new Map<string, number>();

  /** `deduplicated`: streams that the destination deduplicates by primary key. */
  constructor(
    private readonly log: Log,
    schemas: ReadonlyMap<string, JsonObject>,
    private readonly onStatedRecords: (stream: string, partition: string, count: number) => void,
    private readonly deduplicated: ReadonlySet<string> = new Set(),
  ) {
    this.schemas = new Map([...schemas].map(([name, schema]) => [name, typesOf(schema)]));
  }

  once(key: string, sentence: string, facts: LogFacts): void {
    if (this.logged.has(key)) return;
    this.logged.add(key);
    this.log.log('WARN', sentence, facts);
  }

  misplacedRecord(stream: string, window: string): void {
    const sentence =
      'A row says that it was created outside of the time range that returned it; it was sent all the same.';
    this.once(`misplaced ${stream}`, sentence, { stream, window });
  }

  wrongTotal(stream: string, window: string, stated: number | undefined, counted: number): void {
    const sentence =
      'The API states another number of rows than it returns, reading after reading; what it returns was sent.';
    this.once(`total ${stream}`, sentence, { stream, window, stated: stated ?? null, counted });
  }

  suspect({ stream, path }: Endpoint, failure: ConnectorError): void {
    const sentence =
      'The API fails for a part of this stream; small time ranges are asked for to find out whether it fails for all.';
    this.once(`suspect ${path}`, sentence, { stream, path, failure: failure.summary });
  }

  split(stream: string, window: string, failure: ConnectorError): void {
    const sentence = 'A time range could not be read as a whole; its halves are read.';
    this.once(`cut ${stream}`, sentence, { stream, window, failure: failure.summary });
  }

  statedRecords(stream: string, partition: string, count: number): void {
    this.onStatedRecords(stream, partition, count);
  }

  page(stream: string, page: ScannedPage): void {
    const { hasLoneSurrogate, hasExcessiveNumber } = page.replacements;
    if (hasLoneSurrogate) this.once(`surrogate ${stream}`, LONE_SURROGATE, { stream });
    if (hasExcessiveNumber) this.once(`number ${stream}`, EXCESSIVE_NUMBER, { stream });
    this.members(stream, page);
  }

  /** A destination that needs the key fails the whole sync over one such record, so it is not sent there. */
  keylessRecord(stream: string): boolean {
    this.keyless.set(stream, (this.keyless.get(stream) ?? 0) + 1);
    return !this.deduplicated.has(stream);
  }

  /** Call at the end of the read, when their number is known. */
  logKeylessRecords(): void {
    for (const [stream, rows] of this.keyless) {
      const sentence = this.deduplicated.has(stream)
        ? 'Rows without a key came and were left out: the destination could not tell them apart.'
        : 'Rows without a key came and were sent as they are.';
      this.log.log('WARN', sentence, { stream, rows });
    }
  }

  private members(stream: string, page: ScannedPage): void {
    const schema = this.schemas.get(stream);
    if (!schema) return;
    for (const { name, type } of page.members(0)) {
      const types = schema.get(name);
      if (types && (types.has(type) || (type === 'integer' && types.has('number')))) continue;
      const sentence = types
        ? 'A field has another type than the schema says; the destination may not keep it.'
        : 'The API sends a field that the schema does not have; the platform does not pass it on.';
      this.once(`member ${stream} ${name} ${type}`, sentence, { stream, field: name, type });
    }
  }
}

const LONE_SURROGATE =
  'A text holds half of a character (a lone surrogate), which strict JSON readers refuse; it is sent as U+FFFD.';
const EXCESSIVE_NUMBER =
  'A number is too large or too long for strict JSON readers; null is sent in its place.';

type Schema = ReadonlyMap<string, ReadonlySet<string>>;

function typesOf(schema: JsonObject): Schema {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  return new Map(
    Object.entries(properties).map(([name, property]) => {
      const type = isJsonObject(property) ? property['type'] : undefined;
      return [name, new Set((Array.isArray(type) ? type : [type]).map(String))] as const;
    }),
  );
}
