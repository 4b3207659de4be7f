#!/usr/bin/env node
/**
 * Prints what CHANGELOG.md says of a release, or fails where a tag, the package and the changelog are not of one version.
 *
 *   node scripts/release-notes.mjs v1.2.3 [folder]
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [tag = '', folder = fileURLToPath(new URL('..', import.meta.url))] = process.argv.slice(2);
const read = (name) => readFileSync(join(resolve(folder), name), 'utf8');

const { version } = JSON.parse(read('package.json'));
if (tag !== `v${version}`) fail(`the tag is ${tag}, and package.json says ${version}`);
const sections = read('CHANGELOG.md').split(/^## /m).slice(1);
const section = sections.find((each) => each.startsWith(`${version}, `));
if (section === undefined) fail(`CHANGELOG.md has no section that begins with ${version}`);
const [heading, ...lines] = section.split('\n');
if (!/, \d{4}-\d\d-\d\d$/.test(heading)) fail(`CHANGELOG.md gives ${version} no date: "## ${version}, YYYY-MM-DD"`);
if (!lines.includes('### Upgrading'))
  fail(`CHANGELOG.md does not say under "### Upgrading" what ${version} asks of its users`);
process.stdout.write(`${lines.join('\n').trim()}\n`);

function fail(why) {
  process.stderr.write(`release-notes: ${why}\n`);
  process.exit(1);
}
