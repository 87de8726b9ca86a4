import { randomUUID } from 'node:crypto';
import type { Tenant } from './tenant';

interface Token {
  /** Its number, for the request log: the token itself is not logged. */
  readonly id: string;
  readonly tenant: Tenant;
  readonly expiresAt: number;
}

/** The valid tokens. There is no refresh token: a new one is requested with the credential. */
export class Tokens {
  private readonly tokens = new Map<string, Token>();
  private issued = 0;

  issue(tenant: Tenant, now: number, ttlSeconds: number): string {
    const text = randomUUID();
    this.issued += 1;
    this.tokens.set(text, { id: `t${this.issued}`, tenant, expiresAt: now + ttlSeconds * 1000 });
    return text;
  }

  /** The token of an `Authorization` header, valid or not. */
  known(header: string | undefined): Token | undefined {
    return this.tokens.get(/^Bearer (.+)$/iu.exec(header ?? '')?.[1] ?? '');
  }

  valid(header: string | undefined, now: number): Token | undefined {
    const token = this.known(header);
    return token && token.expiresAt > now ? token : undefined;
  }

  revokeOf({ clientId }: Tenant): void {
    for (const [text, { tenant }] of this.tokens)
      if (tenant.clientId === clientId) this.tokens.delete(text);
  }

  revokeAll(): void {
    this.tokens.clear();
  }
}
