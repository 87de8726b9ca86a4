/** The part of a Node stream that the writer needs: `process.stdout`, or a stand-in in tests. */
export interface ByteSink {
  write(chunk: Uint8Array, callback: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
}
