#!/usr/bin/env node
/**
 * Writes the types of the library, as npm asks for before it packs. Of what the compiler declares, only what the library's
 * own declarations lead to is kept. A review is declared by its published schema: what the compiler infers of how it is
 * validated is too deep for whoever imports it.
 *
 *   node scripts/types.mjs [folder]
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const folder = resolve(process.argv[2] ?? join(home, 'dist'), 'types');

rmSync(folder, { recursive: true, force: true });
const compiler = join(home, 'node_modules', 'typescript', 'bin', 'tsc');
const project = ['-p', join(home, 'tsconfig.types.json'), '--outDir', folder];
const { status } = spawnSync(process.execPath, [compiler, ...project], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);

const schema = JSON.parse(readFileSync(join(home, 'docs', 'review.schema.json'), 'utf8'));
writeFileSync(
  join(folder, 'review', 'contract', 'review.d.ts'),
  `/** What a change does: later versions only add. */\nexport type Review = ${typeOf(schema, '')};\n`,
);

const kept = new Set();
const open = [join(folder, 'library', 'library.d.ts')];
for (const file of open) {
  if (kept.has(file)) continue;
  kept.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s?["'](\.[^"']+)["']/g))
    open.push(resolve(dirname(file), path.replace(/\.ts$/, '.d.ts')));
}
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && !kept.has(path)) rmSync(path);
}

/** @returns a type, for the little of JSON Schema that our schema uses */
function typeOf({ type, const: only, enum: some, anyOf, items, properties, required, additionalProperties }, indent) {
  if (only !== undefined) return JSON.stringify(only);
  if (some !== undefined) return some.map((value) => JSON.stringify(value)).join(' | ');
  if (anyOf !== undefined) return anyOf.map((each) => typeOf(each, indent)).join(' | ');
  if (type === undefined) return 'unknown';
  if (type === 'array') return `Array<${typeOf(items, indent)}>`;
  if (type === 'integer') return 'number';
  if (type !== 'object') return type;
  if (properties === undefined) return `Record<string, ${typeOf(additionalProperties, indent)}>`;
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(([name, of]) => {
    const said = of.description === undefined ? '' : `${inner}/** ${of.description.replaceAll('*/', '*\\/')} */\n`;
    const value = typeOf(of, inner);
    return `${said}${inner}${name}${required.includes(name) ? `: ${value}` : `?: ${value} | undefined`};\n`;
  });
  return `{\n${fields.join('')}${indent}}`;
}
