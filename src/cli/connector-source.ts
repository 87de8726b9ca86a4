import { AirbyteSource } from 'faros-airbyte-cdk/lib/sources/source';
import type {
  AirbyteCatalogMessage,
  AirbyteConfig,
  AirbyteConfiguredCatalog,
  AirbyteConnectionStatusMessage,
  AirbyteMessage,
  AirbyteSpec,
  AirbyteState,
} from 'faros-airbyte-cdk/lib/protocol';
import type { Config } from '../config/config';
import { parseConfig, secretsOf } from '../config/parse-config';
import type { ConnectorSpec } from '../config/spec';
import { widenSpec } from '../config/spec';
import type { ConnectorError } from '../errors/connector-error';
import type { Finding } from '../probe/probe';
import { parseConfiguredCatalog } from '../protocol/configured-catalog';
import { parseState } from '../protocol/input-state';
import { catalogMessage, specMessage } from '../protocol/messages';
import type { Log } from '../protocol/output';
import type { StdoutOutput } from '../protocol/stdout-output';
import { succeeded } from './check-result';
import type { Connector, ConnectorContext } from './connector';
import { CHECK_TIME, DISCOVER_TIME, withinTime, type TimeLimit, type Timed } from './time-limit';

/**
 * The connector as a source of the CDK: takes the parsed files as they are, checks them, and answers with messages.
 * The CDK's message types are older than the protocol's: they do not know `is_resumable`.
 */
export class ConnectorSource extends AirbyteSource<AirbyteConfig> {
  constructor(
    private readonly connector: Connector,
    private readonly context: ConnectorContext,
    private readonly output: StdoutOutput,
    private readonly signal: AbortSignal,
    /** About the environment, for the log at WARN. */
    private readonly notices: readonly string[] = [],
  ) {
    super();
  }

  private get widenedSpec(): ConnectorSpec {
    return widenSpec(this.connector.spec, this.context.allowedHosts);
  }

  spec(): Promise<AirbyteSpec> {
    return Promise.resolve(specMessage(this.widenedSpec) as unknown as AirbyteSpec);
  }

  async check(config: AirbyteConfig): Promise<AirbyteConnectionStatusMessage> {
    const checked = this.config(config);
    await this.withinTime(CHECK_TIME, checked, ({ signal, ...hooks }) =>
      this.connector.check(checked, this.output, signal, hooks),
    );
    return succeeded();
  }

  async discover(config: AirbyteConfig): Promise<AirbyteCatalogMessage> {
    const checked = this.config(config);
    const catalog = await this.withinTime(DISCOVER_TIME, checked, ({ signal, ...hooks }) =>
      this.connector.discover(checked, this.output, signal, hooks),
    );
    return catalogMessage(catalog) as unknown as AirbyteCatalogMessage;
  }

  /** Yields nothing: records go to the output as bytes and never become objects. */
  async *read(
    config: AirbyteConfig,
    _redacted: AirbyteConfig,
    configuredCatalog: AirbyteConfiguredCatalog,
    inputState: AirbyteState,
  ): AsyncGenerator<AirbyteMessage> {
    const checked = this.config(config);
    const { streams } = this.connector;
    const { catalog, unknown, notices } = parseConfiguredCatalog(configuredCatalog, streams);
    const names = streams.map((stream) => stream.name);
    const { state, notices: stateNotices } = parseState(inputState, names);
    this.warn([...notices, ...stateNotices]);
    try {
      const summary = await this.connector.read(checked, catalog, state, this.output, this.signal);
      if (summary.failedStreams.length > 0) this.output.markFailed();
    } finally {
      // Behind failures that pass by themselves, as those of other streams that the user has to act on.
      for (const [name, error] of unknown) this.reportUnknown(name, error);
    }
  }

  /** Not a verb of the protocol: nothing of it goes to the output. */
  probe(config: unknown, log: Log): AsyncIterable<Finding> {
    return this.connector.probe(this.config(config, log), log, this.signal);
  }

  private withinTime<Result>(
    limit: TimeLimit,
    config: Config,
    work: (timed: Timed) => Promise<Result>,
  ): Promise<Result> {
    return withinTime(limit, this.signal, this.connector.address(config), work);
  }

  private config(value: unknown, log: Log = this.output): Config {
    this.warn(this.notices, log);
    const spec = this.widenedSpec;
    // Before anything can be said about the config: its errors are texts, too.
    secretsOf(value, spec.connectionSpecification).forEach(this.context.addSecret);
    const config = parseConfig(value, spec);
    config.secrets.forEach(this.context.addSecret);
    this.warn(config.notices, log);
    return config;
  }

  private reportUnknown(stream: string, error: ConnectorError): void {
    this.output.status(stream, 'STARTED');
    this.output.error(error, stream);
    this.output.status(stream, 'INCOMPLETE');
  }

  private warn(notices: readonly string[], log: Log = this.output): void {
    for (const notice of notices) log.log('WARN', notice);
  }
}
