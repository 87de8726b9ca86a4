import { isJsonObject, type JsonObject } from '../config/json';
import type { ConnectorError } from '../errors/connector-error';
import { logLine, type LogFacts, type LogLine } from '../log/log-line';
import { READ_LINES } from '../log/read-lines';
import type { RefusableValue } from '../manifest/model';
import type { Log } from '../protocol/output';
import type { Endpoint } from '../stream/endpoint-health';
import type { ScannedPage } from '../stream/records/scanned-page';
import type { Observer } from '../stream/partition-options';

const MOST_NAMES = 10;

/** Logs each oddity once per read. */
export class Warnings implements Observer {
  private readonly logged = new Set<string>();
  private readonly schemas: ReadonlyMap<string, Schema>;

  private readonly keyless = new Map<string, number>();

  /**
   * `deduplicated`: streams that the destination deduplicates by primary key. `envelopes`: members that a response may
   * have outside its records, of streams whose responses are not documented.
   */
  constructor(
    private readonly log: Log,
    schemas: ReadonlyMap<string, JsonObject>,
    private readonly onStatedRecords: (stream: string, partition: string, count: number) => void,
    private readonly deduplicated: ReadonlySet<string> = new Set(),
    private readonly envelopes: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
  ) {
    this.schemas = new Map([...schemas].map(([name, schema]) => [name, typesOf(schema)]));
  }

  once(key: string, line: LogLine, facts: LogFacts): void {
    if (this.logged.has(key)) return;
    this.logged.add(key);
    logLine(this.log, line, facts);
  }

  misplacedRecord(stream: string, window: string): void {
    this.once(`misplaced ${stream}`, READ_LINES.misplacedRecord, { stream, window });
  }

  wrongTotal(stream: string, window: string, stated: number | undefined, counted: number): void {
    this.once(`total ${stream}`, READ_LINES.wrongTotal, {
      stream,
      window,
      stated: stated ?? null,
      counted,
    });
  }

  fullPage(stream: string, window: string, counted: number): void {
    this.once(`full ${stream}`, READ_LINES.fullPage, { stream, window, counted });
  }

  suspect({ stream, path }: Endpoint, failure: ConnectorError): void {
    this.once(`suspect ${path}`, READ_LINES.failingPart, {
      stream,
      path,
      failure: failure.summary,
    });
  }

  refusedValue(stream: string, { parameter, value }: RefusableValue): void {
    this.once(`refused ${stream}`, READ_LINES.refusedValue, { stream, parameter, value });
  }

  split(stream: string, window: string, failure: ConnectorError): void {
    this.once(`cut ${stream}`, READ_LINES.split, { stream, window, failure: failure.summary });
  }

  statedRecords(stream: string, partition: string, count: number): void {
    this.onStatedRecords(stream, partition, count);
  }

  page(stream: string, page: ScannedPage): void {
    const { hasLoneSurrogate, hasExcessiveNumber } = page.replacements;
    if (hasLoneSurrogate) this.once(`surrogate ${stream}`, READ_LINES.loneSurrogate, { stream });
    if (hasExcessiveNumber) this.once(`number ${stream}`, READ_LINES.excessiveNumber, { stream });
    this.members(stream, page);
    this.envelope(stream, page);
  }

  /** A destination that needs the key fails the whole sync over one such record, so it is not sent there. */
  keylessRecord(stream: string): boolean {
    this.keyless.set(stream, (this.keyless.get(stream) ?? 0) + 1);
    return this.sendsKeyless(stream);
  }

  sendsKeyless(stream: string): boolean {
    return !this.deduplicated.has(stream);
  }

  /** Call at the end of the read, when their number is known. */
  logKeylessRecords(): void {
    for (const [stream, records] of this.keyless) {
      const line = this.deduplicated.has(stream)
        ? READ_LINES.keylessDropped
        : READ_LINES.keylessSent;
      logLine(this.log, line, { stream, records });
    }
  }

  private envelope(stream: string, page: ScannedPage): void {
    const known = this.envelopes.get(stream);
    const names = known ? page.outerNames.filter((name) => !known.has(name)) : [];
    if (names.length === 0) return;
    const members = names.slice(0, MOST_NAMES).join(', ');
    this.once(`envelope ${stream}`, READ_LINES.unknownEnvelope, { stream, members });
  }

  private members(stream: string, page: ScannedPage): void {
    const schema = this.schemas.get(stream);
    if (!schema) return;
    for (const { name, type } of page.members(0)) {
      const types = schema.get(name);
      if (types && (types.has(type) || (type === 'integer' && types.has('number')))) continue;
      const line = types ? READ_LINES.otherType : READ_LINES.unknownMember;
      this.once(`member ${stream} ${name} ${type}`, line, { stream, field: name, type });
    }
  }
}

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
