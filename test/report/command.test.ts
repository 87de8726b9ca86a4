import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { asProtocol, asText } from './lines';
import { inFolder, program, writeLog } from './support';

describe('given a wrong command line, when run, then it exits with 2 and says what it expects', () => {
  it.each([
    ['no log', [], 'Which log? No file was named.'],
    ['three files', ['a', 'b', 'c'], 'also found: c'],
    ['an unknown option', ['--colour', 'a'], "Unknown option '--colour'"],
    ['the page in place of the log', ['a.log', 'a.log'], 'The page would overwrite the log a.log'],
  ])('%s', (_, args, message) => {
    const { code, stderr, stdout } = program(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: npm run report -- LOG [OUT.html]');
  });
});

describe('given a log that cannot be drawn, when run, then it exits with 1 and says what it found and expects', () => {
  const STATE = '{"type":"STATE","state":{}}\n';
  it.each([
    ['none', undefined, 'there is no such file'],
    ['an empty one', '', 'is empty. Expected what source-navan writes to stdout'],
    ['blank lines', '\n \n', 'is empty'],
    [
      'other text',
      'hello\nworld\n',
      'none of its 2 lines is one of source-navan. It begins with: hello',
    ],
    [
      'messages without a run',
      STATE,
      '1 of 1 lines are messages of Airbyte, but none tells of a run',
    ],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0x1b]), 'PNG????'],
    [
      'a damaged archive',
      Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from('no archive')]),
      'it is packed and damaged',
    ],
    [
      'half an archive',
      gzipSync(asProtocol()).subarray(0, 100),
      'it is packed, and its end is missing',
    ],
  ])('%s', (name, content, message) => {
    const log = `bad-${name.replaceAll(' ', '-')}.log`;
    if (content !== undefined) writeLog(log, content);
    const { code, stderr, stdout } = program([log]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
    expect(existsSync(inFolder(log.replace('.log', '.html')))).toBe(false);
  });

  it('a folder', () => {
    mkdirSync(inFolder('folder.log'));
    const { code, stderr } = program(['folder.log']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('it is a folder')]);
  });
});

it('given a page that cannot be written, when run, then it says so', () => {
  writeLog('whole.log', asProtocol());
  const { code, stderr } = program(['whole.log', 'none/page.html']);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('The page cannot be written: ENOENT'),
  ]);
});

it('given --help, when run, then it names both files and what fills the page', () => {
  const { code, stdout } = program(['--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/LOG \[OUT\.html\][^]*gzip[^]*stdin[^]*advanced\.request_log/u);
});

it.each([
  ['sync.log', 'sync.html'],
  ['sync.jsonl.gz', 'sync.html'],
  ['sync-2026.11', 'sync-2026.11.html'],
])(
  'given the log %s and no page, when run, then the page is %s, even if it exists',
  (log, page) => {
    writeLog(log, log.endsWith('.gz') ? gzipSync(asProtocol()) : asProtocol());
    writeFileSync(inFolder(page), 'old');
    expect(program([log]).stdout).toBe(`Complete: all 2 streams. Report: ${inFolder(page)}\n`);
    expect(readFileSync(inFolder(page), 'utf8')).toMatch(/^<!doctype html>/u);
  },
);

it('given a log whose last line has no end, when run, then it is drawn', () => {
  writeLog('open.log', asText([asProtocol().trimEnd()]).trimEnd());
  expect(program(['open.log']).code).toBe(0);
});
