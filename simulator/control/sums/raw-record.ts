import { membersOf } from '../../data/json-text';
import { type Decimal, decimalOf } from '../../data/decimal';

/** A record whose numbers keep their digits: members as JSON text. */
export class RawRecord {
  private readonly members = new Map<string, string>();

  constructor(text: string) {
    for (const { key, valueStart, valueEnd } of membersOf(text))
      this.members.set(key, text.slice(valueStart, valueEnd));
  }

  /** A text, or another scalar as it is written. Null if empty or missing. */
  scalar(name: string): string | null {
    const raw = this.members.get(name);
    if (raw === undefined || raw === 'null') return null;
    return raw.startsWith('"') ? (JSON.parse(raw) as string) : raw;
  }

  /** A number, or a text that is one. */
  decimal(name: string): Decimal | undefined {
    const text = this.scalar(name);
    return text === null ? undefined : decimalOf(text);
  }

  object(name: string): RawRecord | undefined {
    const raw = this.members.get(name);
    return raw?.startsWith('{') === true ? new RawRecord(raw) : undefined;
  }

  list(name: string): readonly unknown[] {
    const raw = this.members.get(name);
    return raw?.startsWith('[') === true ? (JSON.parse(raw) as unknown[]) : [];
  }
}
