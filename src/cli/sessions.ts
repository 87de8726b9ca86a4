import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config';
import type { Clock } from '../client/clock';
import type { Limits } from '../client/limits';
import type { Manifest } from '../manifest/model';
import { loadManifest } from '../manifest/load';
import type { Question } from '../probe/question';
import type { Log } from '../protocol/output';
import type { Session, SessionOptions } from '../read/session';
import type { ConnectorContext } from './connector';
import { packageFolder, packageVersion } from './version';

/** What tests put in the place of the product's own. */
export interface ConnectorParts {
  readonly manifestFile?: string;
  readonly limits?: Limits;
  /** Paces the probe. */
  readonly probeClock?: Clock;
  readonly questions?: readonly Question[];
}

/** The manifest, loaded when it is needed first, and sessions by it. */
export class Sessions {
  private loaded: Manifest | undefined;

  constructor(
    private readonly context: ConnectorContext,
    private readonly parts: ConnectorParts,
  ) {}

  get manifest(): Manifest {
    return (this.loaded ??= loadManifest(this.parts.manifestFile ?? ownManifest()));
  }

  async open(config: Config, log: Log, more: Partial<SessionOptions>): Promise<Session> {
    // The HTTP client takes longer to load than all the rest, and `spec` has no use for it.
    const { Session } = await import('../read/session.js');
    return new Session(this.manifest, config, {
      log,
      userAgent: `source-navan/${packageVersion()}`,
      addSecret: this.context.addSecret,
      ...(this.parts.limits ? { limits: this.parts.limits } : {}),
      ...more,
    });
  }

  /** Works with a session and closes it. */
  async use<T>(
    config: Config,
    log: Log,
    more: Pick<SessionOptions, 'sealedTokens' | 'hooks'>,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const session = await this.open(config, log, more);
    try {
      return await work(session);
    } finally {
      session.client.close();
    }
  }
}

/** The manifest: what the build made of it beside the compiled code, else its source. */
function ownManifest(): string {
  const built = join(__dirname, '../../manifest.json');
  return existsSync(built) ? built : join(packageFolder(), 'resources', 'manifest.yaml');
}
