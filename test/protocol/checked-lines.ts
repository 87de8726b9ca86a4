import { messageProblem } from './message-problem';

const problems: string[] = [];

// Where lines are written, a throw could be caught as the connector's own failure, which a test may expect.
afterEach(() => {
  expect(problems.splice(0)).toEqual([]);
});

/** Fails the running test if a line is not an Airbyte protocol message. */
export function checkLines(text: string): void {
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const problem = messageProblem(line);
    if (problem !== undefined) problems.push(problem);
  }
}
