import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createClient } from '../src/client/pipeline';
import type { Limit } from '../simulator';
import { startSimulator } from '../simulator';

/**
 * Limits that no answer states, over real HTTP: how much of them is used and how much is refused. All cases run side by
 * side, the servers in a process of their own. An argument takes only the cases that have it in their names.
 */

const RUN_MS = 90_000;
const SETTLED_MS = 45_000;
/** A limit that has risen is looked for after five minutes. */
const LONG_RUN_MS = 480_000;
const AT_A_TIME = 8;
const ROLLING_MS = 10_000;

interface Case {
  readonly name: string;
  readonly limit: Limit;
  readonly runMs?: number;
  /** When the limit becomes another one. */
  readonly change?: { readonly afterSeconds: number; readonly perSecond: number };
  /** Requests a second of another client with the same quota, and from when until when it sends, in seconds. */
  readonly other?: { readonly perSecond: number; readonly from: number; readonly to: number };
}

interface Sent {
  /** Milliseconds since the case began. */
  readonly at: number;
  readonly refused: boolean;
}

interface Server {
  readonly url: string;
  readonly config: { readonly client_id: string; readonly client_secret: string };
}

const ALL: readonly Case[] = [
  ...[5, 20, 100].flatMap((perSecond) =>
    [1, 20].flatMap((burst) =>
      (['seconds', 'none'] as const).map((retryAfter) => ({
        name: `${perSecond} a second, burst ${burst}, ${retryAfter === 'none' ? 'no ' : ''}Retry-After`,
        limit: { perSecond, burst, retryAfter },
      })),
    ),
  ),
  {
    name: '60 a second that drop to 20 after 20 s, burst 20, no Retry-After',
    limit: { perSecond: 60, burst: 20, retryAfter: 'none' },
    change: { afterSeconds: 20, perSecond: 20 },
  },
  {
    name: '20 a second, burst 20, of which another client takes 12 after 20 s',
    limit: { perSecond: 20, burst: 20, retryAfter: 'none' },
    other: { perSecond: 12, from: 20, to: Infinity },
  },
  {
    name: '10 a second that rise to 40 after 60 s, burst 20, no Retry-After',
    limit: { perSecond: 10, burst: 20, retryAfter: 'none' },
    runMs: LONG_RUN_MS,
    change: { afterSeconds: 60, perSecond: 40 },
  },
  {
    name: '20 a second, burst 20, of which another client takes 12 between 20 s and 60 s',
    limit: { perSecond: 20, burst: 20, retryAfter: 'none' },
    runMs: LONG_RUN_MS,
    other: { perSecond: 12, from: 20, to: 60 },
  },
];

const [only = '', role = 'client'] = process.argv.slice(2);
const CASES = ALL.filter(({ name }) => name.includes(only));

/** What one client sent, and how much of it while it was told to wait. */
class Run {
  readonly sent: Sent[] = [];
  whileTold = 0;
  private told = { from: Infinity, until: 0 };
  private readonly began = Date.now();

  /** Requests as fast as they may go, until `until`. Times in milliseconds since the run began. */
  async send(server: Server, span: { from: number; to: number }, perSecond?: number) {
    await sleep(span.from);
    const client = createClient({
      tokenEndpoint: {
        url: `${server.url}/ta-auth/oauth/token`,
        form: { grant_type: 'client_credentials', ...server.config },
      },
      maxConcurrency: AT_A_TIME,
      ...(perSecond === undefined ? {} : { requestsPerSecond: perSecond }),
      isAllowedHost: () => true,
      userAgent: 'bench',
      hooks: {
        onRateLimited: (until) => {
          this.told = { from: Date.now(), until };
        },
        onRequest: ({ label, status, durationMs }) => {
          if (label !== 'token') this.note(Date.now() - durationMs, status === 429);
        },
      },
    });
    const { signal } = new AbortController();
    const url = `${server.url}/v1/bookings?createdFrom=0&createdTo=1&page=0&size=1`;
    const worker = async (): Promise<void> => {
      while (Date.now() - this.began < span.to) {
        await client.send({ method: 'GET', url, label: 'page' }, signal).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, worker));
    client.close();
  }

  passed(from: number, to: number): number {
    return this.sent.filter(({ at, refused }) => at >= from && at < to && !refused).length;
  }

  private note(at: number, refused: boolean): void {
    // What left within five milliseconds of the word was on its way.
    if (at > this.told.from + 5 && at < this.told.until - 5) this.whileTold++;
    this.sent.push({ at: at - this.began, refused });
  }
}

async function run(one: Case, server: Server): Promise<string> {
  const runMs = one.runMs ?? RUN_MS;
  const own = new Run();
  const others = new Run();
  const span = {
    from: (one.other?.from ?? 0) * 1000,
    to: Math.min((one.other?.to ?? 0) * 1000, runMs),
  };
  await Promise.all([
    own.send(server, { from: 0, to: runMs }),
    one.other === undefined ? undefined : others.send(server, span, one.other.perSecond),
  ]);
  return row(one, own, others);
}

function row(one: Case, own: Run, others: Run): string {
  const runMs = one.runMs ?? RUN_MS;
  const from = runMs - (RUN_MS - SETTLED_MS);
  const perSecond = one.change?.perSecond ?? one.limit.perSecond;
  const share = (since: number, until: number): number =>
    own.passed(since, until) / ((perSecond * (until - since)) / 1000 - others.passed(since, until));
  const settled = own.sent.filter(({ at }) => at >= from && at < runMs);
  const cells = [
    one.name,
    percent(share(from, runMs), 0),
    percent(refusedIn(settled) / Math.max(1, settled.length), 2),
    `${percent(refusedIn(own.sent) / own.sent.length, 2)} of ${own.sent.length}`,
    String(own.whileTold),
    `${(foundAfter(one, share) / 1000).toFixed(0)} s`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** After the last change: the end of the first ten seconds from which on the share stays between 70 and 88 %. */
function foundAfter(one: Case, share: (since: number, until: number) => number): number {
  const runMs = one.runMs ?? RUN_MS;
  const toMs = (seconds: number | undefined): number => (seconds ?? 0) * 1000;
  const { from = 0, to = Infinity } = one.other ?? {};
  const changed = toMs(one.change?.afterSeconds ?? (to === Infinity ? from : to));
  let found = changed;
  for (let at = changed; at + ROLLING_MS <= runMs; at += 1000) {
    const used = share(at, at + ROLLING_MS);
    if (used < 0.7 || used > 0.88) found = at + ROLLING_MS;
  }
  return found - changed;
}

const refusedIn = (some: readonly Sent[]): number => some.filter(({ refused }) => refused).length;
const percent = (share: number, digits: number): string => `${(100 * share).toFixed(digits)} %`;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function serve(): Promise<void> {
  const servers = await Promise.all(
    CASES.map(async ({ limit, change }): Promise<Server> => {
      const steps = change === undefined ? {} : { steps: [change] };
      const data = { bookings: 0, users: 0, transactions: 0 };
      const simulator = await startSimulator({ ...data, limit: { ...limit, ...steps } });
      const { client_id, client_secret } = simulator.config() as Server['config'];
      return { url: simulator.url, config: { client_id, client_secret } };
    }),
  );
  process.send?.(servers);
}

async function main(): Promise<void> {
  const child = fork(__filename, [only, 'serve']);
  const [servers] = (await once(child, 'message')) as [Server[]];
  const rows = await Promise.all(CASES.map((one, n) => run(one, servers[n] as Server)));
  child.kill();
  const head =
    '| hidden limit | used once settled | refused once settled | refused in all | sent while told to wait | found after |';
  process.stdout.write(`${[head, '|---|---|---|---|---|---|', ...rows].join('\n')}\n`);
}

void (role === 'serve' ? serve() : main());
