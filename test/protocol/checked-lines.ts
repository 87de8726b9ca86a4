import { messageProblem } from './message-problem';

const problems: string[] = [];

// Where the lines are written a throw could be caught as the connector's own failure, which a test may expect.
afterEach(() => {
  expect(problems.splice(0)).toEqual([]);
});

/** Fails the test that is running if one of the lines is no message of the Airbyte protocol. */
export function checkLines(text: string): void {
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const problem = messageProblem(line);
    if (problem !== undefined) problems.push(problem);
  }
}
