import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Config } from '../config/config';
import { ConnectorError } from '../errors/connector-error';
import type { Clock } from '../client/clock';
import { PATIENCE, type Patience } from '../client/patience';
import type { Manifest } from '../manifest/model';
import { loadManifest } from '../manifest/load';
import type { Log } from '../protocol/output';
import type { OpenSession } from '../probe/api';
import type { Question } from '../probe/question';
import { checkConnection } from '../read/check';
import { catalogStream, discoverStreams } from '../read/discover';
import { rateLimitReporter, readStates, readStreams } from '../read/read';
import type { Session, SessionOptions } from '../read/session';
import type { Connector, ConnectorContext } from './connector';
import { packageFolder, packageVersion } from './version';

/** The manifest: what the build made of it beside the compiled code, else its source. */
function ownManifest(): string {
  const built = join(__dirname, '../../manifest.json');
  return existsSync(built) ? built : join(packageFolder(), 'resources', 'manifest.yaml');
}

/** What tests put in the place of the product's own. */
export interface ConnectorParts {
  readonly manifestFile?: string;
  readonly patience?: Patience;
  /** Paces the probe. */
  readonly probeClock?: Clock;
  readonly questions?: readonly Question[];
}

/** The probe counts its requests, so it repeats them itself; refusals are what it is after. */
const ONE_TRY = { tries: 1, breakerFailures: Infinity };

/** Puts manifest, session and verbs together. */
export function createConnector(
  { addSecret }: ConnectorContext,
  parts: ConnectorParts = {},
): Connector {
  const manifestFile = parts.manifestFile ?? ownManifest();
  let loaded: Manifest | undefined;
  const manifest = (): Manifest => (loaded ??= loadManifest(manifestFile));
  const openSession = async (
    config: Config,
    log: Log,
    more: Partial<SessionOptions>,
  ): Promise<Session> => {
    const userAgent = `source-navan/${packageVersion()}`;
    // The HTTP client takes longer to load than all the rest, and `spec` has no use for it.
    const { Session } = await import('../read/session.js');
    return new Session(manifest(), config, {
      log,
      userAgent,
      addSecret,
      ...(parts.patience ? { patience: parts.patience } : {}),
      ...more,
    });
  };
  const withSession = async <T>(
    config: Config,
    log: Log,
    more: Pick<SessionOptions, 'sealedTokens' | 'hooks'>,
    work: (session: Session) => Promise<T>,
  ): Promise<T> => {
    const session = await openSession(config, log, more);
    try {
      return await work(session);
    } finally {
      session.client.close();
    }
  };
  return {
    get spec() {
      return manifest().spec;
    },
    get streams() {
      const names = new Map(manifest().streams.map((model) => [model.name, catalogStream(model)]));
      return [...names.values()];
    },
    check: async (config, output, signal) => {
      try {
        await withSession(config, output, {}, (session) =>
          checkConnection(session, output, signal),
        );
        return { status: 'SUCCEEDED' };
      } catch (error) {
        if (!(error instanceof ConnectorError) || error.failureType === 'system_error') throw error;
        return { status: 'FAILED', message: error.message };
      }
    },
    discover: (config, output, signal) =>
      withSession(config, output, {}, (session) => discoverStreams(session, output, signal)),
    read: (config, catalog, state, output, signal) => {
      const states = readStates(manifest().streams, catalog, state, output);
      const sealedTokens = [...states.values()].flatMap(({ token }) => token ?? []);
      const open = new Set<string>();
      const hooks = { onRateLimited: rateLimitReporter(open, output, Date.now) };
      return withSession(config, output, { sealedTokens, hooks }, async (session) => ({
        failedStreams: await readStreams({ catalog, states, session, open, output, signal }),
      }));
    },
    async *probe(config, log, signal) {
      const open: OpenSession = (used, onToken) =>
        openSession(used, log, {
          patience: { ...(parts.patience ?? PATIENCE), ...ONE_TRY },
          addSecret: (value) => {
            addSecret(value);
            onToken();
          },
        });
      const { probe } = await import('../probe/probe.js');
      yield* probe(config, { open, signal, clock: parts.probeClock, questions: parts.questions });
    },
  };
}
