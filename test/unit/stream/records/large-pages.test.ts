import { scan, written } from './support';

describe('size', () => {
  test('given a page of 64 MB with a record of 20 MB, when scanned, then all of it is written unchanged', () => {
    const records = [20, 22, 21].map((megabytes) => `{"a":"${'x'.repeat(megabytes * 1_000_000)}"}`);
    const page = scan(`{"data":[${records.join(',')}]}`);
    records.forEach((record, index) => {
      expect(written(page, index) === record).toBe(true);
    });
  });
});

describe('many records', () => {
  test('given more than the tables first hold, when scanned, then each has its own fields and edits', () => {
    const records = Array.from({ length: 3000 }, (_, id) => `{"id":${id},"x":0}`);
    const page = scan(`{"data":[${records.join(',')}]}`, {
      fields: ['none', 'id'],
      remove: [['x']],
      add: [{ name: 'new', json: '1' }],
    });
    records.forEach((_, id) => {
      expect(page.field(id, 0)).toBeUndefined();
      expect(page.field(id, 1)).toBe(id);
      expect(written(page, id)).toBe(`{"id":${id},"new":1}`);
    });
  });
});
