/** A variable of the environment, without blanks around it; empty where it is not set. */
export function environmentVariable(name: string): string {
  return (process.env[name] ?? '').trim();
}
