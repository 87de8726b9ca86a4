import { CLIENT_LINES } from '../../log/client-lines';
import { logLine } from '../../log/log-line';
import { abortable, type Clock } from '../clock';
import type { ClientLog } from '../events';
import type { Limits } from '../limits';
import type { Token } from './token-request';

export interface TokenSourceOptions {
  /** From an earlier sync. */
  readonly initialToken?: Token | undefined;
  readonly limits: Limits;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: ClientLog;
}

interface Held {
  readonly token: Token;
  readonly renewAt: number;
  /** Epoch milliseconds; absent if the token comes from an earlier sync. */
  readonly fetchedAt?: number;
}

/**
 * One token for all requests, renewed before it expires; concurrent callers share one renewal. After a token is refused
 * soon after its fetch, it waits before the next: two syncs that invalidate each other's tokens would otherwise get no
 * request through, and clocks differ by seconds on a server that returns the same token until it expires.
 */
export class TokenSource {
  private held: Held | undefined;
  private renewal: Promise<Token> | undefined;
  /** Wait before the next renewal. */
  private pauseMs = 0;
  /** The token refused last. */
  private refused: Token | undefined;
  private readonly lifetime = new AbortController();

  constructor(
    private readonly fetch: (signal: AbortSignal) => Promise<Token>,
    private readonly options: TokenSourceOptions,
  ) {
    const { initialToken: token, limits } = options;
    if (token) this.held = { token, renewAt: token.expiresAt - limits.tokenMarginMs };
  }

  async get(signal: AbortSignal): Promise<Token> {
    const token = this.usable();
    if (token !== undefined) return token;
    this.renewal ??= this.renew();
    return abortable(this.renewal, signal);
  }

  /** The token, unless it is about to expire. */
  usable(): Token | undefined {
    const { held } = this;
    return held && this.options.clock.now() < held.renewAt ? held.token : undefined;
  }

  /** Drops a refused token, unless another request has already replaced it. */
  drop(token: Token): void {
    if (this.held?.token.accessToken !== token.accessToken) return;
    this.pauseMs = this.pauseAfterRefusal(this.held);
    this.refused = token;
    this.held = undefined;
  }

  /** Jittered, so that two syncs that invalidate each other's tokens don't stay in step. */
  private pauseAfterRefusal({ token, fetchedAt = -Infinity }: Held): number {
    const { clock, random } = this.options;
    const { tokenPauseMs, recentTokenMs, maxTokenEndWaitMs } = this.options.limits;
    const now = clock.now();
    if (fetchedAt + recentTokenMs < now) return 0;
    const ownMs = tokenPauseMs * (0.5 + random());
    const leftMs = Math.max(token.expiresAt - now, 0);
    const isSame = this.refused?.accessToken === token.accessToken;
    return isSame && leftMs + ownMs <= maxTokenEndWaitMs ? leftMs + ownMs : ownMs;
  }

  isInitial(token: Token): boolean {
    return token.accessToken === this.options.initialToken?.accessToken;
  }

  current(): Token | undefined {
    return this.held?.token;
  }

  close(): void {
    this.lifetime.abort(new Error('the client was closed'));
  }

  /** Uses the client's own signal: a caller that aborts must not cancel the renewal for the others. */
  private async renew(): Promise<Token> {
    const { signal } = this.lifetime;
    const { clock } = this.options;
    try {
      await this.pause(signal);
      const token = await this.fetch(signal);
      this.held = { token, renewAt: this.renewAt(token), fetchedAt: clock.now() };
      return token;
    } finally {
      this.pauseMs = 0;
      this.renewal = undefined;
    }
  }

  private async pause(signal: AbortSignal): Promise<void> {
    if (this.pauseMs === 0) return;
    const { clock, log } = this.options;
    logLine(log, CLIENT_LINES.rejectedToken, { seconds: Math.ceil(this.pauseMs / 1000) });
    await clock.sleep(this.pauseMs, signal);
  }

  /** A token that lives less than twice the margin is renewed halfway, or every request would renew it. */
  private renewAt({ expiresAt }: Token): number {
    const left = expiresAt - this.options.clock.now();
    return expiresAt - Math.min(this.options.limits.tokenMarginMs, left / 2);
  }
}
