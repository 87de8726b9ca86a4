import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Token } from '../client/auth/token-request';

/** What a sealed token is bound to: if any part changes, it cannot be opened. */
export interface TokenBinding {
  readonly clientSecret: string;
  readonly clientId: string;
  /** The token endpoint's host, with its port. */
  readonly host: string;
  readonly region: string;
}

/** First part of the text. A new form of sealing gets a new number; older tokens are then requested anew. */
const VERSION = 'v1';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Far above any token with its scope. A limit, because users can edit a state. */
const MAX_SEALED_LENGTH = 64 * 1024;

/** Encrypts a token for the state: useless without the client secret, and for another tenant. */
export function seal(token: Token, binding: TokenBinding): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(binding), nonce);
  cipher.setAAD(contextOf(binding));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(token), 'utf8'), cipher.final()]);
  const bytes = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  return `${VERSION}.${bytes.toString('base64url')}`;
}

/** The token, or undefined if the text was sealed for another binding, is damaged or is not a sealed token. */
export function open(text: string, binding: TokenBinding): Token | undefined {
  try {
    return tokenOf(JSON.parse(unseal(text, binding)) as unknown);
  } catch {
    // Whatever the error, the remedy is a new token.
    return undefined;
  }
}

function unseal(text: string, binding: TokenBinding): string {
  const [version, body, ...rest] = text.length > MAX_SEALED_LENGTH ? [] : text.split('.');
  if (version !== VERSION || body === undefined || rest.length > 0) throw new Error('not sealed');
  const bytes = Buffer.from(body, 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, keyOf(binding), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(contextOf(binding));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const opened = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([opened, decipher.final()]).toString('utf8');
}

function keyOf(binding: TokenBinding): Buffer {
  const salt = 'source-navan sealed token';
  return Buffer.from(hkdfSync('sha256', binding.clientSecret, salt, contextOf(binding), 32));
}

/** JSON delimits the parts: no two bindings share a context. */
function contextOf({ clientId, host, region }: TokenBinding): Buffer {
  return Buffer.from(JSON.stringify([VERSION, clientId, host, region]), 'utf8');
}

function tokenOf(value: unknown): Token | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { accessToken, expiresAt, scope, company } = value as Partial<Record<keyof Token, unknown>>;
  if (typeof accessToken !== 'string' || accessToken === '') return undefined;
  if (typeof expiresAt !== 'number') return undefined;
  return {
    accessToken,
    expiresAt,
    ...(typeof scope === 'string' ? { scope } : {}),
    ...(typeof company === 'string' ? { company } : {}),
  };
}
