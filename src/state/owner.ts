import { createHmac } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '../config/json';

/** Whose data a state describes, as digests: equal for equal values and otherwise meaningless. */
export interface StateOwner {
  readonly client: string;
  /** Absent if the API does not say which company a token belongs to. */
  readonly company?: string;
}

/** The values that the digests are made from. */
export interface Identity {
  readonly clientId: string;
  readonly company?: string | undefined;
}

/**
 * Separates these digests from others of the same values. The key cannot include the client secret, because a company's
 * next credential must produce the same digest. Both values are random UUIDs, which cannot be guessed.
 */
const KEY = 'source-navan owner of a state';
const DIGEST_LENGTH = 22;

export function ownerOf({ clientId, company }: Identity): StateOwner {
  const client = digest('client', clientId);
  return company === undefined ? { client } : { client, company: digest('company', company) };
}

export function readOwner(value: JsonValue | undefined): StateOwner | undefined {
  if (!isJsonObject(value) || typeof value['client'] !== 'string') return undefined;
  const { client, company } = value;
  return typeof company === 'string' ? { client, company } : { client };
}

/** `known`: the owner in the input state, which may know the company of the same client. */
export function ownerEntry(owner: StateOwner | undefined, known?: StateOwner): JsonObject | null {
  if (owner === undefined) return null;
  const { client } = owner;
  const company = owner.company ?? (known?.client === client ? known.company : undefined);
  return { client, company: company ?? null };
}

function digest(what: string, value: string): string {
  const hmac = createHmac('sha256', KEY).update(JSON.stringify([what, value]));
  return hmac.digest('base64url').slice(0, DIGEST_LENGTH);
}
