// A company's DuckDB file, copies of it that differ, their pages, and Chromium.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { chromium } from '../form/node_modules/playwright-core/index.mjs';

import { dashboard } from '../../scripts/dashboard/dashboard.mjs';

const { CHROMIUM, DASHBOARD_WORK, DASHBOARD_COMPANY } = process.env;
const MAIN = join(import.meta.dirname, '../../scripts/dashboard/main.mjs');
export const COMPANY = DASHBOARD_COMPANY;

/** In a folder of its own, since views name the file; changed by SQL. */
export async function changed(name, ...statements) {
  mkdirSync(join(DASHBOARD_WORK, name), { recursive: true });
  const file = join(DASHBOARD_WORK, name, 'company.duckdb');
  copyFileSync(COMPANY, file);
  await query(file, ...statements);
  return file;
}

/** The rows of the last statement. */
export async function query(file, ...statements) {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  try {
    await connection.run('use analytics');
    let rows = [];
    for (const sql of statements) rows = (await connection.runAndReadAll(sql)).getRowObjectsJson();
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

export function run(...args) {
  const options = { encoding: 'utf8', env: { ...process.env, INIT_CWD: DASHBOARD_WORK } };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], options);
  return { status, stdout, stderr };
}

/** Draws a page and returns its path; not as a program of its own, whose start takes longer than the drawing. */
export async function drawn(file, name, schema = 'analytics') {
  const out = join(DASHBOARD_WORK, `${name}.html`);
  writeFileSync(out, await dashboard(file, schema));
  return out;
}

/** The company's own page, drawn once for all tests. */
export async function companyPage() {
  const out = join(DASHBOARD_WORK, 'company.html');
  return existsSync(out) ? out : drawn(COMPANY, 'company');
}

export const textOf = (path) => readFileSync(path, 'utf8');

/** As root Chromium has no sandbox; it opens nothing but the pages. */
export const launched = () => chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });

/** The page, with everything that it asked for or complained about. */
export async function opened(
  browser,
  path,
  {
    hash = '',
    width = 1280,
    colorScheme = 'light',
    media = 'screen',
    javaScriptEnabled = true,
  } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    javaScriptEnabled,
  });
  const page = await context.newPage();
  const asked = [];
  const complaints = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.emulateMedia({ media, colorScheme });
  await page.goto(pathToFileURL(path).href + hash);
  return { page, asked, complaints };
}

/** What a reader finds: figures of tiles by label, and each ranking's rows by its title and panel. */
export function figuresOf(page) {
  return page.evaluate(() => {
    const text = (element) => element?.textContent.replaceAll(/\s+/g, ' ').trim();
    // What is only read aloud is left out.
    const visible = (element) => {
      const copy = element?.cloneNode(true);
      for (const hidden of copy?.querySelectorAll('.sr') ?? []) hidden.remove();
      return text(copy);
    };
    const tiles = [...document.querySelectorAll('.tiles a')].map((tile) => [
      text(tile.querySelector('span')),
      [text(tile.querySelector('b')), visible(tile.querySelector('.change'))],
    ]);
    const rows = (table) =>
      [...table.querySelectorAll('tbody tr')].map((row) => [
        text(row.querySelector('bdi')),
        text(row.querySelector('td')),
      ]);
    const rankings = [...document.querySelectorAll('.ranking')].map((table) => [
      `${table.closest('.card').id}: ${text(table.caption)}`,
      rows(table),
    ]);
    const months = [...document.querySelectorAll('.card figure')].map((figure) => [
      figure.closest('.card').id,
      [...figure.querySelectorAll('details tr')].slice(1).map((row) => [...row.children].map(text)),
    ]);
    return {
      tiles: Object.fromEntries(tiles),
      rankings: Object.fromEntries(rankings),
      months: Object.fromEntries(months),
    };
  });
}
