import type { Token, TokenEndpoint } from '../client/auth/token-request';
import { open, seal, type TokenBinding } from '../state/sealed-token';

/** Seals and opens the tokens of one credential at one endpoint, for the state. */
export class TokenCache {
  private readonly binding: TokenBinding;
  private last: { readonly token: Token; readonly text: string } | undefined;

  constructor({ url, form, headers }: TokenEndpoint) {
    this.binding = {
      clientId: form['client_id'] ?? '',
      clientSecret: form['client_secret'] ?? '',
      host: new URL(url).host,
      // The token request's headers distinguish regions that share a host.
      region: JSON.stringify(headers ?? {}),
    };
  }

  /** The first of these texts that opens. */
  firstOf(texts: readonly string[]): Token | undefined {
    for (const text of new Set(texts)) {
      const token = open(text, this.binding);
      if (token) return token;
    }
    return undefined;
  }

  /** Returns the same text for the same token, so that states do not differ needlessly. */
  seal(token: Token): string {
    if (this.last?.token !== token) this.last = { token, text: seal(token, this.binding) };
    return this.last.text;
  }
}
