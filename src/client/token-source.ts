import { abortable } from './abortable';
import type { Clock } from './clock';
import type { Token } from './token';

export interface TokenSourceOptions {
  /** Fetches a new token. */
  readonly fetch: (signal: AbortSignal) => Promise<Token>;
  readonly initial: Token | undefined;
  /** Milliseconds before its end at which a token is renewed. */
  readonly margin: number;
  readonly clock: Clock;
}

interface Held {
  readonly token: Token;
  readonly renewAt: number;
}

/** One token for all: fetched when needed, renewed before it ends, once for all who wait. */
export class TokenSource {
  private held: Held | undefined;
  private renewal: Promise<Token> | undefined;
  private readonly lifetime = new AbortController();

  constructor(private readonly options: TokenSourceOptions) {
    const { initial, margin } = options;
    if (initial !== undefined) this.held = { token: initial, renewAt: initial.expiresAt - margin };
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
    if (this.held?.token.accessToken === token.accessToken) this.held = undefined;
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
    try {
      const token = await this.options.fetch(this.lifetime.signal);
      this.held = { token, renewAt: this.renewAt(token) };
      return token;
    } finally {
      this.renewal = undefined;
    }
  }

  /** A token that lives shorter than twice the margin would else be renewed for every request. */
  private renewAt({ expiresAt }: Token): number {
    const left = expiresAt - this.options.clock.now();
    return expiresAt - Math.min(this.options.margin, left / 2);
  }
}
