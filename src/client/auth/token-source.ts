import { abortable } from '../abortable';
import type { Clock } from '../clock';
import type { Patience } from '../limits';
import type { Token } from './token';

export interface TokenSourceOptions {
  /** Fetches a new token. */
  readonly fetch: (signal: AbortSignal) => Promise<Token>;
  readonly initial: Token | undefined;
  readonly patience: Pick<Patience, 'tokenMargin' | 'tokenPause' | 'tokenEndMost'>;
  readonly clock: Clock;
  /** 0 up to 1. */
  readonly random: () => number;
  /** The next token is asked for in so many milliseconds. */
  readonly onPause: (ms: number) => void;
}

interface Held {
  readonly token: Token;
  readonly renewAt: number;
  /** By this process, epoch milliseconds. Absent: it is an earlier sync's. */
  readonly fetchedAt?: number;
}

/** A token that is refused within so many times the pause after it was fetched was ended by something else. */
const RECENT = 10;

/**
 * One token for all: fetched when needed, renewed before it ends, once for all who wait. One that is refused soon after it
 * was fetched is renewed after a pause: two syncs whose new tokens end each other's would otherwise leave each other no
 * time for a request, and a server that hands out one token until its end may have clocks that differ by seconds.
 */
export class TokenSource {
  private held: Held | undefined;
  private renewal: Promise<Token> | undefined;
  /** Milliseconds before the next renewal. */
  private pause = 0;
  /** The last one that was refused. */
  private refused: Token | undefined;
  private readonly lifetime = new AbortController();

  constructor(private readonly options: TokenSourceOptions) {
    const { initial, patience } = options;
    if (initial !== undefined)
      this.held = { token: initial, renewAt: initial.expiresAt - patience.tokenMargin };
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
    this.pause = this.pauseAfter(this.held);
    this.refused = token;
    this.held = undefined;
  }

  /** With a share of chance: two that take turns must not stay in step. */
  private pauseAfter({ token, fetchedAt = -Infinity }: Held): number {
    const { clock, random } = this.options;
    const { tokenPause, tokenEndMost } = this.options.patience;
    const now = clock.now();
    if (fetchedAt + RECENT * tokenPause < now) return 0;
    const own = tokenPause * (0.5 + random());
    const left = Math.max(token.expiresAt - now, 0);
    const isSame = this.refused?.accessToken === token.accessToken;
    return isSame && left + own <= tokenEndMost ? left + own : own;
  }

  /** Whether a token comes from an earlier sync. */
  isCarried(token: Token): boolean {
    return token.accessToken === this.options.initial?.accessToken;
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
    const { clock, fetch, onPause } = this.options;
    try {
      if (this.pause > 0) {
        onPause(this.pause);
        await clock.sleep(this.pause, signal);
      }
      const token = await fetch(signal);
      this.held = { token, renewAt: this.renewAt(token), fetchedAt: clock.now() };
      return token;
    } finally {
      this.pause = 0;
      this.renewal = undefined;
    }
  }

  /** A token that lives shorter than twice the margin would else be renewed for every request. */
  private renewAt({ expiresAt }: Token): number {
    const left = expiresAt - this.options.clock.now();
    return expiresAt - Math.min(this.options.patience.tokenMargin, left / 2);
  }
}
