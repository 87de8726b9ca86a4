import fc from 'fast-check';
import { classify } from '../../../../src/client/retry/classify';
import { RETRY_TABLE } from '../../../../src/client/retry/retry-table';
import { answer } from '../answers';

const decisionOf = (status: number) =>
  classify({ kind: 'answer', response: answer(status) }, RETRY_TABLE);

test('given any status, when it is classified, then only 2xx succeeds and only 5xx, no status and a few temporary ones are retried', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 999 }), (status) => {
      const { action } = decisionOf(status);
      expect(action === 'succeed').toBe(status >= 200 && status < 300);
      const isOfTheMoment = [408, 409, 421, 423, 425].includes(status);
      const isRetried = isOfTheMoment || status < 200 || status >= 500;
      expect(action === 'retry').toBe(isRetried);
      expect(action === 'rateLimited').toBe(status === 429);
      expect(action === 'refreshToken').toBe(status === 401);
    }),
  );
});

test('given a filter that fails a 401, when it is classified, then the token is renewed first', () => {
  const rules = [{ statuses: new Set([401]), action: 'FAIL' as const }];
  const decision = classify({ kind: 'answer', response: answer(401) }, RETRY_TABLE, { rules });
  expect(decision.action).toBe('refreshToken');
});

test('given a filter that fails a status, when it is classified, then the reason contains the status', () => {
  const rules = [{ statuses: new Set([418]), action: 'FAIL' as const }];
  const decision = classify({ kind: 'answer', response: answer(418) }, RETRY_TABLE, { rules });
  expect(decision.reason).toContain('HTTP 418');
});

test('given a filter with a predicate, when the text matches, then it applies', () => {
  const predicate = ({ text }: { text: string }) => text.includes('slow down');
  const rules = [{ predicate, action: 'RATE_LIMITED' as const }];
  const response = answer(403, {}, '"slow down"');
  expect(classify({ kind: 'answer', response }, RETRY_TABLE, { rules }).action).toBe('rateLimited');
});
