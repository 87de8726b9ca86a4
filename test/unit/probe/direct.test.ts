import { directSend, isSafeAddress } from '../../../src/probe/direct';

it.each([
  ['https://app.navan.com/x', true],
  ['http://127.0.0.1:4010/x', true],
  ['http://[::1]:4010/x', true],
  ['http://app.navan.com/x', false],
  ['ftp://127.0.0.1/x', false],
])('given the address %s, then whether it is safe is %s', (address, isSafe) => {
  expect(isSafeAddress(new URL(address))).toBe(isSafe);
});

describe('given a direct request', () => {
  const direct = directSend('test');
  afterAll(() => {
    direct.close();
  });
  const send = (url: string) =>
    direct.send({ method: 'HEAD', url, label: 'probe' }, new AbortController().signal);

  it('when nothing listens, then it fails as an unreachable API does', async () => {
    await expect(send('http://127.0.0.1:9/')).rejects.toMatchObject({
      kind: { code: 'network-failure' },
    });
  });

  it('when the address is not safe, then nothing is sent', async () => {
    await expect(send('http://app.navan.com/')).rejects.toMatchObject({
      kind: { code: 'host-not-allowed' },
    });
  });
});
