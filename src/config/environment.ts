/** Trimmed; empty if not set. */
export function environmentVariable(name: string): string {
  return (process.env[name] ?? '').trim();
}
