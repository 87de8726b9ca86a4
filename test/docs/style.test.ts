import { PAGES, text } from './support';

/** The worst habits listed under "Writing style" in CONTRIBUTING, with what to write instead. */
const HABITS: readonly (readonly [habit: RegExp, instead: string])[] = [
  [/\bwhoever\b/i, 'you, the user'],
  [/\bnobody\b/i, 'undocumented, not known, no one'],
  [/\bso many\b/i, 'the number'],
  [/\bbeside\b/i, 'next to, in addition to, compared with'],
  [/\bin the place of\b/i, 'instead of'],
  [/\bthat (?:is|are) none\b/i, 'what it is'],
  [/\blooked at again\b/i, 're-read'],
  [/\bcomes to the same\b/i, 'gives the same result'],
];

/** Lines of a page in which a habit stands, without what is quoted as code. */
function habitsIn(page: string): readonly string[] {
  const prose = text(page)
    .replace(/^ *```[^]*?^ *```/gm, (block) => block.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, '');
  return prose.split('\n').flatMap((line, index) =>
    HABITS.flatMap(([habit, instead]) => {
      const [found] = habit.exec(line) ?? [];
      return found === undefined
        ? []
        : [`${page}:${String(index + 1)} "${found}"; write: ${instead}`];
    }),
  );
}

it.each(PAGES)('given the page %s, when read, then it has none of the worst habits', (page) => {
  expect(habitsIn(page)).toEqual([]);
});
