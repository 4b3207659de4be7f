import type { AccumulateEntry } from '../context/accumulated.ts';
import type { Build } from '../context/build-context.ts';
import { addHashes } from '../features/generators/hash.ts';
import { failAt } from '../model/problem.ts';
import type { Target } from '../context/target.ts';
import { onAll, type Step } from '../context/step.ts';
import { affixPlugin, bothAffixesPlugin } from '../features/affixes/affix-transformer.ts';
import { imageTagPlugin } from '../features/images/image-transformer.ts';
import { annotationsPlugin, labelPlugin } from '../features/labels/label-transformer.ts';
import { namespacePlugin } from '../features/namespace/namespace-transformer.ts';
import { patchJson6902Plugin, patchPlugin, patchStrategicMergePlugin } from '../features/patches/patch-transformers.ts';
import { type Plugin, type PluginField, readPlugins } from '../context/plugin.ts';
import { isGenerator } from './plugin-generators.ts';
import { replacementPlugin } from '../features/replacements/replacement-transformer.ts';
import { replicaCountPlugin } from '../features/replicas/replica-transformer.ts';
import { valueAddPlugin } from '../features/values/value-add-transformer.ts';

type MakeStep = (build: Build, plugin: Plugin) => Step;

/** The builtin transformers, by kind. `SortOrderTransformer` is none of them: `sortOptions` stands in its place. */
const TRANSFORMERS: ReadonlyMap<string, MakeStep> = new Map<string, MakeStep>([
  ['AnnotationsTransformer', (_, plugin) => annotationsPlugin(plugin)],
  ['HashTransformer', (_, plugin) => onAll(plugin, addHashes)],
  ['ImageTagTransformer', imageTagPlugin],
  ['LabelTransformer', (_, plugin) => labelPlugin(plugin)],
  ['NamespaceTransformer', (_, plugin) => namespacePlugin(plugin)],
  ['PatchJson6902Transformer', patchJson6902Plugin],
  ['PatchStrategicMergeTransformer', patchStrategicMergePlugin],
  ['PatchTransformer', patchPlugin],
  ['PrefixSuffixTransformer', (_, plugin) => bothAffixesPlugin(plugin)],
  ['PrefixTransformer', (_, plugin) => affixPlugin(plugin, 'prefix')],
  ['SuffixTransformer', (_, plugin) => affixPlugin(plugin, 'suffix')],
  ['ReplacementTransformer', replacementPlugin],
  ['ReplicaCountTransformer', (_, plugin) => replicaCountPlugin(plugin)],
  ['ValueAddTransformer', valueAddPlugin],
]);

/**
 * @returns the transformers that `transformers:` or `validators:` lists, ready to run
 * @throws BuildError where a kind is no builtin transformer, or its configuration is invalid
 * @see kustomize api/internal/plugins/builtinhelpers TransformerFactories
 */
export function pluginSteps(
  build: Build,
  target: Target,
  field: Exclude<PluginField, 'generators'>,
  accumulateEntry: AccumulateEntry,
): readonly Step[] {
  return readPlugins(build, target, field, accumulateEntry).map((plugin) => {
    const make = TRANSFORMERS.get(plugin.kind);
    if (make !== undefined) return make(build, plugin);
    const what = isGenerator(plugin.kind) ? 'a generator, not a transformer' : 'no builtin transformer';
    const message = `${field}: "${plugin.kind}" is ${what}`;
    const fix = plugin.kind === 'SortOrderTransformer' ? 'Write sortOptions in the root kustomization.' : undefined;
    throw failAt('invalid-transformer', message, { path: plugin.scope.path, node: plugin.node, ...(fix && { fix }) });
  });
}
