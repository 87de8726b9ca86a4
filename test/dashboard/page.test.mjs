// Given a company of two years, its page in Chromium, opened from a file.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { COMPANY, companyPage, launched, opened, query, textOf } from './support.mjs';

const { DASHBOARD_IMAGES } = process.env;
const TABS = ['travel', 'finance', 'health'];
const PANELS = [
  'spend',
  'policy',
  'advance',
  'savings',
  'cancellations',
  'hotels',
  'carbon',
  'routes',
  'vendors',
  'credits',
];

let browser, path;
before(async () => {
  browser = await launched();
  path = await companyPage();
});
after(() => browser?.close());

async function picture(page) {
  if (!DASHBOARD_IMAGES) return;
  mkdirSync(DASHBOARD_IMAGES, { recursive: true });
  await page.screenshot({ path: join(DASHBOARD_IMAGES, 'dashboard.png') });
}

const visibleTabs = (page) =>
  page
    .locator('main > section')
    .evaluateAll((all) => all.filter((one) => one.offsetHeight > 0).map(({ id }) => id));

for (const colorScheme of ['light', 'dark'])
  for (const width of [1280, 390])
    test(`when it is opened with ${colorScheme} colours at a width of ${width}, then it asks for nothing else and fits each tab`, async () => {
      for (const tab of TABS) {
        const { page, asked, complaints } = await opened(browser, path, {
          hash: `#${tab}`,
          width,
          colorScheme,
        });
        assert.deepEqual([asked, complaints], [[pathToFileURL(path).href], []]);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        assert.deepEqual(await visibleTabs(page), [tab]);
        if (tab === 'travel' && width === 1280 && colorScheme === 'light') await picture(page);
        await page.close();
      }
    });

test('when the policy of the page is tried, then it allows no request and no other script', async () => {
  const { page, complaints } = await opened(browser, path);
  const outcome = await page.evaluate(async () => {
    const fetched = await fetch('data:text/plain,x').then(
      () => 'fetched',
      () => 'refused',
    );
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return [fetched, window.ran];
  });
  assert.deepEqual(outcome, ['refused', undefined]);
  assert.ok(
    complaints.every(
      (text) => text.includes('Content Security Policy') || text.includes('Fetch API'),
    ),
  );
});

/** By WCAG: of each visible text against the nearest background. */
const lowContrast = () => {
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = numbers(colour).map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const { backgroundColor } = getComputedStyle(each);
      if (numbers(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const ratio = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const texts = [...document.querySelectorAll('body *')].filter(
    (element) =>
      element.checkVisibility() &&
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()),
  );
  const weak = texts.filter((element) => {
    const { color, fill } = getComputedStyle(element);
    return ratio(element instanceof SVGElement ? fill : color, behind(element)) < 4.5;
  });
  const marks = [...document.querySelectorAll('.track .bar, .track .tick, .legend i')].filter(
    (mark) =>
      ratio(
        getComputedStyle(mark).backgroundColor,
        behind(mark.closest('.card') ?? document.body),
      ) < 3,
  );
  return [...weak, ...marks].map(
    (element) =>
      `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 40)}`,
  );
};

for (const colorScheme of ['light', 'dark'])
  test(`when ${colorScheme} colours are measured, then texts have a contrast of 4.5 and marks of 3`, async () => {
    for (const tab of TABS) {
      const { page } = await opened(browser, path, { hash: `#${tab}`, colorScheme });
      assert.deepEqual(await page.evaluate(lowContrast), []);
      await page.close();
    }
  });

test('when it is printed by somebody with dark colours, then all tabs are on white paper, and no panel is cut', async () => {
  const { page } = await opened(browser, path, { colorScheme: 'dark', media: 'print', width: 760 });
  assert.deepEqual(await visibleTabs(page), TABS);
  const [back, cut] = await page.evaluate(() => [
    getComputedStyle(document.body).backgroundColor,
    [...document.querySelectorAll('.scroll, .card, .parts')].filter(
      (each) => each.scrollWidth > each.clientWidth + 1,
    ).length,
  ]);
  assert.deepEqual([back, cut], ['rgb(255, 255, 255)', 0]);
  assert.deepEqual(await page.evaluate(lowContrast), []);
  assert.equal(
    await page
      .locator('.card')
      .first()
      .evaluate((card) => getComputedStyle(card).breakInside),
    'avoid',
  );
});

test('when there is no JavaScript, then all tabs are shown, with their headings', async () => {
  const { page } = await opened(browser, path, { javaScriptEnabled: false });
  const heights = await page
    .locator('main > section > h2')
    .evaluateAll((all) => all.map((one) => one.offsetHeight > 10))
    .catch(() => undefined);
  for (const tab of TABS) assert.ok(await page.locator(`#${tab}`).isVisible());
  assert.ok(heights === undefined || heights.every(Boolean));
});

test('when keys are used, then arrows change the tab, and a tile leads to its panel', async () => {
  const { page } = await opened(browser, path);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Travel');
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await visibleTabs(page), ['finance']);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.deepEqual(await visibleTabs(page), ['travel']);
  assert.deepEqual(await page.getByRole('tab', { selected: true }).allInnerTexts(), ['Travel']);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(new URL(page.url()).hash, '#spend');
  assert.ok(await page.locator('#spend').isVisible());
});

test('when it is read aloud, then charts have names and tables, tables captions, and headings follow in order', async () => {
  const { page } = await opened(browser, path);
  assert.deepEqual(
    await page.locator('#travel .card').evaluateAll((all) => all.map(({ id }) => id)),
    PANELS,
  );
  const found = await page.evaluate(() => ({
    figures: [...document.querySelectorAll('figure')].filter(
      (figure) =>
        !(
          figure.querySelector('svg[role=img][aria-label]') &&
          figure.querySelector('figcaption') &&
          figure.querySelector('details table')
        ),
    ).length,
    tables: [...document.querySelectorAll('.ranking, .amounts, details table')].filter(
      (table) => !table.caption?.textContent.trim(),
    ).length,
    headings: [...document.querySelectorAll('h1, h2, h3, h4')].map(({ tagName }) =>
      Number(tagName[1]),
    ),
  }));
  assert.deepEqual([found.figures, found.tables], [0, 0]);
  for (const [index, level] of found.headings.slice(1).entries())
    assert.ok(level <= found.headings[index] + 1);
  const covered = await page.locator('figure svg').evaluateAll((all) =>
    all.flatMap((svg) => {
      const boxes = [...svg.querySelectorAll('text')]
        .filter(({ textContent }) => textContent)
        .map((text) => [text.textContent, text.getBoundingClientRect()]);
      return boxes.flatMap(([text, a], index) =>
        boxes
          .slice(index + 1)
          .filter(
            ([, b]) =>
              a.left < b.right - 1 &&
              b.left < a.right - 1 &&
              a.top + 3 < b.bottom &&
              b.top + 3 < a.bottom,
          )
          .map(([other]) => `${text} and ${other}`),
      );
    }),
  );
  assert.deepEqual(covered, []);
});

test('when each panel is read, then it says as of when it is, its coverage and its gaps', async () => {
  const { page } = await opened(browser, path);
  const footers = await page.locator('#travel .card > footer').allInnerTexts();
  assert.equal(footers.length, PANELS.length);
  for (const footer of footers)
    assert.match(
      footer,
      /Coverage: .+ Data as of \d+ \w+ \d{4}, \d\d:\d\d UTC\. Gaps: none known\.$/s,
    );
});

test('when the page is searched for people and records, then it has none of them', async () => {
  const text = textOf(path);
  const found = await query(
    COMPANY,
    `with words as (
      select flatten([${['uuid', 'name', 'email', 'employeedId'].map((field) => `json_extract_string(passengers::json, '$[*].person.${field}')`).join(', ')}]) as word
      from stg_navan__bookings
      union all select [user_id, user_name, employee_id, given_name || ' ' || family_name] from stg_navan__users
      union all select [booking_uuid, booking_id, confirmation_number, booker_name] from stg_navan__bookings
      union all select [transaction_id, employee_id] from stg_navan__transactions
      union all select trip_uuids::varchar[] from stg_navan__bookings
    )
    select distinct unnest(word) as word from words`,
  );
  const words = found.map(({ word }) => word).filter((word) => word && word.length > 3);
  assert.ok(words.length > 3000, `${words.length} words`);
  assert.deepEqual(
    words.filter((word) => text.includes(word)),
    [],
  );
  assert.doesNotMatch(text, /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}|@example\.com/i);
});
