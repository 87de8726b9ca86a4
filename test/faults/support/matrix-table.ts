import { writeFileSync } from 'node:fs';

export interface Cell {
  readonly fault: string;
  readonly endpoint: string;
  readonly answer: string;
  readonly setbacks: readonly string[];
  /** Requests beyond those of the same read without the fault. */
  readonly extraRequests: number;
}

/** The matrix as a Markdown table: one line per fault and endpoint, the three answers side by side. */
export function matrixTable(cells: readonly Cell[]): string {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = `${cell.fault} | ${cell.endpoint}`;
    groups.set(name, [...(groups.get(name) ?? []), cell]);
  }
  const lines = [...groups].map(([name, group]) => {
    const happened = new Set(
      group.flatMap(({ setbacks }) => setbacks.map((text) => text.replace(/ at byte \d+/u, ''))),
    );
    const costs = group.map(({ extraRequests }) => String(extraRequests)).join(', ');
    return `| ${name} | ${[...happened].join('; ') || 'succeed'} | ${costs} |`;
  });
  return [
    '| fault | where | what happened | further requests (first, middle, last) |',
    '|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

/** Only where a file is named, so that an ordinary run writes nothing. */
export function keepTable(cells: readonly Cell[], file: string | undefined): void {
  if (file !== undefined) writeFileSync(file, matrixTable(cells));
}
