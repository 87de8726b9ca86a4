import { type Body, bodyOf, type Reply } from './http/exchange';
import { spaced } from './http/spacing';
import type { Switches } from './switches';

/** Rendered responses, kept while their data does not change. */
export class PageCache {
  private readonly bodies = new Map<string, Body>();

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

  clear(): void {
    this.bodies.clear();
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
