// Compares the files of the image (a list, one path a line) with what runs: node contents.mjs FILES
import { readdirSync, readFileSync } from 'node:fs';

const [list] = process.argv.slice(2);
const files = readFileSync(list, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((file) => file.replace(/^\.\//, ''));

const packages = ({ packages: all }) =>
  Object.entries(all)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path]) => path);
const compiled = readdirSync('src', { recursive: true })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => `dist/src/${file.replace(/ts$/, 'js')}`);

const expected = {
  packages: packages(JSON.parse(readFileSync('package-lock.json', 'utf8'))),
  files: ['LICENSE', 'package.json', 'bin/source-navan', 'dist/manifest.json', ...compiled],
};
const found = {
  packages: files.flatMap(
    (file) => /^((?:.+\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file)?.[1] ?? [],
  ),
  files: files.filter((file) => !file.startsWith('node_modules/')),
};

const [what] = Object.keys(expected).filter((kind) => {
  const missing = expected[kind].filter((one) => !found[kind].includes(one));
  const unexpected = found[kind].filter((one) => !expected[kind].includes(one));
  if (missing.length > 0) console.error(`${kind} missing: ${missing.join(', ')}`);
  if (unexpected.length > 0) console.error(`${kind} too many: ${unexpected.join(', ')}`);
  return missing.length + unexpected.length > 0;
});
console.log(`${found.packages.length} packages, ${found.files.length} files of the connector`);
process.exitCode = what === undefined ? 0 : 1;
