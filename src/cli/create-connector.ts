import { addressField, leadsTo } from '../config/address';
import type { Config } from '../config/config';
import type { ConnectorSpec } from '../config/spec';
import { LIMITS } from '../client/limits';
import type { Value } from '../manifest/expressions/value';
import type { Catalog, ConfiguredCatalog, DeclaredStream } from '../protocol/catalog';
import type { InputState } from '../protocol/input-state';
import type { Log, Output } from '../protocol/output';
import type { OpenSession } from '../probe/api';
import type { Finding } from '../probe/probe';
import { checkConnection } from '../read/check';
import { catalogStream, discoverStreams } from '../read/discover';
import { rateLimitReporter, readStates, readStreams } from '../read/read';
import type { Connector, ConnectorContext, ReadSummary, VerbHooks } from './connector';
import { Sessions, type ConnectorParts } from './sessions';

/** The probe counts its requests, so it repeats them itself; refusals are what it is after. */
const ONE_ATTEMPT = { maxAttempts: 1, breakerFailures: Infinity };

export function createConnector(context: ConnectorContext, parts: ConnectorParts = {}): Connector {
  return new ManifestConnector(context, parts);
}

/** Puts manifest, session and verbs together. */
class ManifestConnector implements Connector {
  private readonly sessions: Sessions;

  constructor(
    private readonly context: ConnectorContext,
    private readonly parts: ConnectorParts,
  ) {
    this.sessions = new Sessions(context, parts);
  }

  get spec(): ConnectorSpec {
    return this.sessions.manifest.spec;
  }

  get streams(): readonly DeclaredStream[] {
    const models = this.sessions.manifest.streams;
    return [...new Map(models.map((model) => [model.name, catalogStream(model)])).values()];
  }

  address(config: Config): string {
    const scope = { nowMs: Date.now(), variables: { config: config.raw as Value } };
    const url = this.sessions.manifest.authenticator.tokenUrl.text(scope);
    return leadsTo(addressField(this.spec, config), url);
  }

  check(config: Config, log: Log, signal: AbortSignal, hooks: VerbHooks = {}): Promise<void> {
    return this.sessions.use(config, log, { hooks }, (session) =>
      checkConnection(session, log, signal),
    );
  }

  discover(config: Config, log: Log, signal: AbortSignal, hooks: VerbHooks = {}): Promise<Catalog> {
    return this.sessions.use(config, log, { hooks }, (session) =>
      discoverStreams(session, log, signal),
    );
  }

  read(
    config: Config,
    catalog: ConfiguredCatalog,
    state: InputState,
    output: Output,
    signal: AbortSignal,
  ): Promise<ReadSummary> {
    const states = readStates(this.sessions.manifest.streams, catalog, state, output);
    const sealedTokens = [...states.values()].flatMap(({ token }) => token ?? []);
    const open = new Set<string>();
    const hooks = { onRateLimited: rateLimitReporter(open, output, Date.now) };
    return this.sessions.use(config, output, { sealedTokens, hooks }, async (session) => ({
      failedStreams: await readStreams({ catalog, states, session, open, output, signal }),
    }));
  }

  async *probe(config: Config, log: Log, signal: AbortSignal): AsyncGenerator<Finding> {
    const { limits = LIMITS, probeClock, questions } = this.parts;
    const open: OpenSession = (used, onToken) =>
      this.sessions.open(used, log, {
        limits: { ...limits, ...ONE_ATTEMPT },
        addSecret: (value) => {
          this.context.addSecret(value);
          onToken();
        },
      });
    const { probe } = await import('../probe/probe.js');
    yield* probe(config, { open, signal, clock: probeClock, questions });
  }
}
