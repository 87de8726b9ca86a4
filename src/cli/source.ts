import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  AirbyteConnectionStatus,
  AirbyteConnectionStatusMessage,
} from 'faros-airbyte-cdk/lib/protocol';
import type {
  AirbyteCatalogMessage,
  AirbyteConfig,
  AirbyteConfiguredCatalog,
  AirbyteMessage,
  AirbyteSpec,
  AirbyteState,
} from 'faros-airbyte-cdk/lib/protocol';
import { AirbyteSource } from 'faros-airbyte-cdk/lib/sources/source';
import type { Clock } from '../client/clock';
import { LIMITS, type Limits } from '../client/limits';
import { addressField, leadsTo, regionOf } from '../config/address';
import { ALLOWED_HOSTS_VARIABLE, parseAllowedHosts } from '../config/allowed-hosts';
import type { Config } from '../config/config';
import { isJsonObject } from '../config/json';
import type { Environment } from '../config/environment';
import type { Redactor } from '../config/redaction';
import { widenSpec, type ConnectorSpec } from '../config/spec';
import type { Value } from '../manifest/expressions/value';
import { loadManifest } from '../manifest/load';
import type { Manifest } from '../manifest/model';
import type { OpenSession } from '../probe/api';
import type { SyncPlan } from '../plan/sync-plan';
import type { Finding } from '../probe/probe';
import type { Question } from '../probe/question';
import { catalogMessage, specMessage } from '../protocol/messages';
import type { Log } from '../protocol/output';
import type { StdoutOutput } from '../protocol/stdout-output';
import type { AboutTheRun } from '../read/read';
import type { Session, SessionOptions } from '../read/session';
import { CHECK_TIME, DISCOVER_TIME, withinTime, type TimeLimit } from './time-limit';
import { packageFolder, packageVersion } from './version';

/** What the command line passes to its source. */
export interface SourceContext {
  readonly output: StdoutOutput;
  /** Masks the config's secrets and every token in all texts that leave the process. */
  readonly redactor: Redactor;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** About the environment, for the log at WARN. */
  readonly notices: readonly string[];
}

/** Replaceable in tests. */
export interface SourceParts {
  readonly manifest?: Manifest;
  readonly limits?: Limits;
  /** Paces the probe. */
  readonly probeClock?: Clock;
  readonly questions?: readonly Question[];
}

/** Parsed files, not yet validated. */
export interface PlanInput {
  readonly config: unknown;
  readonly catalog: unknown;
  readonly state: unknown;
  readonly mayAsk: boolean;
}

/** The probe counts its requests, so it retries by itself; it wants to see refusals. */
const ONE_ATTEMPT = { maxAttempts: 1, breakerFailures: Infinity };

/** What `check` and `discover` do with a session. */
type TimedVerb<Result> = (session: Session, log: Log, signal: AbortSignal) => Promise<Result>;

/**
 * The connector as a source of the CDK: validates parsed files, responds with messages. The CDK's message types predate
 * the protocol's and lack `is_resumable`. `spec` has to be fast, so other verbs load their modules when they run.
 */
export class NavanSource extends AirbyteSource<AirbyteConfig> {
  private loaded: Manifest | undefined;

  constructor(
    private readonly context: SourceContext,
    private readonly parts: SourceParts,
  ) {
    super();
  }

  spec(): Promise<AirbyteSpec> {
    return Promise.resolve(specMessage(this.widenedSpec) as unknown as AirbyteSpec);
  }

  async check(value: AirbyteConfig): Promise<AirbyteConnectionStatusMessage> {
    const config = await this.config(value);
    const { checkConnection } = await import('../read/check.js');
    await this.withinTime(CHECK_TIME, config, checkConnection);
    return new AirbyteConnectionStatusMessage({ status: AirbyteConnectionStatus.SUCCEEDED });
  }

  async discover(value: AirbyteConfig): Promise<AirbyteCatalogMessage> {
    const config = await this.config(value);
    const { discoverStreams } = await import('../read/discover.js');
    const catalog = await this.withinTime(DISCOVER_TIME, config, discoverStreams);
    return catalogMessage(catalog) as unknown as AirbyteCatalogMessage;
  }

  /** Yields nothing: records go to the output as bytes and never become objects. */
  async *read(
    value: AirbyteConfig,
    _redacted: AirbyteConfig,
    configuredCatalog: AirbyteConfiguredCatalog,
    inputState: AirbyteState,
  ): AsyncGenerator<AirbyteMessage> {
    const { SyncHealth } = await import('../read/sync-health.js');
    const { rateLimitReporter, readStreams, reportUnknown } = await import('../read/read.js');
    const { output, signal } = this.context;
    const files = { catalog: configuredCatalog, state: inputState };
    const { config, syncId, health, ...inputs } = await this.readInputs(value, files);
    const sealedTokens = [...inputs.states.values()].flatMap(({ token }) => token ?? []);
    const open = new Set<string>();
    const hooks = { onRateLimited: rateLimitReporter(open, output, Date.now) };
    const about = { ...this.about(config), syncId };
    const session = await this.openSession(config, output, { sealedTokens, hooks }).catch(
      (error: unknown) => {
        reportUnknown({ ...inputs, output });
        throw error;
      },
    );
    try {
      const given = { ...inputs, health: health && new SyncHealth(health, output) };
      if (!(await readStreams({ ...given, session, about, open, output, signal })))
        output.markFailed();
    } finally {
      session.client.close();
    }
  }

  /** Whoever watches the stream `sync_health` also learns of a sync that cannot begin. */
  private async readInputs(value: unknown, files: Pick<PlanInput, 'catalog' | 'state'>) {
    const { readInputs } = await import('../read/inputs.js');
    const { output } = this.context;
    let config: Config | undefined;
    try {
      config = await this.config(value);
      return { config, ...readInputs(this.manifest.streams, files, output) };
    } catch (error) {
      const { reportUnstarted } = await import('../read/unstarted-sync.js');
      await reportUnstarted(error, { ...files, about: this.about(config), output });
      throw error;
    }
  }

  /** Without a valid config, neither region nor label is known. */
  private about(config?: Config): Omit<AboutTheRun, 'syncId'> {
    const { environment } = this.context;
    const advanced = config?.raw['advanced'];
    const label = isJsonObject(advanced) ? advanced['source_label'] : undefined;
    return {
      region: config && regionOf(this.manifest.spec, config),
      sourceLabel: typeof label === 'string' ? label : undefined,
      jobId: wholeNumber(environment.WORKER_JOB_ID),
      attempt: wholeNumber(environment.WORKER_JOB_ATTEMPT),
      connectorVersion: packageVersion(),
      nodeVersion: process.versions.node,
    };
  }

  /** Not a verb of the protocol: writes nothing to the output. Sends requests only if it may ask. */
  async plan({ mayAsk, ...files }: PlanInput, log: Log): Promise<SyncPlan> {
    const config = await this.config(files.config, log);
    const { readInputs } = await import('../read/inputs.js');
    const { planSync } = await import('../plan/sync-plan.js');
    const inputs = readInputs(this.manifest.streams, files, log);
    const sealedTokens = [...inputs.states.values()].flatMap(({ token }) => token ?? []);
    const session = await this.openSession(config, log, { sealedTokens });
    try {
      return await planSync({ ...inputs, session, mayAsk, log, signal: this.context.signal });
    } finally {
      session.client.close();
    }
  }

  /** Not a verb of the protocol: writes nothing to the output. */
  async *probe(value: unknown, log: Log): AsyncGenerator<Finding> {
    const config = await this.config(value, log);
    const { limits = LIMITS, probeClock: clock, questions } = this.parts;
    const { redactor, signal } = this.context;
    const open: OpenSession = (used, onToken) =>
      this.openSession(used, log, {
        limits: { ...limits, ...ONE_ATTEMPT },
        addSecret: (secret) => {
          redactor.addSecret(secret);
          onToken();
        },
      });
    const { probe } = await import('../probe/probe.js');
    const { directSend } = await import('../probe/direct.js');
    const direct = directSend(userAgent());
    try {
      yield* probe(config, { open, sendDirectly: direct.send, signal, clock, questions });
    } finally {
      direct.close();
    }
  }

  private get manifest(): Manifest {
    return (this.loaded ??= this.parts.manifest ?? loadManifest(manifestFile()));
  }

  private get widenedSpec(): ConnectorSpec {
    const { environment } = this.context;
    return widenSpec(this.manifest.spec, parseAllowedHosts(environment[ALLOWED_HOSTS_VARIABLE]));
  }

  private async config(value: unknown, log: Log = this.context.output): Promise<Config> {
    const { notices, redactor } = this.context;
    this.warn(notices, log);
    const { parseConfig, secretsOf } = await import('../config/parse-config.js');
    const spec = this.widenedSpec;
    // Before any message about the config, because its errors are texts too.
    for (const secret of secretsOf(value, spec.connectionSpecification)) redactor.addSecret(secret);
    const config = parseConfig(value, spec);
    for (const secret of config.secrets) redactor.addSecret(secret);
    this.warn(config.notices, log);
    return config;
  }

  private withinTime<Result>(
    limit: TimeLimit,
    config: Config,
    verb: TimedVerb<Result>,
  ): Promise<Result> {
    const { output, signal: outer } = this.context;
    return withinTime(limit, outer, this.address(config), ({ signal, ...hooks }) =>
      this.withSession(config, { hooks }, (session) => verb(session, output, signal)),
    );
  }

  /** A sentence: the host that the config resolves to, and the form's field that sets it. */
  private address(config: Config): string {
    const { spec, authenticator } = this.manifest;
    const scope = { nowMs: Date.now(), variables: { config: config.raw as Value } };
    const url = authenticator.tokenUrl.text(scope);
    return leadsTo(addressField(spec, config), url);
  }

  private async withSession<Result>(
    config: Config,
    more: Pick<SessionOptions, 'sealedTokens' | 'hooks'>,
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    const session = await this.openSession(config, this.context.output, more);
    try {
      return await work(session);
    } finally {
      session.client.close();
    }
  }

  private async openSession(
    config: Config,
    log: Log,
    more: Partial<SessionOptions>,
  ): Promise<Session> {
    const { Session } = await import('../read/session.js');
    const { limits } = this.parts;
    return new Session(this.manifest, config, {
      log,
      userAgent: userAgent(),
      addSecret: (secret) => {
        this.context.redactor.addSecret(secret);
      },
      ...(limits ? { limits } : {}),
      ...more,
    });
  }

  private warn(notices: readonly string[], log: Log): void {
    for (const notice of notices) log.log('WARN', notice);
  }
}

/** What Airbyte sets to a number; anything else is not its. */
function wholeNumber(text: string | undefined): number | undefined {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : undefined;
}

const userAgent = (): string => `source-navan/${packageVersion()}`;

/** The compiled manifest next to the compiled code, or its source. */
function manifestFile(): string {
  const built = join(__dirname, '../../manifest.json');
  return existsSync(built) ? built : join(packageFolder(), 'resources', 'manifest.yaml');
}
