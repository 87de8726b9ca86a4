import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '../../../src/client/pipeline';

test('given a server, when two requests are sent, then one token serves both', async () => {
  let tokens = 0;
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/token') {
      tokens += 1;
      response.end(JSON.stringify({ access_token: 'abc', expires_in: 43199, scope: 'a b' }));
    } else response.end(JSON.stringify({ got: request.headers.authorization }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient({
    tokenEndpoint: { url: `${base}/token`, form: { grant_type: 'client_credentials' } },
    maxConcurrency: 4,
    isAllowedHost: () => true,
    userAgent: 'source-navan/0',
  });
  const signal = new AbortController().signal;
  const answers = await Promise.all(
    [1, 2].map((n) => client.send({ method: 'GET', url: `${base}/x?${n}`, label: 'x' }, signal)),
  );
  expect(answers.map((a) => a.body.toString())).toEqual([
    '{"got":"Bearer abc"}',
    '{"got":"Bearer abc"}',
  ]);
  expect(tokens).toBe(1);
  expect(await client.scopes(signal)).toEqual(['a', 'b']);
  client.close();
  server.close();
});
