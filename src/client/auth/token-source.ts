import { CLIENT_LINES } from '../../log/client-lines';
import { logLine } from '../../log/log-line';
import type { Clock } from '../clock';
import { abortable } from '../clock';
import type { ClientLog } from '../events';
import type { Limits } from '../limits';
import type { Token } from './token-request';

export interface TokenSourceOptions {
  /** Of an earlier sync. */
  readonly initialToken?: Token | undefined;
  readonly limits: Limits;
  readonly clock: Clock;
  /** 0 up to 1. */
  readonly random: () => number;
  readonly log: ClientLog;
}

interface Held {
  readonly token: Token;
  readonly renewAt: number;
  /** By this process, epoch milliseconds. Absent: it is an earlier sync's. */
  readonly fetchedAt?: number;
}

/**
 * One token for all: fetched when needed, renewed before it ends, once for all who wait. One that is refused soon after it
 * was fetched is renewed after a pause: two syncs whose new tokens end each other's would otherwise leave each other no
 * time for a request, and a server that hands out one token until its end may have clocks that differ by seconds.
 */
export class TokenSource {
  private held: Held | undefined;
  private renewal: Promise<Token> | undefined;
  /** Milliseconds before the next renewal. */
  private pauseMs = 0;
  /** The last one that was refused. */
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
    if (this.held !== undefined && this.options.clock.now() < this.held.renewAt) {
      return this.held.token;
    }
    this.renewal ??= this.renew();
    return abortable(this.renewal, signal);
  }

  /** Forgets a token that the server refused, unless it has been replaced meanwhile. */
  drop(token: Token): void {
    if (this.held?.token.accessToken !== token.accessToken) return;
    this.pauseMs = this.pauseAfterRefusal(this.held);
    this.refused = token;
    this.held = undefined;
  }

  /** With a share of chance: two that take turns must not stay in step. */
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

  /** Whether a token comes from an earlier sync. */
  isInitial(token: Token): boolean {
    return token.accessToken === this.options.initialToken?.accessToken;
  }

  current(): Token | undefined {
    return this.held?.token;
  }

  close(): void {
    this.lifetime.abort(new Error('the client was closed'));
  }

  /** Runs under the client's own signal: one waiter that gives up must not take the token from the others. */
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

  /** A token that lives shorter than twice the margin would else be renewed for every request. */
  private renewAt({ expiresAt }: Token): number {
    const left = expiresAt - this.options.clock.now();
    return expiresAt - Math.min(this.options.limits.tokenMarginMs, left / 2);
  }
}
