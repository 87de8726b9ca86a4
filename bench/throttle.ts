import { createClient } from '../src/client/pipeline';
import { startSimulator } from '../simulator';

/** Hidden limits over real HTTP, all cases side by side: how much of them is used, how much is refused. */

const RUN_MS = 90_000;
const SETTLED_MS = 45_000;
const AT_A_TIME = 8;

interface Case {
  readonly name: string;
  readonly perSecond: number;
  readonly burst: number;
  readonly retryAfter: 'seconds' | 'none';
  /** The limit from the settled part on, if it changes before. */
  readonly drop?: { readonly afterSeconds: number; readonly perSecond: number };
}

interface Sent {
  /** Milliseconds since the case began. */
  readonly at: number;
  readonly refused: boolean;
}

const CASES: readonly Case[] = [
  ...[5, 20, 100].flatMap((perSecond) =>
    [1, 20].flatMap((burst) =>
      (['seconds', 'none'] as const).map((retryAfter) => ({
        name: `${perSecond} a second, burst ${burst}, ${retryAfter === 'none' ? 'no ' : ''}Retry-After`,
        perSecond,
        burst,
        retryAfter,
      })),
    ),
  ),
  {
    name: '60 a second that drop to 20 after 20 s, burst 20, no Retry-After',
    perSecond: 60,
    burst: 20,
    retryAfter: 'none',
    drop: { afterSeconds: 20, perSecond: 20 },
  },
];

async function run(one: Case): Promise<string> {
  const { perSecond, burst, retryAfter, drop } = one;
  const limit = { perSecond, burst, retryAfter, ...(drop ? { steps: [drop] } : {}) };
  const simulator = await startSimulator({ bookings: 0, users: 0, transactions: 0, limit });
  const config = simulator.config() as { client_id: string; client_secret: string };
  const { client_id, client_secret } = config;
  const began = Date.now();
  const sent: Sent[] = [];
  let told = { from: Infinity, until: 0 };
  let whileTold = 0;
  const client = createClient({
    tokenEndpoint: {
      url: `${simulator.url}/ta-auth/oauth/token`,
      form: { grant_type: 'client_credentials', client_id, client_secret },
    },
    maxConcurrency: AT_A_TIME,
    isAllowedHost: () => true,
    userAgent: 'bench',
    hooks: {
      onRateLimited: (until) => {
        told = { from: Date.now(), until };
      },
      onRequest: ({ label, status, durationMs }) => {
        if (label === 'token') return;
        const at = Date.now() - durationMs;
        // What left within five milliseconds of the word was on its way.
        if (at > told.from + 5 && at < told.until - 5) whileTold++;
        sent.push({ at: at - began, refused: status === 429 });
      },
    },
  });
  const { signal } = new AbortController();
  const url = `${simulator.url}/v1/bookings?createdFrom=0&createdTo=1&page=0&size=1`;
  const worker = async (): Promise<void> => {
    while (Date.now() - began < RUN_MS) {
      await client.send({ method: 'GET', url, label: 'page' }, signal).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  client.close();
  await simulator.close();
  return row(one, sent, whileTold);
}

function row({ name, perSecond, drop }: Case, sent: readonly Sent[], whileTold: number): string {
  const settled = sent.filter(({ at }) => at >= SETTLED_MS && at < RUN_MS);
  const refusedIn = (some: readonly Sent[]): number => some.filter(({ refused }) => refused).length;
  const passed = settled.length - refusedIn(settled);
  const limit = drop?.perSecond ?? perSecond;
  const used = (passed * 1000) / (RUN_MS - SETTLED_MS) / limit;
  const lastRefusal = sent.findLast(({ at, refused }) => refused && at < SETTLED_MS)?.at ?? 0;
  const cells = [
    name,
    percent(used, 0),
    percent(refusedIn(settled) / Math.max(1, settled.length), 2),
    `${percent(refusedIn(sent) / sent.length, 2)} of ${sent.length}`,
    String(whileTold),
    `${(lastRefusal / 1000).toFixed(1)} s`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const percent = (share: number, digits: number): string => `${(100 * share).toFixed(digits)} %`;

async function main(): Promise<void> {
  const rows = await Promise.all(CASES.map(run));
  const head =
    '| hidden limit | used once settled | refused once settled | refused in all | sent while told to wait | found after |';
  process.stdout.write(`${[head, '|---|---|---|---|---|---|', ...rows].join('\n')}\n`);
}

void main();
