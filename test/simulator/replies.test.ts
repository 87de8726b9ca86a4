import type { Switches } from '../../simulator';
import { ALL, closeAll, simulate, type Client } from './support/client';

afterEach(closeAll);

const PATH = '/v1/bookings';

describe('the address of an invoice', () => {
  it('is in the web app, which is elsewhere unless the switch says otherwise', async () => {
    const client = await simulate({ bookings: 100 });
    const invoices = async (): Promise<readonly string[]> =>
      (await client.bookings({ size: 100 })).data.flatMap(({ uuid, invoice, pdf }) => {
        if (typeof invoice !== 'string') return [];
        if (typeof pdf === 'string') expect(`${pdf}/invoice`).toBe(invoice);
        const [host = '', rest] = invoice.split('/itineraryfiles/');
        expect(rest).toBe(`bookings/${String(uuid)}/invoice`);
        return [host];
      });
    expect(new Set(await invoices())).toEqual(new Set(['https://app.navan.invalid']));
    client.simulator.control.set({ invoiceHost: 'own' });
    expect(new Set(await invoices())).toEqual(new Set([client.simulator.url]));
  });

  it.each<[Switches['invoiceOpens'], readonly number[]]>([
    ['signIn', [302, 302]],
    ['token', [302, 200]],
    ['always', [200, 200]],
  ])('given %s, returns %j without and with the token', async (invoiceOpens, statuses) => {
    const client = await simulate({ invoiceOpens });
    const head = async (headers: Record<string, string>): Promise<Response> =>
      fetch(`${client.simulator.url}/itineraryfiles/bookings/u/invoice`, {
        method: 'HEAD',
        redirect: 'manual',
        headers,
      });
    const answers = [await head({}), await head({ authorization: `Bearer ${client.token}` })];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
    for (const { status, headers } of answers)
      expect(headers.get('location')).toBe(status === 302 ? '/login' : null);
  });
});

describe('responses', () => {
  const ids = async (client: Client): Promise<readonly (string | null)[]> => {
    const answers = [await client.get(PATH, ALL), await client.get(PATH)];
    return answers.map(({ headers }) => headers.get('x-request-id'));
  };

  it('have no id unless the switch names its header, then a new one each', async () => {
    const client = await simulate();
    expect(await ids(client)).toEqual([null, null]);
    client.simulator.control.set({ idHeaders: ['x-request-id'] });
    const found = await ids(client);
    expect(found).toEqual([expect.any(String), expect.any(String)]);
    expect(new Set(found).size).toBe(2);
  });

  it('that refuse may be plain text', async () => {
    const answer = await (await simulate({ errorBody: 'text' })).get(PATH);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/plain']);
    expect(await answer.text()).toMatch(/^At least one complete date range/u);
  });
});
