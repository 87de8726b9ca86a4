import { markdownHead, markdownLine } from '../../../src/probe/markdown';

describe('given the facts of a run, when it is printed as Markdown', () => {
  it('then the head names day, region and version', () => {
    const now = Date.parse('2026-11-24T23:59:00Z');
    expect(markdownHead({ now, version: '1.2.3', config: { region: 'eu' } }).slice(0, 3)).toEqual([
      'Date: 2026-11-24',
      'Region: eu',
      'Version: 1.2.3',
    ]);
  });

  it('then the API’s words end no cell and start no tag', () => {
    const evidence = { words: 'a|b <img> \\' };
    const about = { id: 'x', asks: 'Why?', grade: '?' as const, answer: 'refused' };
    expect(markdownLine({ ...about, evidence })).toBe(
      '| `x` | Why? | refused | words: a\\|b \\<img> \\\\ |',
    );
  });
});
