/** An access token with what the server said about it. */
export interface Token {
  readonly accessToken: string;
  /** Epoch milliseconds by the local clock. */
  readonly expiresAt: number;
  /** Space-separated, as the server wrote it; absent where it said nothing. */
  readonly scope?: string;
  /** The company that the credential belongs to, as the server names it; absent where it said nothing. */
  readonly company?: string;
}
