import type { JsonObject } from '../../src/config/json';
import type { Catalog } from '../../src/protocol/catalog';
import type { LogFacts } from '../../src/log/log-line';
import type { LogLevel } from '../../src/protocol/output';

type Json = Readonly<Record<string, unknown>>;

/** A protocol message, with the parts that tests read. */
export interface Message {
  readonly type: string;
  readonly record?: { readonly stream: string; readonly data: Json };
  readonly state?: StateOfStream;
  readonly log?: { readonly level: LogLevel; readonly message: string };
  readonly trace?: {
    readonly stream_status?: StreamRef & { readonly status: string };
    readonly estimate?: { readonly name: string; readonly row_estimate: number };
    readonly error?: Partial<StreamRef> & {
      readonly message: string;
      readonly internal_message: string;
      readonly failure_type: string;
      readonly stack_trace?: string;
    };
  };
  readonly connectionStatus?: { readonly status: string; readonly message?: string };
  readonly catalog?: Catalog;
}

interface StreamRef {
  readonly stream_descriptor: { readonly name: string };
}

interface StateOfStream {
  readonly type: string;
  readonly stream: StreamRef & { readonly stream_state: JsonObject };
}

export interface LogLine {
  readonly level: LogLevel;
  readonly text: string;
  readonly sentence: string;
  /** The `key=value` facts after the sentence. */
  readonly facts: LogFacts;
}

/** A TRACE ERROR. */
export interface RunError {
  readonly stream: string | undefined;
  readonly code: string;
  readonly message: string;
  readonly failureType: string;
}

export type States = ReadonlyMap<string, JsonObject>;

/** The output of one run, in order, and how it ended. */
export class ConnectorRun {
  /** Empty if stdout is for people. */
  readonly messages: readonly Message[];
  private readonly lineTexts: readonly string[];

  constructor(
    readonly code: number | null,
    readonly stdout: string,
    readonly stderr: string,
  ) {
    this.lineTexts = protocolLines(stdout);
    this.messages = this.lineTexts.map((line) => JSON.parse(line) as Message);
  }

  /** The bytes of a stream's records, as sent. */
  records(stream = 'bookings'): readonly string[] {
    return this.messages.flatMap(({ record }, index) =>
      record?.stream === stream ? dataOf(this.lineTexts[index] ?? '') : [],
    );
  }

  ids(stream = 'bookings', key = 'uuid'): readonly string[] {
    return this.messages.flatMap(({ record }) =>
      record?.stream === stream ? String(record.data[key]) : [],
    );
  }

  /** Every state of a stream, with the number of its records before it. */
  checkpoints(
    stream = 'bookings',
  ): readonly { readonly state: JsonObject; readonly records: number }[] {
    let records = 0;
    return this.messages.flatMap(({ record, state }) => {
      if (record?.stream === stream) records++;
      if (state?.stream.stream_descriptor.name !== stream) return [];
      return { state: state.stream.stream_state, records };
    });
  }

  /** The last state of each stream: what the platform passes to the next sync. */
  get states(): States {
    return new Map(
      this.messages.flatMap(({ state }) =>
        state ? [[state.stream.stream_descriptor.name, state.stream.stream_state] as const] : [],
      ),
    );
  }

  /** One partition's cursor in the last state. */
  cursor(partition: string, stream = 'bookings'): string | undefined {
    const entries = (this.states.get(stream)?.['states'] ?? []) as {
      partition: Json;
      cursor: Json;
    }[];
    const entry = entries.find(({ partition: each }) => Object.values(each).includes(partition));
    return entry && String(Object.values(entry.cursor)[0]);
  }

  statuses(stream = 'bookings'): readonly string[] {
    return this.allStatuses.flatMap(([name, status]) => (name === stream ? status : []));
  }

  /** Streams that did not reach COMPLETE, in order of failure. */
  get failedStreams(): readonly string[] {
    return this.allStatuses.flatMap(([name, status]) => (status === 'INCOMPLETE' ? name : []));
  }

  /** Record count of each ESTIMATE of a stream. */
  estimates(stream = 'bookings'): readonly number[] {
    return this.messages.flatMap(({ trace }) =>
      trace?.estimate?.name === stream ? trace.estimate.row_estimate : [],
    );
  }

  get errors(): readonly RunError[] {
    return this.messages.flatMap(({ trace }) => {
      if (!trace?.error) return [];
      const { message, internal_message, failure_type, stream_descriptor } = trace.error;
      const code = internal_message.replace(/:.*/, '');
      return { stream: stream_descriptor?.name, code, message, failureType: failure_type };
    });
  }

  /** Statuses and errors of streams in order, such as `error users`. */
  get told(): readonly string[] {
    return this.messages.flatMap(({ trace }) => {
      const { stream_status: status, error } = trace ?? {};
      if (status) return `${status.status} ${status.stream_descriptor.name}`;
      return error?.stream_descriptor ? `error ${error.stream_descriptor.name}` : [];
    });
  }

  get lines(): readonly LogLine[] {
    return this.messages.flatMap(({ log }) => (log ? logLine(log.level, log.message) : []));
  }

  /** WARN log lines with `part` in their sentence. */
  warnings(part = ''): readonly LogLine[] {
    return this.lines.filter(({ level, sentence }) => level === 'WARN' && sentence.includes(part));
  }

  /** Everything but the records: where a secret could be. */
  get words(): string {
    const words = this.lineTexts.filter((_, index) => this.messages[index]?.type !== 'RECORD');
    return words.join('\n');
  }

  private get allStatuses(): readonly (readonly [stream: string, status: string])[] {
    return this.messages.flatMap(({ trace }) => {
      const { stream_status: status } = trace ?? {};
      return status ? [[status.stream_descriptor.name, status.status] as const] : [];
    });
  }
}

/** The lines that are messages: help and version are for people. */
export function protocolLines(stdout: string): readonly string[] {
  return stdout.split('\n').filter((line) => line.startsWith('{'));
}

function dataOf(line: string): string {
  const head = ',"data":';
  return line.slice(line.indexOf(head) + head.length, -'}}'.length);
}

const FACT = /(\w+)=("(?:[^"\\]|\\.)*"|[^\s"=]+)/g;
const FACTS_AT_END = new RegExp(`(?: ${FACT.source})*$`);

function logLine(level: LogLevel, text: string): LogLine {
  const [tail = ''] = FACTS_AT_END.exec(text) ?? [];
  const facts = [...tail.matchAll(FACT)].map(([, key = '', value = '']) => [key, factOf(value)]);
  const sentence = text.slice(0, text.length - tail.length);
  return { level, text, sentence, facts: Object.fromEntries(facts) as LogFacts };
}

/** An unquoted text looks like its type: a number, true, null. */
function factOf(printed: string): unknown {
  try {
    return JSON.parse(printed);
  } catch {
    return printed;
  }
}

/** The lines of the request log. */
export function requestLines({ lines }: ConnectorRun): Readonly<Record<string, unknown>>[] {
  return lines
    .filter(({ text }) => text.startsWith('{'))
    .map(({ text }) => JSON.parse(text) as Readonly<Record<string, unknown>>);
}
