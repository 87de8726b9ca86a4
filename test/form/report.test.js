// Given a sync with faults, its report drawn in Chromium from a file. Usage: run.sh
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const { CHROMIUM, FORM_WORK, FORM_IMAGES } = process.env;
const root = join(import.meta.dirname, '../..');
const file = (name) => join(FORM_WORK, name);
const report = file('report.html');

/** A stream that is refused, a month that the API cannot read whole, a rate limit, and requests that fail now and then. */
const SECOND = Date.parse('2026-09-10T12:00:00Z') / 1000;
const FAULTS = [
  { match: { path: '/v1/expense/gl-codes' }, fault: { kind: 'status', status: 403 } },
  {
    match: { path: '/v1/bookings', touches: [SECOND, SECOND + 1], times: 6 },
    fault: { kind: 'status', status: 500 },
  },
  { match: { path: '/v1/bookings', every: 9, times: 4 }, fault: { kind: 'status', status: 503 } },
  { match: { path: '/v1/users', nth: 2 }, fault: { kind: 'delay', ms: 1500 } },
];
const CONTROL = [
  ['latency', { ms: 100, jitterMs: 150 }],
  ['limit', { perSecond: 6, burst: 15 }],
  ['faults', FAULTS],
];

/** A sync of every stream, with the request log. */
async function syncLog(simulator) {
  const [chunk] = await once(simulator.stdout, 'data');
  const url = String(chunk).trim();
  const config = await (await fetch(`${url}/_control/config`)).json();
  config.start_date = '2026-06-01T00:00:00Z';
  config.advanced.request_log = true;
  writeFileSync(file('report-config.json'), JSON.stringify(config));
  const connector = join(root, 'bin/source-navan');
  const found = execFileSync(connector, ['discover', '--config', file('report-config.json')], {
    encoding: 'utf8',
  });
  const catalog = found.split('\n').find((line) => line.startsWith('{"type":"CATALOG"'));
  const streams = JSON.parse(catalog).catalog.streams.map((stream) => ({
    stream,
    sync_mode: stream.supported_sync_modes.at(-1),
    destination_sync_mode: 'append_dedup',
  }));
  writeFileSync(file('report-catalog.json'), JSON.stringify({ streams }));
  for (const [name, body] of CONTROL)
    await fetch(`${url}/_control/${name}`, { method: 'POST', body: JSON.stringify(body) });
  const files = ['--config', file('report-config.json'), '--catalog', file('report-catalog.json')];
  return spawnSync(connector, ['read', ...files], { maxBuffer: 1e9 }).stdout;
}

let browser;
before(async () => {
  const options = [
    '--bookings',
    '4000',
    '--since',
    '2026-06-01T00:00:00Z',
    '--now',
    '2026-11-28T10:00:00Z',
  ];
  const simulator = spawn(process.execPath, [join(root, 'dist/simulator/main.js'), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    writeFileSync(file('report.jsonl'), await syncLog(simulator));
  } finally {
    simulator.kill('SIGTERM');
  }
  execFileSync(process.execPath, [
    join(root, 'scripts/report/main.mjs'),
    file('report.jsonl'),
    report,
  ]);
  // As root Chromium has no sandbox; it opens nothing but the report.
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
});
after(() => browser?.close());

/** The report, and everything that the browser asked for or complained about. */
async function opened(colorScheme, media = 'screen') {
  const page = await browser.newPage({
    colorScheme,
    viewport: { width: 1080, height: 900 },
    deviceScaleFactor: 0.7,
  });
  const asked = [];
  const complaints = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.emulateMedia({ media, colorScheme });
  await page.goto(pathToFileURL(report).href);
  return { page, asked, complaints };
}

const backgroundOf = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

for (const colorScheme of ['light', 'dark'])
  test(`when it is opened with ${colorScheme} colours, then it asks for nothing else and fits the window`, async () => {
    const { page, asked, complaints } = await opened(colorScheme);
    assert.deepEqual(asked, [pathToFileURL(report).href]);
    assert.deepEqual(complaints, []);
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      window.innerWidth,
    ]);
    assert.equal(widths[0], widths[1]);
    assert.equal(
      await backgroundOf(page),
      colorScheme === 'dark' ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)',
    );
    if (!FORM_IMAGES || colorScheme === 'dark') return;
    mkdirSync(FORM_IMAGES, { recursive: true });
    await page.screenshot({
      path: join(FORM_IMAGES, 'report.png'),
      fullPage: true,
      clip: { x: 0, y: 0, width: 1080, height: 1900 },
    });
  });

test('when it is printed by somebody with dark colours, then the paper stays white', async () => {
  const { page } = await opened('dark', 'print');
  assert.equal(await backgroundOf(page), 'rgb(255, 255, 255)');
});

test('when it is read aloud, then each chart has a name and no text is hidden behind another', async () => {
  const { page } = await opened('light');
  const names = await page
    .getByRole('img')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  assert.deepEqual(names, await page.locator('figure h3').allInnerTexts());
  assert.equal(names.length, 5);
  const covered = await page.locator('figure svg').evaluateAll((all) =>
    all.flatMap((svg) => {
      const texts = [...svg.querySelectorAll('text')].filter(({ textContent }) => textContent);
      const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
      return boxes.flatMap(([text, a], index) =>
        boxes
          .slice(index + 1)
          .filter(
            ([, b]) =>
              a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom,
          )
          .map(([other]) => `${text} and ${other}`),
      );
    }),
  );
  assert.deepEqual(covered, []);
});
