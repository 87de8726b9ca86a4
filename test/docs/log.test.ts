import type { LogLine } from '../../src/log/log-line';
import { declaredIn, filesBelow, section, text } from './support';

const lines = declaredIn('src/log', '-lines') as readonly LogLine[];

it('given the lines of the log, when docs/log.md is read, then it has each of them once and no other', () => {
  const headings = [...text('docs/log.md').matchAll(/^### (.+)$/gm)].map(([, line]) => line);
  expect(headings).toEqual(lines.map((line) => line.text));
  expect(new Set(headings).size).toBe(headings.length);
});

it.each(lines.map((line) => [line.text, line] as const))(
  'given the line "%s", when its section is read, then it is what the code says (else: node scripts/write-log-docs.mjs)',
  (heading, { level, meaning, action }) => {
    const said = section('docs/log.md', `### ${heading}`);
    for (const part of [`\`${level}\`. ${meaning}`, `What to do: ${action}`])
      expect(said).toContain(`\n${part}`);
  },
);

it.each(filesBelow('src', '.ts').filter((file) => !file.startsWith('src/log/')))(
  'given %s, when it logs, then its sentence is one of src/log',
  (file) => {
    expect(text(file)).not.toMatch(/\b(?:log|logLine|debug|once)\([^;]*?['"`][A-Z][a-z]+ /);
  },
);
