import type { Config } from '../config/config';
import type { ConnectorSpec } from '../config/spec';
import type { Catalog, ConfiguredCatalog, DeclaredStream } from '../protocol/catalog';
import type { InputState } from '../protocol/input-state';
import type { Log, Output } from '../protocol/output';
import type { Finding } from '../probe/probe';

export interface ReadSummary {
  /** Streams that did not reach COMPLETE. Their TRACE ERROR and INCOMPLETE went out already. */
  readonly failedStreams: readonly string[];
}

/** What a connector is given before there is a config. */
export interface ConnectorContext {
  /** From now on `value` is masked in every text that leaves the process: for tokens, which come while it runs. */
  readonly addSecret: (value: string) => void;
  /** The hosts that the operator allows beside those of the spec, in lower case. Throws where the list is wrong. */
  readonly allowedHosts: readonly string[];
}

/** What the command line watches while a verb runs. */
export interface VerbHooks {
  /** The API lets nothing pass before `until`, epoch milliseconds. */
  readonly onRateLimited?: (until: number) => void;
}

export type CreateConnector = (context: ConnectorContext) => Connector;

/**
 * What the command line runs. Whatever is wrong leaves as a thrown `ConnectorError`. `spec` and `streams` may be getters:
 * `spec` alone is read by the verb `spec` and has to be quick.
 */
export interface Connector {
  readonly spec: ConnectorSpec;
  /** Every stream that a catalog may name, whatever the credential's scopes. */
  readonly streams: readonly DeclaredStream[];
  /** Which host a config leads to, and by which field of the form: a sentence. */
  address(config: Config): string;
  /** Returns if at least some of the data can be read. */
  check(config: Config, output: Log, signal: AbortSignal, hooks?: VerbHooks): Promise<void>;
  discover(config: Config, output: Log, signal: AbortSignal, hooks?: VerbHooks): Promise<Catalog>;
  /**
   * Ends soon after `signal` is aborted, without a checkpoint that covers what was not sent; a `ConnectorError` as its
   * reason is reported for each stream that is cut off. A failed stream is in the summary; only what concerns the whole
   * sync is thrown.
   */
  read(
    config: Config,
    catalog: ConfiguredCatalog,
    state: InputState,
    output: Output,
    signal: AbortSignal,
  ): Promise<ReadSummary>;
  /** Answers about the API that this tenant can give, as they come. */
  probe(config: Config, output: Log, signal: AbortSignal): AsyncIterable<Finding>;
}
