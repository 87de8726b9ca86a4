// @ts-check
// The page: one file that asks for nothing else. Its script is named by its hash, so that no other can run.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from '../report/markup.mjs';

const [STYLE, SCRIPT] = ['page.css', 'tabs.js'].map((name) =>
  readFileSync(join(import.meta.dirname, name), 'utf8'),
);
const HASH = createHash('sha256')
  .update(SCRIPT ?? '')
  .digest('base64');
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${HASH}'; base-uri 'none'; form-action 'none'`;

/**
 * @param {import('./period.mjs').Period} period
 * @param {Record<'travel' | 'finance' | 'health', unknown>} tabs markup
 */
export function page(period, { travel, finance, health }) {
  const body = html`<header class="top">
      <h1>Travel and expense</h1>
      <p>Data as of ${period.asOfWords}</p>
      <nav aria-label="Tabs">
        <a href="#travel">Travel</a>
        <a href="#finance">Finance</a>
        <a href="#health">Health</a>
      </nav>
    </header>
    <main>
      <section id="travel">
        <h2>Travel</h2>
        ${travel}
      </section>
      <section id="finance">
        <h2>Finance</h2>
        ${finance}
      </section>
      <section id="health">
        <h2>Health of the syncs</h2>
        ${health}
      </section>
    </main>
    <footer class="bottom">
      <p>
        Sums of five people or more only: smaller groups are part of "Other", and months of few
        people are merged. What each figure means: docs/dashboard.md.
      </p>
    </footer>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Travel and expense</title>
<style>
${STYLE}</style>
</head>
<body>
${body.text}
<script>${SCRIPT}</script>
</body>
</html>
`;
}
