import { dirname, join } from 'node:path';
import { filesBelow, isThere, PAGES, ROOT, text } from './support';

/** Paths that only the code host has: workflow runs. */
const ON_THE_CODE_HOST = '../../actions/workflows/';

/** The anchor that a code host gives a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\d\s_-]/gu, '')
    .replaceAll(' ', '-');
}

function anchors(file: string): readonly string[] {
  return [...text(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading));
}

describe.each(PAGES)('given the page %s', (page) => {
  const content = text(page);

  it('when its links are followed, then files and headings exist', () => {
    const links = [...content.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !link.startsWith(ON_THE_CODE_HOST));
    const broken = links.filter((link) => {
      const [path = '', heading] = link.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      if (!isThere(join(ROOT, file))) return true;
      return heading !== undefined && !anchors(file).includes(heading);
    });
    expect(broken).toEqual([]);
  });
});

it('given all pages and pictures, when every link of every page is followed, then all are reachable', () => {
  const reached = PAGES.flatMap((page) =>
    [...text(page).matchAll(/\]\((?!https?:)([^)\s#]+)/g)].map(([, link = '']) =>
      join(dirname(page), link).replace(/\/$/, ''),
    ),
  );
  const isReached = (file: string): boolean =>
    // A link to a folder covers its files.
    reached.includes(file) || reached.includes(dirname(file));
  const pictures = [...filesBelow('docs', '.png'), ...filesBelow('docs', '.svg')];
  const aside = [...PAGES, ...pictures].filter((file) => file !== 'README.md' && !isReached(file));
  // Parts of a package for another repository; its own page lists them.
  expect(aside.filter((file) => !/^contrib\/(?:docs|source-navan)\//.test(file))).toEqual([]);
});

it('given the decisions, when they are listed, then they are numbered without a gap, each with its four parts', () => {
  const files = [...filesBelow('docs/decisions', '.md')].sort();
  expect(files.map((file) => Number(/\/(\d{4})-/.exec(file)?.[1]))).toEqual(
    files.map((_, index) => index + 1),
  );
  for (const file of files) {
    const parts = [...text(file).matchAll(/^\*\*(.+?)\.\*\*/gm)].map(([, part]) => part);
    expect(parts).toEqual(['Context', 'Decision', 'Consequence', 'What would change it']);
  }
});
