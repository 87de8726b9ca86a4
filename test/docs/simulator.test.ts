import { help } from '../../simulator/arguments';
import type { Control } from '../../simulator/control/control';
import { operations } from '../../simulator/control/over-http';
import { DEFAULT_SWITCHES } from '../../simulator/switches';
import { names, rows, section } from './support';

const PAGE = 'simulator/README.md';
const sorted = (values: Iterable<string>): readonly string[] => [...new Set(values)].sort();
const column = (heading: string, index: number): readonly string[] =>
  rows(section(PAGE, heading)).flatMap((cells) => names(cells.at(index)));
/** A value as the page writes it: bare strings, JSON for all else. */
const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

it("given the simulator's options, when its page lists them, then it has exactly these", () => {
  const options = [...help().matchAll(/^ +--([a-z-]+)/gm)].map(([, flag = '']) =>
    flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );
  const [own = ''] = section(PAGE, '## Options').split('\n### ');
  const listed = rows(own).flatMap(([cell]) => names(cell));
  expect(sorted([...listed, ...column('### Open questions', -2)])).toEqual(sorted(options));
});

it('given the switches, when the page lists them, then it has each, with its default first', () => {
  const listed = rows(section(PAGE, '### Open questions')).map((cells) => {
    const [name, answers] = cells.slice(-2);
    return [names(name)[0], names(answers)[0]];
  });
  const defaults = Object.entries(DEFAULT_SWITCHES).map(([name, value]) => [name, written(value)]);
  expect(listed.sort()).toEqual(defaults.sort());
});

it('given the HTTP controls, when the page lists them, then it has exactly these', () => {
  const all = operations({} as unknown as Control, () => ({}));
  const listed = column('## Control', 1).map((cell) => cell.replace('GET ', ''));
  expect(sorted(listed.flatMap((cell) => /^[a-z-]+/.exec(cell) ?? []))).toEqual(
    sorted([...Object.keys(all), 'truth']),
  );
  const reading = Object.keys(all).filter((name) => all[name]?.reads);
  const shown = column('## Control', 1).flatMap((cell) => /^GET ([a-z-]+)/.exec(cell)?.[1] ?? []);
  expect(sorted(shown)).toEqual(sorted([...reading, 'truth']));
});
