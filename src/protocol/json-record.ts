import { oneLine } from '../stream/records/json/one-line';
import type { RecordSource } from '../stream/records/write/record-source';

/** One record that the connector makes itself. */
export class JsonRecord implements RecordSource {
  private readonly json: Buffer;

  constructor(record: object) {
    this.json = Buffer.from(oneLine(JSON.stringify(record)));
  }

  maxBytes(): number {
    return this.json.length;
  }

  write(_index: number, target: Buffer, offset: number): number {
    return offset + this.json.copy(target, offset);
  }
}
