import type { StreamModel } from '../../../../src/manifest/model';
import { ids, modelOf, reading } from '../reading/reading';
import { rows } from '../reading/records';
import { TravelApi } from '../reading/travel-api';

const model: StreamModel = { ...modelOf('users'), primaryKey: 'uuid', paginator: { kind: 'none' } };

it('given a stream without a paginator, when read, then one request without page parameters returns all records', async () => {
  const urls: string[] = [];
  const api = new TravelApi([], () => ({ rows: rows(3), total: 3 }));
  const outcome = await reading(
    (request, signal) => {
      urls.push(request.url);
      return api.send(request, signal);
    },
    { model },
  );
  expect(ids(outcome)).toEqual(['a0', 'a1', 'a2']);
  expect(outcome.result?.records).toBe(3);
  expect(urls.map((url) => new URL(url).search)).toEqual(['']);
});

it('given the same record twice on its page, when read, then it is sent once', async () => {
  const api = new TravelApi([], () => ({ rows: [...rows(2), ...rows(1)] }));
  expect(ids(await reading(api.send, { model }))).toEqual(['a0', 'a1']);
});
