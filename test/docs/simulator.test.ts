import { help } from '../../simulator/arguments';
import { DEFAULT_SWITCHES } from '../../simulator/switches';
import { names, rows, section, text } from './support';

const PAGE = 'simulator/README.md';
const sorted = (values: Iterable<string>): readonly string[] => [...new Set(values)].sort();
const column = (heading: string, index: number): readonly string[] =>
  rows(section(PAGE, heading)).flatMap((cells) => names(cells[index]));

it('given the options of the simulator, when its page lists them, then each of them and no other', () => {
  const options = [...help().matchAll(/^ +--([a-z-]+)/gm)].map(([, flag = '']) =>
    flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );
  expect(sorted(column('## Options', 0))).toEqual(sorted(options));
  expect(sorted(column('### What nobody knows', 0))).toEqual(sorted(Object.keys(DEFAULT_SWITCHES)));
});

it('given what can be controlled over HTTP, when the page lists it, then each of it and no other', () => {
  const source = text('simulator/control/over-http.ts');
  const [, table = ''] = /^function operations[^]*?return \{\n([^]*?)\n {2}\};/m.exec(source) ?? [];
  const operations = [...table.matchAll(/^ {4}'?([a-z-]+)'?(?:: \(|,)/gm)].map(
    ([, name = '']) => name,
  );
  const listed = column('## Control', 1).map((cell) => cell.replace('GET ', ''));
  expect(sorted(listed.flatMap((cell) => /^[a-z-]+/.exec(cell) ?? []))).toEqual(
    sorted([...operations, 'truth']),
  );
});
