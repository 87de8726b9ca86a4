import type { LineWriter } from './line-writer';
import type { RecordSource } from '../stream/records/write/record-source';

const BEHIND_DATA = Buffer.from('}}\n');

/** Writes a stream's RECORD lines: a prefix that changes every millisecond, the record's bytes, a suffix. */
export class RecordLine {
  private readonly head: string;
  private readonly timeAt: number;
  private prefix: Buffer;
  private emittedAt = 0;
  /** Records since the stream's last state. */
  count = 0;
  records = 0;
  /** Of the records' JSON. */
  bytes = 0;

  constructor(stream: string) {
    this.head = `{"type":"RECORD","record":{"stream":${JSON.stringify(stream)},"emitted_at":`;
    this.timeAt = Buffer.byteLength(this.head);
    this.prefix = this.prefixWith('0');
  }

  write(writer: LineWriter, source: RecordSource, index: number, now: number): void {
    const prefix = this.prefixAt(now);
    const target = writer.reserve(prefix.length + source.maxBytes(index) + BEHIND_DATA.length);
    let offset = writer.offset;
    target.set(prefix, offset);
    const start = offset + prefix.length;
    offset = source.write(index, target, start);
    target.set(BEHIND_DATA, offset);
    writer.commit(offset + BEHIND_DATA.length);
    this.count += 1;
    this.records += 1;
    this.bytes += offset - start;
  }

  /** The estimated bytes of that many records, from those written so far; 0 before the first. */
  bytesOf(records: number): number {
    return this.records === 0 ? 0 : Math.round((this.bytes / this.records) * records);
  }

  private prefixAt(now: number): Buffer {
    if (now === this.emittedAt) return this.prefix;
    const [time, earlier] = [String(now), String(this.emittedAt)];
    this.emittedAt = now;
    if (time.length === earlier.length) this.prefix.write(time, this.timeAt, 'latin1');
    else this.prefix = this.prefixWith(time);
    return this.prefix;
  }

  private prefixWith(time: string): Buffer {
    return Buffer.from(`${this.head}${time},"data":`);
  }
}
