// Given the spec that the connector prints, drawn in Chromium. Usage: run.sh
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

let browser, page;
before(async () => {
  // As root Chromium has no sandbox; it opens nothing but a page made here.
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
});
after(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 720, height: 600 } });
  await page.setContent(
    '<style>body{font:14px sans-serif;margin:16px}.form-group{margin:10px 0}label{font-weight:bold}p,.help-block{margin:2px 0;color:#555}.text-danger{color:#b00;list-style:none;margin:2px 0;padding:0}input[type=text],input[type=password],input[type=number],select{width:100%;box-sizing:border-box;padding:5px}summary{font-weight:bold;margin:12px 0}section{border:1px solid #ccc;border-radius:8px;padding:4px 16px;margin:0 0 16px}h2{font-size:16px}</style><div id="form"></div>',
  );
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
  await page.locator('details').evaluateAll((all) =>
    all.forEach((one) => {
      one.open = true;
    }),
  );
  await picture('form-advanced.png');
  const bare = await page
    .locator('input, select')
    .evaluateAll((all) => all.filter(({ labels }) => labels.length === 0).map(({ id }) => id));
  assert.deepEqual(bare, []);
});

test('when the form is opened, then rare options are closed', async () => {
  assert.equal(await page.isVisible('#root_region'), true);
  assert.equal(await page.isVisible('#root_advanced_api_url'), false);
});

test('when start date and API address are wrong, then the form shows what was written for them', async () => {
  await page.click('summary:has-text("Advanced")');
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

test('when it is drawn, then each group is a card with its title and its fields', async () => {
  const cards = await page
    .locator('section')
    .evaluateAll((all) =>
      all.map((card) => [
        card.querySelector('h2')?.textContent ?? null,
        [...card.querySelectorAll('[id]')]
          .map(({ id }) => /^root_([a-z]+(?:_[a-z]+)*)$/.exec(id)?.[1])
          .filter(Boolean),
      ]),
    );
  const fieldsOf = (id) =>
    Object.keys(spec.properties)
      .filter((name) => spec.properties[name].group === id)
      .sort((a, b) => spec.properties[a].order - spec.properties[b].order);
  assert.deepEqual(
    cards.map(([title, ids]) => [title, ids.filter((id) => id in spec.properties)]),
    spec.groups.map(({ id, title = null }) => [title, fieldsOf(id)]),
  );
});

test('when it is filled in with expense types, then check accepts what it gives', async () => {
  const { client_id, client_secret, advanced } = await given('us');
  await page.click('summary:has-text("Advanced")');
  await fill({ client_id, client_secret, start_date: '2024-01-01T00:00:00Z' });
  await fill({ advanced_api_url: advanced.api_url });
  await page.uncheck('label:has-text("disputes") input');
  await submit();
  const config = await submitted();
  assert.equal(config.region, 'us');
  assert.equal(config.transaction_types.length, 7);
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
    if (text === 'Advanced' || type === 'submit') await page.keyboard.press('Enter');
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
