import { type SimulatorOptions, type Simulator, startSimulator } from '../../../simulator';

export interface Page {
  readonly data: readonly Record<string, unknown>[];
  readonly page: {
    readonly totalPages: number;
    readonly currentPage: number;
    readonly pageSize: number;
    readonly totalElements: number;
  };
}

export interface CursorPage {
  readonly content: readonly Record<string, unknown>[];
  readonly next_cursor: string | null;
  readonly has_next: boolean;
  readonly has_previous: boolean;
  readonly page_size: number;
  readonly content_size: number;
}

/** Noon, in the middle of a month, so that days and the expense floor are unambiguous. */
export const NOW = '2026-11-24T12:00:00.000Z';

export type Query = Readonly<Record<string, string | number>>;

/** A plain client of a simulator: one token, and requests like those of a person with curl. */
export class Client {
  private constructor(
    readonly simulator: Simulator,
    public token: string,
  ) {}

  static async of(simulator: Simulator): Promise<Client> {
    const client = new Client(simulator, '');
    const answer = await client.signIn(client.credential());
    if (answer.status === 200)
      client.token = ((await answer.json()) as { access_token: string }).access_token;
    return client;
  }

  credential(): Record<string, string> {
    const { client_id, client_secret } = this.simulator.config() as Record<string, string>;
    return { client_id: client_id ?? '', client_secret: client_secret ?? '' };
  }

  signIn(
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return fetch(`${this.simulator.url}/ta-auth/oauth/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
    });
  }

  get(
    path: string,
    query: Query = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) params.append(name, String(value));
    return fetch(`${this.simulator.url}${path}?${params.toString()}`, {
      headers: { authorization: `Bearer ${this.token}`, ...headers },
      redirect: 'manual',
    });
  }

  async status(
    path: string,
    query: Query = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<number> {
    const answer = await this.get(path, query, headers);
    await answer.arrayBuffer();
    return answer.status;
  }

  async bookings(query: Query = {}): Promise<Page> {
    const answer = await this.get('/v1/bookings', { ...ALL, ...query });
    return (await answer.json()) as Page;
  }

  async expense(type: string, query: Query = {}): Promise<CursorPage> {
    const answer = await this.get(`/v1/expense/${type}`, { ...DAYS, ...query });
    return (await answer.json()) as CursorPage;
  }
}

/** Any creation time. */
export const ALL = { createdFrom: 0, createdTo: 9_999_999_999 };

/** All days that can be requested at `NOW`. */
export const DAYS = { 'date_modified.from': '2026-09-01', 'date_modified.to': '2026-11-24' };

const open: Simulator[] = [];

/** A small simulator at `NOW` and a client of it. Closed after the test. */
export async function simulate(options: Partial<SimulatorOptions> = {}): Promise<Client> {
  const simulator = await startSimulator({
    now: NOW,
    bookings: 30,
    users: 12,
    transactions: 20,
    ...options,
  });
  open.push(simulator);
  return Client.of(simulator);
}

export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
}

/** Epoch seconds. */
export function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}
