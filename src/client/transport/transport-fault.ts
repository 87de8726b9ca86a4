/** Why an attempt ended without a complete response. */
export type FaultName =
  | 'connection-refused'
  | 'connection-reset'
  | 'host-not-found'
  | 'stalled'
  | 'too-slow'
  | 'cut-short'
  | 'corrupt-encoding'
  | 'unknown-encoding'
  | 'body-too-large'
  | 'headers-too-large'
  | 'certificate'
  | 'tls-refused'
  | 'proxy-refused'
  | 'malformed-http'
  | 'network';

/** An attempt without a complete response. Its message is shown to users and holds no secrets. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';

  constructor(
    readonly fault: FaultName,
    message: string,
    /** Since the start of the attempt. */
    readonly durationMs: number,
  ) {
    super(message);
  }
}
