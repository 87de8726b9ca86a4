import { PageFormatError } from '../../errors/page-format-error';
import { UnknownShape, UnusableBody, type HttpRequest, type Send } from '../http';
import { TransportFault } from '../transport/transport-fault';
import type { AttemptResult, Decision, FailureDecision } from './classify';
import { classify, ofUnknownShape, unusable } from './classify';
import type { TableRow } from './retry-table';

export interface Attempt<Content = unknown> {
  readonly result: AttemptResult;
  readonly decision: Decision;
  /** Only after a success. */
  readonly content?: Content;
}

export interface FailedAttempt extends Attempt<never> {
  readonly decision: FailureDecision;
}

/** Rejects only if nothing was sent: the signal was aborted or the host isn't allowed. */
export type SendAttempt = (request: HttpRequest, signal: AbortSignal) => Promise<Attempt>;

/** Sends once and classifies the response by the request's rules, then by the table. */
export function attempt(send: Send, table: readonly TableRow[]): SendAttempt {
  return async (request, signal) => {
    const result = await send(request, signal).then(
      (response) => ({ kind: 'answer' as const, response }),
      (error: unknown) => {
        if (error instanceof TransportFault) return { kind: 'fault' as const, fault: error };
        throw error;
      },
    );
    return { result, decision: classify(result, table, request) };
  };
}

/** Decodes a successful response; an unusable body fails the attempt. */
export function decoded<Content>(
  attempt: Attempt,
  { decode }: HttpRequest<Content>,
): Attempt<Content> {
  const { result, decision } = attempt;
  if (result.kind !== 'answer' || decision.action !== 'succeed') return { result, decision };
  const { response } = result;
  try {
    const content = decode?.(response);
    return { result, decision, ...(content === undefined ? {} : { content }) };
  } catch (error) {
    if (!(error instanceof UnusableBody || error instanceof PageFormatError)) throw error;
    const decide = error instanceof UnknownShape ? ofUnknownShape : unusable;
    return { result: { kind: 'unusable', response, error }, decision: decide(error.message) };
  }
}
