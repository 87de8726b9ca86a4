// Given the spec that the connector prints, drawn in Chromium by the rules of Airbyte's own form. Usage: run.sh
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { chromium } from 'playwright-core';

const { CHROMIUM, FORM_WORK, FORM_IMAGES } = process.env;
const connector = join(import.meta.dirname, '../../bin/source-navan');
const said = (...args) =>
  execFileSync(connector, args, { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const spec = said('spec').find(({ type }) => type === 'SPEC').spec.connectionSpecification;

const STYLE = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8');

let browser, page;
before(async () => {
  // As root Chromium has no sandbox; it opens nothing but a page made here.
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
});
after(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 720, height: 600 } });
  await page.setContent(`<style>${STYLE}</style><div id="form"></div>`);
  await page.evaluate((given) => {
    window.spec = given;
  }, spec);
  await page.addScriptTag({ path: join(FORM_WORK, 'page.js') });
  await page.waitForSelector('#root_client_id');
});

async function given(region) {
  const url = readFileSync(join(FORM_WORK, region), 'utf8').trim();
  return (await fetch(`${url}/_control/config`)).json();
}
async function submitted() {
  await page.waitForFunction('window.submitted');
  return page.evaluate('window.submitted');
}
function checked(config) {
  const file = join(FORM_WORK, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  const status = said('check', '--config', file).find(({ type }) => type === 'CONNECTION_STATUS');
  return status.connectionStatus.status;
}
const submit = () => page.click('button[type=submit]');
const errorsOf = (id) => page.locator(`#${id}__error`).allInnerTexts();
async function picture(name) {
  if (!FORM_IMAGES) return;
  mkdirSync(FORM_IMAGES, { recursive: true });
  await page.screenshot({ path: join(FORM_IMAGES, name), fullPage: true });
}
const openAll = () =>
  page.locator('details').evaluateAll((all) =>
    all.forEach((one) => {
      one.open = true;
    }),
  );
async function fill(values) {
  for (const [name, value] of Object.entries(values)) await page.fill(`#root_${name}`, value);
}

test('when nothing is filled in, then the required fields say so, and no other', async () => {
  await picture('form-empty.png');
  await submit();
  const ids = await page.locator('[id$="__error"]').evaluateAll((all) => all.map(({ id }) => id));
  assert.deepEqual(ids.sort(), spec.required.map((name) => `root_${name}__error`).sort());
});

test('when the secret is typed, then it is hidden', async () => {
  assert.equal(await page.getAttribute('#root_client_secret', 'type'), 'password');
});

test('when every section is open, then every input has a label', async () => {
  await openAll();
  await picture('form-open.png');
  const bare = await page
    .locator('input, select')
    .evaluateAll((all) => all.filter(({ labels }) => labels.length === 0).map(({ id }) => id));
  assert.deepEqual(bare, []);
});

test('when the form is opened, then each card shows its fields, and rare ones are in a closed section', async () => {
  const drawn = await page.locator('form section').evaluateAll((all) =>
    all.map((card) => {
      const ids = [...card.querySelectorAll('[id^=root_]')].filter((one) =>
        /^(INPUT|SELECT|FIELDSET|DIV)$/.test(one.tagName),
      );
      const names = (isClosed) => [
        ...new Set(
          ids
            .filter((one) => (one.closest('details') !== null) === isClosed)
            .map(({ id }) => id.slice('root_'.length).replace(/-\d+$/, '')),
        ),
      ];
      const title = card.querySelector('h2')?.textContent;
      return [title, names(false), card.querySelector('summary')?.textContent, names(true)];
    }),
  );
  assert.deepEqual(drawn, [
    ['Navan API credential', ['client_id', 'client_secret', 'region'], undefined, []],
    [
      'What to read',
      ['start_date'],
      'Optional fields',
      ['transaction_types', 'bookings_recheck_hours', 'changes_filter'],
    ],
    [
      'Personal data',
      [
        'personal_data_include_passports',
        'personal_data_include_traveler_hr',
        'personal_data_include_birth_date_and_gender',
      ],
      undefined,
      [],
    ],
    [
      'Advanced',
      [],
      'Optional fields',
      [
        'advanced_api_url',
        'advanced_max_concurrency',
        'advanced_requests_per_second',
        'advanced_request_log',
        'advanced_omit_line_items',
        'advanced_source_label',
      ],
    ],
  ]);
  assert.equal(await page.isVisible('#root_advanced_api_url'), false);
});

test('when a description is wanted, then it comes as a tooltip, and that of an object nowhere', async () => {
  const { personal_data, region } = spec.properties;
  const tip = page.locator('[role=tooltip]', { hasText: region.description.slice(0, 30) });
  assert.equal(await tip.isVisible(), false);
  await page.locator('.info', { has: tip }).hover();
  assert.equal(await tip.isVisible(), true);
  await picture('form-tooltip.png');
  const text = await page.locator('body').evaluate(({ textContent }) => textContent);
  assert.equal(text.includes(personal_data.description), false);
});

test('when only what is required is filled in, then what may stay for good is stored, and nothing else', async () => {
  const required = { client_id: 'a', client_secret: 'b', start_date: '2024-01-01T00:00:00Z' };
  await fill(required);
  await submit();
  assert.deepEqual(await submitted(), {
    ...required,
    region: 'us',
    changes_filter: 'auto',
    personal_data: {
      include_passports: false,
      include_traveler_hr: false,
      include_birth_date_and_gender: false,
    },
    advanced: { request_log: false, omit_line_items: false },
  });
});

test('when start date and API address are wrong, then the form shows what was written for them', async () => {
  await openAll();
  await fill({
    client_id: 'a',
    client_secret: 'b',
    start_date: '1 Jan 2024',
    advanced_api_url: 'api',
  });
  await submit();
  const { start_date, advanced } = spec.properties;
  for (const [id, { pattern_descriptor }] of [
    ['root_start_date', start_date],
    ['root_advanced_api_url', advanced.properties.api_url],
  ])
    assert.deepEqual(await errorsOf(id), [`Must look like ${pattern_descriptor}`]);
  await picture('form-errors.png');
});

test('when it is filled in with expense types, then check accepts what it gives', async () => {
  const { client_id, client_secret, advanced } = await given('us');
  await openAll();
  await fill({ client_id, client_secret, start_date: '2024-01-01T00:00:00Z' });
  await fill({ advanced_api_url: advanced.api_url });
  for (const type of ['fees', 'disputes']) await page.check(`label:has-text("${type}") input`);
  await submit();
  const config = await submitted();
  assert.equal(config.region, 'us');
  assert.deepEqual(config.transaction_types, ['fees', 'disputes']);
  assert.equal(checked(config), 'SUCCEEDED');
});

test('when the expense types are cleared and the address ends in a slash, then check accepts what it gives', async () => {
  const { client_id, client_secret, advanced } = await given('us');
  await openAll();
  await fill({ client_id, client_secret, start_date: '2024-01-01T00:00:00Z' });
  await fill({ advanced_api_url: `${advanced.api_url}/` });
  await page.check('label:has-text("disputes") input');
  await page.uncheck('label:has-text("disputes") input');
  await submit();
  const config = await submitted();
  assert.deepEqual(config.transaction_types, []);
  assert.equal(checked(config), 'SUCCEEDED');
});

test('when only the keyboard is used, with region eu, then it can be filled in and sent', async () => {
  const { client_id, client_secret, advanced } = await given('eu');
  const typed = {
    root_client_id: client_id,
    root_client_secret: client_secret,
    root_start_date: '2024-01-01T00:00:00Z',
    root_region: 'eu',
    root_advanced_api_url: advanced.api_url,
  };
  const met = [];
  while (met.at(-1) !== 'submit' && met.length < 60) {
    await page.keyboard.press('Tab');
    const { id, type, text } = await page.evaluate(() => {
      const { id: name, type: kind, textContent } = document.activeElement;
      return { id: name, type: kind, text: textContent };
    });
    met.push(type === 'submit' ? type : id);
    if (id in typed) await page.keyboard.type(typed[id]);
    if (text === 'Optional fields' || type === 'submit') await page.keyboard.press('Enter');
  }
  assert.deepEqual(
    Object.keys(typed).filter((id) => !met.includes(id)),
    [],
  );
  const config = await submitted();
  assert.equal(config.region, 'eu');
  assert.equal(config.client_secret, client_secret);
  assert.equal(checked(config), 'SUCCEEDED');
});
