import { stackTrace } from '../../../src/protocol/stack-trace';

function thrown(stack: string): Error {
  const error = new TypeError('x is not a function');
  error.stack = stack;
  return error;
}

it.each([
  ['/opt/navan/dist/src/client/retry/retry.js:30:23', 'dist/src/client/retry/retry.js:30:23'],
  ['/home/me/dist/src/b/dist/src/a.js:1:2', 'dist/src/a.js:1:2'],
  ['/home/me (old)/node_modules/a/node_modules/b/c.js:1:2', 'node_modules/b/c.js:1:2'],
  ['file:///home/me/preload.mjs:1:2', 'preload.mjs:1:2'],
  ['node:internal/process/task_queues:95:5', 'node:internal/process/task_queues:95:5'],
])('given a frame at %s, when it is shown, then it names %s', (path, shown) => {
  const stack = `TypeError\n    at async Run.verb (${path})\n    at ${path}\n    at async ${path}`;
  expect(stackTrace(thrown(stack))).toBe(
    `TypeError: x is not a function\n    at async Run.verb (${shown})\n    at ${shown}\n    at async ${shown}`,
  );
});
