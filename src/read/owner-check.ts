import { ConnectorError } from '../errors/connector-error';
import { READ_ERRORS } from '../errors/read-errors';
import { READ_LINES } from '../log/read-lines';
import type { StateOwner } from '../state/owner';
import type { Session } from './session';
import type { Warnings } from './warnings';

export interface OwnerCheck {
  /** From the input state. */
  readonly owner: StateOwner | undefined;
  readonly session: Pick<Session, 'owner'> & {
    readonly client: Pick<Session['client'], 'company'>;
  };
  readonly warnings: Pick<Warnings, 'once'>;
  readonly signal: AbortSignal;
}

/**
 * Refuses a state of another company; a company's new credential continues from its state. Another client id of an
 * unknown company only causes a warning.
 */
export async function checkOwner(stream: string, check: OwnerCheck): Promise<void> {
  const { owner, session, warnings, signal } = check;
  if (owner === undefined) return;
  // The token says which company it belongs to, and the first page needs it anyway.
  await session.client.company(signal);
  const ours = session.owner();
  if (owner.company !== undefined && ours.company !== undefined) {
    if (owner.company === ours.company) return;
    throw new ConnectorError(READ_ERRORS['state-of-another-company'], { where: stream });
  }
  if (owner.client === ours.client) return;
  warnings.once('changed client', READ_LINES.changedClient, { stream });
}
