import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { CircuitBreakerPolicy } from 'cockatiel';
import { CLIENT_ERRORS } from '../../errors/client-errors';
import { ConnectorError } from '../../errors/connector-error';
import { isOutage } from '../../errors/error-codes';
import { CLIENT_LINES } from '../../log/client-lines';
import { logLine } from '../../log/log-line';
import { abortable, type Clock } from '../clock';
import type { ClientHooks, ClientLog } from '../events';
import type { Answer, HttpRequest, Policy } from '../http';
import type { Limits } from '../limits';

export interface BreakerOptions {
  readonly limits: Limits;
  readonly clock: Clock;
  readonly hooks: ClientHooks;
  readonly log: ClientLog;
}

/** A refusal is a result, not an error: the server responded, so the circuit counts it as a success. */
type Result<Content> = { readonly answer: Answer<Content> } | { readonly refusal: Error };

/**
 * Opens after several requests in a row end in 5xx, a network failure or an unreadable body. Requests then wait for a
 * probe to succeed instead of failing at once; after 15 minutes without a success they fail.
 */
export function breaker(options: BreakerOptions): Policy {
  const circuit = circuitBreaker(handleWhen(isFailure), {
    halfOpenAfter: options.limits.breakerProbeAfterMs,
    breaker: new ConsecutiveBreaker(options.limits.breakerFailures),
  });
  const outage = new Outage(circuit, options);
  return (next) =>
    async <Content>(request: HttpRequest<Content>, signal: AbortSignal) => {
      if (request.isTrial === true) {
        outage.refuse(request.label);
        return next(request, signal);
      }
      for (;;) {
        try {
          const sent = circuit.execute(() => resultOf(next(request, signal), signal));
          const result = await abortable(sent, signal);
          if ('answer' in result) return result.answer;
          throw result.refusal;
        } catch (error) {
          if (!(error instanceof BrokenCircuitError)) throw error;
          await outage.wait(request.label, signal);
        }
      }
    };
}

function isFailure(error: Error): boolean {
  return error instanceof ConnectorError && isOutage(error);
}

/** An aborted request says nothing about the server, so the circuit doesn't count it. */
async function resultOf<Content>(
  sent: Promise<Answer<Content>>,
  signal: AbortSignal,
): Promise<Result<Content>> {
  try {
    return { answer: await sent };
  } catch (error) {
    if (error instanceof ConnectorError && !isOutage(error) && !signal.aborted) {
      return { refusal: error };
    }
    throw error;
  }
}

type OutageState =
  | { readonly kind: 'none' }
  /** `since`: first opening; `probeAt`: when the circuit lets a request through. */
  | { readonly kind: 'open'; readonly since: number; readonly probeAt: number };

/** Tracks how long the API has been down. */
class Outage {
  private state: OutageState = { kind: 'none' };
  private last: ConnectorError | undefined;

  constructor(
    circuit: CircuitBreakerPolicy,
    private readonly options: BreakerOptions,
  ) {
    circuit.onFailure(({ handled, reason }) => {
      if (handled && 'error' in reason && reason.error instanceof ConnectorError)
        this.last = reason.error;
    });
    circuit.onBreak(() => {
      this.opened();
    });
    circuit.onReset(() => {
      this.ended();
    });
  }

  private opened(): void {
    const { clock, hooks, limits, log } = this.options;
    const now = clock.now();
    const { state } = this;
    const since = state.kind === 'open' ? state.since : now;
    const probeAt = now + limits.breakerProbeAfterMs;
    this.state = { kind: 'open', since, probeAt };
    hooks.onBreaker?.(probeAt);
    const facts = {
      nextProbeInSeconds: Math.round(limits.breakerProbeAfterMs / 1000),
      ...(this.last ? { failure: this.last.summary } : {}),
    };
    if (state.kind === 'none') logLine(log, CLIENT_LINES.outage, facts);
    else {
      const seconds = Math.round((now - since) / 1000);
      logLine(log, CLIENT_LINES.outageLasts, { waitingForSeconds: seconds, ...facts });
    }
  }

  private ended(): void {
    const { clock, hooks, log } = this.options;
    if (this.state.kind === 'none') return;
    const seconds = Math.round((clock.now() - this.state.since) / 1000);
    this.state = { kind: 'none' };
    hooks.onBreaker?.(undefined);
    logLine(log, CLIENT_LINES.outageEnded, { failedForSeconds: seconds });
  }

  /** Throws while the API is down. */
  refuse(label: string): void {
    if (this.state.kind === 'open') throw this.failure(label, this.state.since);
  }

  /** Waits for the next probe; rejects if the outage has lasted too long. */
  async wait(label: string, signal: AbortSignal): Promise<void> {
    if (this.state.kind === 'none') return;
    const { clock, limits } = this.options;
    const { since, probeAt } = this.state;
    if (probeAt > since + limits.maxBreakerWaitMs) throw this.failure(label, since);
    await clock.sleep(Math.max(probeAt - clock.now(), 1), signal);
  }

  private failure(label: string, since: number): ConnectorError {
    const { clock } = this.options;
    const last = this.last ? `; the last failure: ${this.last.summary}` : '';
    return new ConnectorError(CLIENT_ERRORS['breaker-open'], {
      where: label,
      found: `no success for ${Math.round((clock.now() - since) / 60_000)} minutes${last}`,
      ...(this.last ? { action: this.last.action, cause: this.last } : {}),
    });
  }
}
