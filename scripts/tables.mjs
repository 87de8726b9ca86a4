// What the code declares in one file per layer, for the pages that are written from it. Reads dist, so build first.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const load = createRequire(import.meta.url);

/**
 * The layers of a folder such as `src/errors`, in order, each with the entries of its tables.
 *
 * @param {string} folder
 * @param {string} suffix of the files, such as `-errors`
 */
export function layersOf(folder, suffix) {
  const compiled = join(import.meta.dirname, '../dist', folder);
  const files = readdirSync(compiled).filter((name) => name.endsWith(`${suffix}.js`));
  return files.sort().map((name) => ({
    layer: name.replace(`${suffix}.js`, ''),
    entries: Object.values(load(join(compiled, name))).flatMap((table) => Object.values(table)),
  }));
}
