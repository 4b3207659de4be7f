import type { BuildContext } from '../../context/build-context.ts';
import type { Plugin } from '../../context/plugin.ts';
import type { Resource } from '../../model/resource.ts';
import { type Decoder, struct, text } from '../../read/decode.ts';
import { generateConfigMap, generateSecret } from './generate.ts';
import { configMap, type GeneratorEntry, secret } from './generator-fields.ts';
import { generateServiceAccount } from './iam-policy.ts';

type Generate = (build: BuildContext, plugin: Plugin) => Resource;

const GENERATORS: ReadonlyMap<string, Generate> = new Map<string, Generate>([
  ['ConfigMapGenerator', ({ loader }, plugin) => generateConfigMap(loader, plugin.scope, named(plugin, configMap))],
  ['SecretGenerator', ({ loader }, plugin) => generateSecret(loader, plugin.scope, named(plugin, secret))],
  ['IAMPolicyGenerator', (_, plugin) => generateServiceAccount(plugin)],
]);

/** @returns the builtin generator of a kind */
export function generatorOf(kind: string): Generate | undefined {
  return GENERATORS.get(kind);
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
