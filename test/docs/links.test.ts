import { dirname, join } from 'node:path';
import { filesBelow, isThere, PAGES, ROOT, text } from './support';

const packageJson = JSON.parse(text('package.json')) as { scripts: Record<string, string> };

/** The anchor that a heading gets on a code host. */
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

  it('when its links are followed, then files and headings are there', () => {
    const links = [...content.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      const [path = '', heading] = link.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      if (!isThere(join(ROOT, file))) return true;
      return heading !== undefined && !anchors(file).includes(heading);
    });
    expect(broken).toEqual([]);
  });

  it('when it names npm scripts, paths and scripts of the project, then they exist', () => {
    const scripts = [...content.matchAll(/npm run (?:--silent )?([a-z:-]+)/g)].map(
      ([, name]) => name ?? '',
    );
    expect(scripts.filter((name) => !(name in packageJson.scripts))).toEqual([]);
    const paths = [
      ...content.matchAll(/`((?:src|bin|scripts|resources|simulator|test|docs|bench)\/[\w./-]*)`/g),
      ...content.matchAll(/node ((?:scripts)\/[\w./-]+)/g),
    ].map(([, path]) => path ?? '');
    expect(paths.filter((path) => !isThere(join(ROOT, path)))).toEqual([]);
  });
});

it('given the decisions, when they are listed, then numbered without a gap, each with its four parts', () => {
  const files = [...filesBelow('docs/decisions', '.md')].sort();
  expect(files.map((file) => Number(/\/(\d{4})-/.exec(file)?.[1]))).toEqual(
    files.map((_, index) => index + 1),
  );
  for (const file of files) {
    const parts = [...text(file).matchAll(/^\*\*(.+?)\.\*\*/gm)].map(([, part]) => part);
    expect(parts).toEqual(['Context', 'Decision', 'Consequence', 'What would change it']);
  }
});
