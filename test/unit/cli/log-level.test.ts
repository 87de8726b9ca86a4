import { wantedLogLevel } from '../../../src/cli/log-level';

it.each([
  [undefined, 'INFO'],
  ['', 'INFO'],
  ['DEBUG', 'DEBUG'],
  ['debug', 'DEBUG'],
  [' Warn ', 'WARN'],
  ['trace', 'TRACE'],
])('given LOG_LEVEL=%j, when read, then the level is %s without a notice', (text, level) => {
  expect(wantedLogLevel(text)).toEqual({ level, notices: [] });
});

it.each(['verbose', 'WARNING', '7', 'toString'])(
  'given LOG_LEVEL=%j, when read, then INFO is used and a notice lists the levels',
  (text) => {
    const { level, notices } = wantedLogLevel(text);
    expect(level).toBe('INFO');
    expect(notices).toEqual([
      `LOG_LEVEL is not valid; using INFO. found=${text} levels="FATAL, ERROR, WARN, INFO, DEBUG, TRACE"`,
    ]);
  },
);

it('given an overlong LOG_LEVEL, when quoted, then it is cut', () => {
  expect(wantedLogLevel('x'.repeat(9999)).notices[0]?.length).toBeLessThan(200);
});
