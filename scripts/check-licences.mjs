#!/usr/bin/env node
// Reads a CycloneDX list of components on stdin; exits with 1 if a licence asks distributors for more than naming the
// author.
import { text } from 'node:stream/consumers';
import satisfies from 'spdx-satisfies';

const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
];

const { components } = JSON.parse(await text(process.stdin));
if (components.length === 0) throw new Error('The list has no components');

/** A component lists its licences as IDs, names or one expression; all of them apply. */
const licencesOf = ({ licenses = [] }) =>
  licenses.map(({ license, expression }) => expression ?? license.id ?? license.name);

function isPermissive(licence) {
  try {
    return satisfies(licence, PERMISSIVE);
  } catch {
    return false; // not an SPDX expression: a person must read it
  }
}

const refused = components.filter((component) => {
  const licences = licencesOf(component);
  return licences.length === 0 || !licences.every(isPermissive);
});
for (const component of refused)
  console.error(
    `${component.name} ${component.version}: ${licencesOf(component).join(', ') || 'no licence'}`,
  );
console.log(`${components.length} components, ${refused.length} without a permissive licence`);
process.exitCode = refused.length > 0 ? 1 : 0;
