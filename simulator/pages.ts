import type { Rows } from './data/store';
import { type Body, bodyOf, type Reply } from './http/exchange';
import { spaced } from './http/spacing';
import type { Switches } from './switches';

const MOST_RESULTS = 8;

/** Rendered responses, and the results that their pages are taken from, kept while their data does not change. */
export class PageCache {
  private readonly bodies = new Map<string, Body>();
  private readonly results = new Map<string, Rows>();

  constructor(
    private readonly switches: Switches,
    private readonly most = 20_000,
  ) {}

  /** Returns the response kept under `key` (if pages are prepared), else renders it. */
  reply(key: string, render: () => string): Reply {
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: this.body(key, render),
    };
  }

  /** Returns the result kept under `key`, else finds it: a search looks at every record, and is asked for page by page. */
  rows(key: string, find: () => Rows): Rows {
    const kept = this.results.get(key);
    if (kept) return kept;
    const found = find();
    if (this.results.size >= MOST_RESULTS) this.results.clear();
    this.results.set(key, found);
    return found;
  }

  clear(): void {
    this.bodies.clear();
    this.results.clear();
  }

  private body(key: string, render: () => string): Body {
    const kept = this.bodies.get(key);
    if (kept && this.switches.prepare) return kept;
    const text = render();
    const body = bodyOf(this.switches.spacing === 'lines' ? spaced(text) : text);
    if (this.bodies.size >= this.most) this.bodies.clear();
    if (this.switches.prepare) this.bodies.set(key, body);
    return body;
  }
}
