#!/usr/bin/env node
/**
 * Writes src/kubernetes/api/api-facts.generated.ts: what kustomize v5 knows of the Kubernetes API.
 *
 *   node scripts/api-facts.mjs [../shared/kubernetes/openapi-1.21.2.json.gz]
 *
 * The types come from the OpenAPI definitions that kustomize compiles in. They hold no paths, so which kinds are
 * cluster-scoped is asked of kustomize itself: `kubectl kustomize` gives a namespace to all others.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { internDefinitions } from './intern-definitions.mjs';

const home = new URL('..', import.meta.url);
const input = process.argv[2] ?? fileURLToPath(new URL('../shared/kubernetes/openapi-1.21.2.json.gz', home));
const output = fileURLToPath(new URL('src/kubernetes/api/api-facts.generated.ts', home));
const REF = '#/definitions/';
const OWN = 'io.k8s.api.apps.v1.';

/** kustomize's own kinds, which it adds to every schema: kyaml/openapi/kustomizationapi/swagger.json. */
const merge = { 'x-kubernetes-patch-merge-key': 'name', 'x-kubernetes-patch-strategy': 'merge' };
const strings = { type: 'array', items: { type: 'string' } };
const own = {
  Kustomization: {
    configMapGenerator: { type: 'array', items: { $ref: `${REF}${OWN}ConfigMapArgs` }, ...merge },
    secretGenerator: { type: 'array', items: { $ref: `${REF}${OWN}SecretArgs` }, ...merge },
  },
  ConfigMapArgs: { GeneratorArgs: { $ref: `${REF}${OWN}GeneratorArgs` } },
  SecretArgs: { GeneratorArgs: { $ref: `${REF}${OWN}GeneratorArgs` }, type: { type: 'string' } },
  GeneratorArgs: {
    namespace: { type: 'string' },
    name: { type: 'string' },
    behavior: { type: 'string' },
    KvPairSources: { $ref: `${REF}${OWN}KvPairSources` },
  },
  KvPairSources: { literals: strings, files: strings, envs: strings, env: { type: 'string' } },
};
const ownDefinitions = Object.entries(own).map(([kind, properties]) => [
  `${OWN}${kind}`,
  {
    type: 'object',
    properties,
    'x-kubernetes-group-version-kind': [{ group: 'kustomize.config.k8s.io', version: 'v1beta1', kind }],
  },
]);

const { definitions } = JSON.parse(gunzipSync(readFileSync(input)).toString());
const all = new Map([...Object.entries(definitions), ...ownDefinitions]);
const { numbers, lines } = internDefinitions(all, fieldsOf);
const kinds = [...all].flatMap(([name, definition]) =>
  (definition['x-kubernetes-group-version-kind'] ?? []).map(({ group, version, kind }) => ({
    id: `${group ? `${group}/` : ''}${version} ${kind}`,
    type: numbers.get(name),
  })),
);
kinds.sort((a, b) => (a.id < b.id ? -1 : 1));
writeFileSync(output, print());

function fieldsOf(definition, found) {
  return Object.entries(definition.properties ?? {})
    .map(([name, schema]) => {
      const type = typeOf(schema, found);
      return type === '' ? name : `${name}=${type}`;
    })
    .sort()
    .join(' ');
}

/** A type is empty for a leaf, a number for a reference, `[]` or `{}` before the type of items or of values. */
function typeOf(schema, found) {
  // What stands beside a reference is lost to kustomize: kyaml/openapi ResourceSchema.Field.
  if (schema.$ref) return String(found.get(schema.$ref.slice(REF.length)));
  const items = schema.type === 'array' && schema.items ? `[]${typeOf(schema.items, found)}` : '';
  const values = schema.additionalProperties ? `{}${typeOf(schema.additionalProperties, found)}` : '';
  const strategy = schema['x-kubernetes-patch-strategy'];
  if (strategy === undefined) return items + values;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [schema['x-kubernetes-patch-merge-key']].filter(Boolean);
  return `${items}${values}!${strategy}!${keys.join(',')}`;
}

function names() {
  return [...numbers].map(([name, type]) => `${name} ${type}`).sort();
}

function clusterScoped() {
  const candidates = [...kinds.map(({ id }) => id).filter((id) => !id.endsWith('List')), 'v1 NodeProxyOptions'];
  const directory = mkdtempSync(join(tmpdir(), 'api-facts-'));
  try {
    const objects = candidates.map((id, i) => {
      const [apiVersion, kind] = id.split(' ');
      return JSON.stringify({ apiVersion, kind, metadata: { name: `n${i}` } });
    });
    writeFileSync(join(directory, 'all.yaml'), objects.join('\n---\n'));
    writeFileSync(join(directory, 'kustomization.yaml'), 'namespace: given\nresources: [all.yaml]\n');
    const built = execFileSync('kubectl', ['kustomize', directory], { encoding: 'utf8', maxBuffer: 1 << 26 });
    const bare = built.split('---\n').filter((text) => !/^metadata:\n(?: {2}.*\n)* {2}namespace: given$/m.test(text));
    return bare.map((text) => `${/^apiVersion: (.*)$/m.exec(text)[1]} ${/^kind: (.*)$/m.exec(text)[1]}`).sort();
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function print() {
  const table = (name, says, rows) =>
    `/** ${says} */\nexport const ${name}: readonly string[] = [\n${rows.map((row) => `  ${JSON.stringify(row)},\n`).join('')}];\n`;
  return `// Made by scripts/api-facts.mjs from Kubernetes' OpenAPI 1.21.2; do not edit.

${table('DEFINITIONS', 'The name of each definition, and the number of its type.', names())}
${table(
  'KINDS',
  'API version, kind, and the number of its type.',
  kinds.map(({ id, type }) => `${id} ${type}`),
)}
${table(
  'TYPES',
  'The fields of each type: a name, and behind `=` its type unless it is a leaf. See `readType`.',
  lines,
)}
${table('CLUSTER_SCOPED', 'What kustomize is certain to be no part of a namespace.', clusterScoped())}`;
}
