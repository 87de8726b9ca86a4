/** The ways in which an attempt ends without a whole answer. */
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

/** An attempt without a whole answer. Its message is for people and holds nothing secret. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';

  constructor(
    readonly fault: FaultName,
    message: string,
    /** From the start of the attempt. */
    readonly durationMs: number,
  ) {
    super(message);
  }
}
