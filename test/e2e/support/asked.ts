import type { AirbyteConfig } from 'faros-airbyte-cdk/lib/protocol';
import { ConnectorSource } from '../../../src/cli/connector-source';
import { createConnector } from '../../../src/cli/create-connector';
import { LineWriter } from '../../../src/protocol/line-writer';
import { Redactor } from '../../../src/config/redaction';
import { StdoutOutput } from '../../../src/protocol/stdout-output';
import type { Simulator } from '../../../simulator';
import { CheckedSink } from '../../protocol/checked-sink';
import { shortLimits } from './short-limits';
import { EVERYTHING } from './sync';

interface Message {
  readonly type: string;
  readonly record?: { readonly stream: string; readonly data: Readonly<Record<string, unknown>> };
  readonly state?: {
    readonly type: string;
    readonly stream: {
      readonly stream_descriptor: { readonly name: string };
      readonly stream_state: Readonly<Record<string, unknown>>;
    };
  };
  readonly log?: { readonly level: string; readonly message: string };
  readonly trace?: {
    readonly stream_status?: {
      readonly stream_descriptor: { readonly name: string };
      readonly status: string;
    };
  };
}

/** What a read printed, and whether the exit code would say that all was read. */
export class Answer {
  constructor(
    private readonly messages: readonly Message[],
    readonly isWhole: boolean,
  ) {}

  ids(stream: string, key: string): readonly string[] {
    const rows = this.messages.flatMap(({ record }) => (record?.stream === stream ? record : []));
    return rows.map(({ data }) => String(data[key])).sort();
  }

  /** As the platform hands it to the next sync: the last of each stream. */
  get state(): readonly unknown[] {
    const last = new Map<string, unknown>();
    for (const { state } of this.messages)
      if (state) last.set(state.stream.stream_descriptor.name, state);
    return [...last.values()];
  }

  statuses(stream: string): readonly string[] {
    return this.messages.flatMap(({ trace }) =>
      trace?.stream_status?.stream_descriptor.name === stream ? trace.stream_status.status : [],
    );
  }

  /** What the log says. */
  get lines(): readonly string[] {
    return this.messages.flatMap(({ log }) => log?.message ?? []);
  }

  get warnings(): readonly string[] {
    return this.messages.flatMap(({ log }) => (log?.level === 'WARN' ? log.message : []));
  }
}

class KeptLines extends CheckedSink {
  readonly messages: Message[] = [];

  override write(chunk: Uint8Array, callback: (error?: Error | null) => void): boolean {
    const lines = Buffer.from(chunk).toString().split('\n');
    for (const line of lines) if (line !== '') this.messages.push(JSON.parse(line) as Message);
    return super.write(chunk, callback);
  }
}

/** Reads what a catalog file asks for, from what a state file holds, both as another program wrote them. */
export async function asked(
  navan: Simulator,
  catalog: unknown,
  state: unknown = [],
): Promise<Answer> {
  const sink = new KeptLines();
  const output = new StdoutOutput(new LineWriter(sink), new Redactor());
  const context = { addSecret: () => undefined, allowedHosts: [] };
  const connector = createConnector(context, { limits: shortLimits });
  const source = new ConnectorSource(connector, context, output, new AbortController().signal);
  const config = navan.config(EVERYTHING) as AirbyteConfig;
  // It yields nothing: messages go to the output.
  await source.read(config, config, catalog as never, state as never).next();
  await output.flush();
  return new Answer(sink.messages, !output.failed);
}
