import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '../src/client/client';
import type { Limit } from '../simulator';
import { Limiter } from '../simulator/http/limiter';

/**
 * Rate limits that no response states, over real HTTP: the share of each limit used and of requests refused. Each
 * server runs in its own process and only counts. Slow limits are measured in parallel, then fast ones one by one. An
 * argument selects the cases whose names contain it.
 */

const RUN_MS = 90_000;
const SETTLED_MS = 45_000;
/** Long enough for the search for a raised limit, which starts after five minutes. */
const LONG_RUN_MS = 480_000;
const AT_A_TIME = 8;
const ROLLING_MS = 10_000;
/** Requests per second from which a case runs alone. */
const FAST = 100;

interface Case {
  readonly name: string;
  readonly limit: Limit;
  readonly runMs?: number;
  /** When and to what the limit changes. */
  readonly change?: { readonly afterSeconds: number; readonly perSecond: number };
  /** Another client with the same quota: requests per second, and when it starts and stops, in seconds. */
  readonly other?: { readonly perSecond: number; readonly from: number; readonly to: number };
}

interface Sent {
  /** Milliseconds since the case began. */
  readonly at: number;
  readonly refused: boolean;
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

const [only = '', served] = process.argv.slice(2);
const CASES = ALL.filter(({ name }) => name.includes(only));

/** What one client sent, and how much of it while it was told to wait. */
class Run {
  readonly sent: Sent[] = [];
  whileTold = 0;
  private told = { from: Infinity, until: 0 };
  private readonly began = Date.now();

  /** Sends as fast as allowed until `span.to`. Times in milliseconds since the run began. */
  async send(server: string, span: { from: number; to: number }, perSecond?: number) {
    await sleep(span.from);
    const client = createClient({
      tokenEndpoint: {
        url: `${server}/token`,
        form: { grant_type: 'client_credentials', client_id: 'bench', client_secret: 'bench' },
      },
      maxConcurrency: AT_A_TIME,
      ...(perSecond === undefined ? {} : { requestsPerSecond: perSecond }),
      isAllowedHost: () => true,
      userAgent: 'bench',
      hooks: {
        onRateLimited: (until) => {
          this.told = { from: Date.now(), until };
        },
        onAttempt: ({ label, status, durationMs }) => {
          if (label !== 'token') this.note(Date.now() - durationMs, status === 429);
        },
      },
    });
    const { signal } = new AbortController();
    const url = `${server}/page`;
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
    // Ignores five milliseconds at either end: those requests were already in flight.
    if (at > this.told.from + 5 && at < this.told.until - 5) this.whileTold++;
    this.sent.push({ at: at - this.began, refused });
  }
}

async function run(one: Case): Promise<string> {
  const child = fork(__filename, ['', JSON.stringify(one)]);
  const [server] = (await once(child, 'message')) as [string];
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
  child.kill();
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

/** After the last change: the end of the first ten seconds from which the share stays between 70 and 88%. */
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

/** A token for every client, and an empty page for each request within the limit. */
function serve({ limit, change }: Case): void {
  const limiter = new Limiter();
  limiter.set({ ...limit, ...(change === undefined ? {} : { steps: [change] }) });
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('Content-Type', 'application/json');
    if (request.url === '/token') {
      response.end('{"access_token":"bench","expires_in":86400}');
      return;
    }
    const { allowed, headers } = limiter.take(Date.now());
    response.writeHead(allowed ? 200 : 429, headers).end('{"data":[]}');
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.send?.(`http://127.0.0.1:${port}`);
  });
}

async function main(): Promise<void> {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  write(
    '| hidden limit | used once settled | refused once settled | refused in all | sent while told to wait | found after |',
  );
  write('|---|---|---|---|---|---|');
  const isFast = ({ limit }: Case): boolean => limit.perSecond >= FAST;
  (await Promise.all(CASES.filter((one) => !isFast(one)).map(run))).forEach(write);
  for (const one of CASES.filter(isFast)) write(await run(one));
}

if (served === undefined) void main();
else serve(JSON.parse(served) as Case);
