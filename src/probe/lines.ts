import type { Finding } from './probe';
import type { Evidence } from './question';

export function jsonLine({ id, asks, grade, answer, evidence }: Finding): string {
  return JSON.stringify({ id, asks, grade, answer, evidence });
}

export function textLine({ asks, answer, evidence }: Finding): string {
  const facts = factsOf(evidence);
  return `${asks} ${answer}${facts === '' ? '' : ` (${facts})`}`;
}

/** `deepestAnswered: 5; failed: 6`, in words. */
export function factsOf(evidence: Evidence): string {
  return Object.entries(evidence)
    .map(([name, value]) => `${words(name)}: ${typeof value === 'object' ? list(value) : value}`)
    .join('; ');
}

function list(values: readonly string[]): string {
  return values.length === 0 ? 'none' : values.join(', ');
}

/** `deepestAnswered` becomes `deepest answered`. */
function words(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z0-9]/g, (next) => ` ${next.toLowerCase()}`);
}
