// Compares the files of the image (a list, one path a line) with what runs: node contents.mjs FILES
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const [list = ''] = process.argv.slice(2);
const files = readFileSync(list, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((file) => file.replace(/^\.\//, ''));

const packages = ({ packages: all }) =>
  Object.entries(all)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path]) => path);
/** Files of a package that hold its licence, by their name or, where there is no such file, by the text of a readme. */
function licences(path) {
  const files = existsSync(path) ? readdirSync(path) : [];
  const named = files.filter((file) => /^(licen[sc]e|notice|copying)/i.test(file));
  const readmes = files.filter(
    (file) =>
      file.endsWith('.md') &&
      readFileSync(`${path}/${file}`, 'utf8').includes('Permission is hereby granted'),
  );
  return (named.length > 0 ? named : readmes).map((file) => `${path}/${file}`);
}
const compiled = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => `dist/src/${file.replace(/ts$/, 'js')}`);

const installed = packages(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const texts = installed.flatMap(licences);
const expected = {
  packages: installed,
  licences: texts,
  files: ['LICENSE', 'package.json', 'bin/source-navan', 'dist/manifest.json', ...compiled],
};
const found = {
  packages: files.flatMap(
    (file) => /^((?:.+\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file)?.[1] ?? [],
  ),
  licences: texts.filter((file) => files.includes(file)),
  files: files.filter((file) => !file.startsWith('node_modules/')),
};

const [what] = Object.keys(expected).filter((kind) => {
  const missing = expected[kind].filter((one) => !found[kind].includes(one));
  const unexpected = found[kind].filter((one) => !expected[kind].includes(one));
  if (missing.length > 0) console.error(`${kind} missing: ${missing.join(', ')}`);
  if (unexpected.length > 0) console.error(`${kind} too many: ${unexpected.join(', ')}`);
  return missing.length + unexpected.length > 0;
});
console.log(
  `${found.packages.length} packages, ${found.licences.length} licences, ${found.files.length} files of the connector`,
);
process.exitCode = what === undefined ? 0 : 1;
