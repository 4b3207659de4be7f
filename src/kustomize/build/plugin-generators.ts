import type { AccumulateEntry } from '../context/accumulated.ts';
import type { Build } from '../context/build-context.ts';
import { noteOrigin } from '../context/build-metadata.ts';
import { generateConfigMap, generateSecret } from '../features/generators/generate.ts';
import { generateServiceAccount } from '../features/generators/iam-policy.ts';
import type { Decoder } from '../read/decode.ts';
import { struct, text } from '../read/decode.ts';
import { configMap, type GeneratorEntry, secret } from '../read/fields.ts';
import { failAt } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import type { Target } from '../context/target.ts';
import { type Plugin, readPlugins } from '../context/plugin.ts';

type Generate = (build: Build, plugin: Plugin) => Resource;

const GENERATORS: ReadonlyMap<string, Generate> = new Map<string, Generate>([
  ['ConfigMapGenerator', ({ loader }, plugin) => generateConfigMap(loader, plugin.scope, named(plugin, configMap))],
  ['SecretGenerator', ({ loader }, plugin) => generateSecret(loader, plugin.scope, named(plugin, secret))],
  ['IAMPolicyGenerator', (_, plugin) => generateServiceAccount(plugin)],
]);

export function isGenerator(kind: string): boolean {
  return GENERATORS.has(kind);
}

/**
 * Makes what `generators:` lists.
 *
 * @throws BuildError where a kind is no builtin generator, or its configuration is invalid
 * @see kustomize api/internal/plugins/builtinhelpers GeneratorFactories
 */
export function pluginObjects(build: Build, target: Target, accumulateEntry: AccumulateEntry): readonly Resource[] {
  return build.all(readPlugins(build, target, 'generators', accumulateEntry), (plugin) => {
    const generate = GENERATORS.get(plugin.kind);
    if (generate !== undefined) return noteOrigin(generate(build, plugin), plugin.note);
    const message = `generators: "${plugin.kind}" is no builtin generator`;
    throw failAt('invalid-generator', message, { path: plugin.scope.path, node: plugin.node });
  });
}

const metadata = struct((field) => ({ name: field('name', text), namespace: field('namespace', text) }));
const withMetadata = struct((field) => ({ metadata: field('metadata', metadata) }));

/** What the configuration does not name is named as the configuration itself. */
function named<Entry extends GeneratorEntry>({ node, reading }: Plugin, decode: Decoder<Entry>): Entry {
  const entry = decode(node, reading);
  const own = withMetadata(node, reading).metadata;
  const name = entry.name?.text ? entry.name : own?.name;
  const namespace = entry.namespace?.text ? entry.namespace : own?.namespace;
  return { ...entry, name, namespace };
}
