import type { Partition } from './partition';
import type { Window } from './window';

/** Names one page in logs and errors: `2026-10, page 3`. Pages count from 1 for people. */
export function labelOf(partition: Partition, window: Window | undefined, page: number): string {
  const parts = [
    partition.value,
    window?.isPart ? window.describe() : '',
    `page ${String(page + 1)}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
