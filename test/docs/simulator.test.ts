import { help } from '../../simulator/arguments';
import { DEFAULT_SWITCHES } from '../../simulator/switches';
import { names, rows, section, text } from './support';

const PAGE = 'simulator/README.md';
const sorted = (values: Iterable<string>): readonly string[] => [...new Set(values)].sort();
const column = (heading: string, index: number): readonly string[] =>
  rows(section(PAGE, heading)).flatMap((cells) => names(cells.at(index)));
/** As the page writes a value: texts bare, all else as JSON. */
const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

it('given the options of the simulator, when its page lists them, then each of them and no other', () => {
  const options = [...help().matchAll(/^ +--([a-z-]+)/gm)].map(([, flag = '']) =>
    flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );
  const [own = ''] = section(PAGE, '## Options').split('\n### ');
  const listed = rows(own).flatMap(([cell]) => names(cell));
  expect(sorted([...listed, ...column('### What nobody knows', -2)])).toEqual(sorted(options));
});

it('given the switches, when the page lists them, then each of them, its default before the others', () => {
  const listed = rows(section(PAGE, '### What nobody knows')).map((cells) => {
    const [name, answers] = cells.slice(-2);
    return [names(name)[0], names(answers)[0]];
  });
  const defaults = Object.entries(DEFAULT_SWITCHES).map(([name, value]) => [name, written(value)]);
  expect(listed.sort()).toEqual(defaults.sort());
});

it('given what can be controlled over HTTP, when the page lists it, then each of it and no other', () => {
  const source = text('simulator/control/over-http.ts');
  const [, table = ''] = /^function operations[^]*?return \{\n([^]*?)\n {2}\};/m.exec(source) ?? [];
  const operations = [...table.matchAll(/^ {4}'?([a-z-]+)'?: \{/gm)].map(([, name = '']) => name);
  const listed = column('## Control', 1).map((cell) => cell.replace('GET ', ''));
  expect(sorted(listed.flatMap((cell) => /^[a-z-]+/.exec(cell) ?? []))).toEqual(
    sorted([...operations, 'truth']),
  );
  const reading = [...table.matchAll(/^ {4}([a-z]+): \{ reads/gm)].map(([, name = '']) => name);
  const shown = column('## Control', 1).flatMap((cell) => /^GET ([a-z-]+)/.exec(cell)?.[1] ?? []);
  expect(sorted(shown)).toEqual(sorted([...reading, 'truth']));
});
