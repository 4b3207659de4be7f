#!/usr/bin/env node
/**
 * Writes src/kubernetes/api/api-types.generated.ts: what an object of each kind of Kubernetes may hold.
 *
 *   node scripts/api-types.mjs [directory of the OpenAPI definitions [file to write]]
 *
 * The types are those of the newest definitions; kinds that were served once and are not any more come from the old
 * ones, with the newest form of every type that both know. What OpenAPI does not say is in `api-enums.mjs`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { enums, intOrStrings, notEnforced } from './api-enums.mjs';
import { internDefinitions } from './intern-definitions.mjs';

/** The release whose definitions `openapi-latest` holds: it has the kinds that 1.36 brought, and those that 1.37 removes. */
const NEWEST = '1.36';
const REF = '#/definitions/';

const home = new URL('..', import.meta.url);
const input = process.argv[2] ?? fileURLToPath(new URL('../shared/kubernetes', home));
const output = process.argv[3] ?? fileURLToPath(new URL('src/kubernetes/api/api-types.generated.ts', home));
const read = (version) => JSON.parse(gunzipSync(readFileSync(`${input}/openapi-${version}.json.gz`))).definitions;
const used = new Set();

const newest = read('latest');
const old = read('1.21.2');
const kinds = new Map([...kindsIn(old), ...kindsIn(newest)]);
const definitions = reachable(kinds.values());
const { numbers, lines } = internDefinitions(definitions, lineOf);
for (const fact of [...Object.keys(enums), ...Object.keys(intOrStrings), ...notEnforced]) {
  if (!used.has(fact)) throw new Error(`api-enums.mjs speaks of ${fact}, which no kind holds`);
}
writeFileSync(output, print());

/** Kinds of objects that are kept: what has no metadata of its own, such as a list, is never applied. */
function kindsIn(all) {
  return Object.entries(all).flatMap(([name, definition]) => {
    const ids = definition['x-kubernetes-group-version-kind'] ?? [];
    if (ids.length !== 1 || !definition.properties?.metadata?.$ref?.endsWith('.ObjectMeta')) return [];
    const [{ group, version, kind }] = ids;
    return [[`${group ? `${group}/` : ''}${version} ${kind}`, name]];
  });
}

function reachable(names) {
  const found = new Map();
  const visit = (schema) => {
    if (!schema) return;
    if (schema.$ref) enter(schema.$ref.slice(REF.length));
    visit(schema.items);
    visit(schema.additionalProperties);
    for (const property of Object.values(schema.properties ?? {})) visit(property);
  };
  const enter = (name) => {
    if (found.has(name)) return;
    const definition = { ...(newest[name] ?? old[name]) };
    // Flux takes the status out of what it applies, but for that of a CustomResourceDefinition, which has no meaning.
    if (definition['x-kubernetes-group-version-kind'] && definition.properties?.status)
      definition.properties = { ...definition.properties, status: {} };
    found.set(name, definition);
    visit(definition);
  };
  for (const name of names) enter(name);
  return found;
}

function lineOf(definition, found, name) {
  const required = new Set(definition.required ?? []);
  return Object.entries(definition.properties ?? {})
    .map(([field, schema]) => {
      const fact = `${shortName(name)}.${field}`;
      const isRequired = required.has(field) && !known(notEnforced.has(fact), fact);
      return `${field}${isRequired ? '!' : ''}:${typeOf(schema, found, fact)}`;
    })
    .sort()
    .join(' ');
}

/** See `readApiType` for what the letters mean. */
function typeOf(schema, found, fact) {
  if (schema.$ref) return referenceOf(schema.$ref.slice(REF.length), found, fact);
  if (schema.type === 'array') return `[${listOf(schema)}${typeOf(schema.items, found, `${fact}[]`)}`;
  if (schema.additionalProperties) return `{${typeOf(schema.additionalProperties, found, `${fact}{}`)}`;
  if (schema.type === 'object') return 'o';
  if (schema.type === undefined) return 'a';
  if (schema.type === 'boolean') return 'b';
  if (schema.type === 'number') return 'n';
  if (schema.type === 'integer') return schema.format === 'int64' ? 'l' : 'i';
  if (schema.format === 'byte') return 'y';
  if (schema.format === 'date-time') return 't';
  const values = enums[fact];
  return known(values !== undefined, fact) ? `s(${values.join(',')})` : 's';
}

function referenceOf(name, found, fact) {
  if (name.endsWith('.Quantity')) return 'q';
  if (name.endsWith('.Time') || name.endsWith('.MicroTime')) return 't';
  if (name.endsWith('.IntOrString')) {
    const form = intOrStrings[fact];
    return known(form !== undefined, fact) ? `x${form === 'port' ? '#' : '%'}` : 'x';
  }
  const { properties, type } = definitions.get(name);
  if (properties !== undefined) return String(found.get(name));
  return type === 'object' ? 'o' : 'a';
}

/** The keys of a list that is a map, `=` for one that is a set; an atomic one may hold anything twice. */
function listOf(schema) {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return '=';
  const merges = schema['x-kubernetes-patch-strategy']?.split(',').includes('merge');
  const keys = schema['x-kubernetes-list-map-keys'];
  if (type === 'map' && keys) return `${keys.join(',')}|`;
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  // As schemaconv of structured-merge-diff falls back, which decides what may stand twice.
  if (!merges || type !== undefined) return '';
  return mergeKey ? `${mergeKey}|` : '=';
}

function known(isKnown, fact) {
  if (isKnown) used.add(fact);
  return isKnown;
}

function shortName(name) {
  return name.split('.').slice(-3).join('.');
}

function print() {
  const table = (name, says, rows) =>
    `/** ${says} */\nexport const ${name}: readonly string[] = [\n${rows.map((row) => `  ${JSON.stringify(row)},\n`).join('')}];\n`;
  const rows = [...kinds].map(([id, name]) => `${id} ${numbers.get(name)}`).sort();
  return `// Made by scripts/api-types.mjs from Kubernetes' OpenAPI definitions; do not edit.

/** The newest release of Kubernetes that the tables know. */
export const NEWEST_KUBERNETES = '${NEWEST}';

${table('API_KINDS', 'API version, kind, and the number of its type.', rows)}
${table('API_TYPES', 'The fields of each type and what they hold. See `readApiType`.', lines)}`;
}
