import { sameValue } from '../../yaml/print/same-value.ts';
import type { TransformerConfig } from '../config/transformer-config.ts';
import type { BuildContext } from '../context/build-context.ts';
import type { Plugin } from '../context/plugin.ts';
import { onAll, runSteps, type Step, unnoted } from '../context/step.ts';
import { affixPlugin, affixSteps, bothAffixesPlugin } from '../features/affixes/affix-transformer.ts';
import { generatorOf } from '../features/generators/generator-plugins.ts';
import { addHashes } from '../features/generators/hash.ts';
import { imageSteps, imageTagPlugin } from '../features/images/image-transformer.ts';
import { annotationSteps, annotationsPlugin, labelPlugin, labelSteps } from '../features/labels/label-transformer.ts';
import { namespacePlugin, namespaceSteps } from '../features/namespace/namespace-transformer.ts';
import {
  json6902Steps,
  patchJson6902Plugin,
  patchPlugin,
  patchSteps,
  patchStrategicMergePlugin,
  strategicMergeSteps,
} from '../features/patches/patch-transformers.ts';
import { replacementPlugin, replacementSteps } from '../features/replacements/replacement-transformer.ts';
import { replicaCountPlugin, replicaSteps } from '../features/replicas/replica-transformer.ts';
import { valueAddPlugin } from '../features/values/value-add-transformer.ts';
import { failAt } from '../model/problem.ts';
import { describeResource, type Resource } from '../model/resource.ts';
import { refuseDuplicates } from '../model/resource-list.ts';
import type { AccumulateEntry } from './accumulated.ts';
import type { Build, Target } from './build.ts';
import { readPlugins } from './read-plugins.ts';
import type { PluginField } from './unsupported.ts';

/**
 * What the fields of a kustomization ask for. The order is kustomize's, whatever the file's.
 *
 * @see kustomize api/internal/target/kusttarget_configplugin.go configureBuiltinTransformers
 */
export function builtinSteps(build: Build, target: Target, config: TransformerConfig): readonly Step[] {
  return [
    ...strategicMergeSteps(build, target),
    ...patchSteps(build, target),
    ...namespaceSteps(build, target, config),
    ...affixSteps(target, config),
    ...labelSteps(build, target, config),
    ...annotationSteps(target, config),
    ...json6902Steps(build, target),
    ...replicaSteps(build, target, config),
    ...imageSteps(build, target, config),
    ...replacementSteps(build, target),
  ];
}

type MakeStep = (build: BuildContext, plugin: Plugin) => Step;

/** The builtin transformers, by kind. `SortOrderTransformer` is none of them: `sortOptions` stands in its place. */
const TRANSFORMERS: ReadonlyMap<string, MakeStep> = new Map<string, MakeStep>([
  ['AnnotationsTransformer', (_, plugin) => annotationsPlugin(plugin)],
  ['HashTransformer', (_, plugin) => onAll(plugin, addHashes)],
  ['ImageTagTransformer', imageTagPlugin],
  ['LabelTransformer', (_, plugin) => labelPlugin(plugin)],
  ['NamespaceTransformer', namespacePlugin],
  ['PatchJson6902Transformer', patchJson6902Plugin],
  ['PatchStrategicMergeTransformer', patchStrategicMergePlugin],
  ['PatchTransformer', patchPlugin],
  ['PrefixSuffixTransformer', (_, plugin) => bothAffixesPlugin(plugin)],
  ['PrefixTransformer', (_, plugin) => affixPlugin(plugin, 'prefix')],
  ['SuffixTransformer', (_, plugin) => affixPlugin(plugin, 'suffix')],
  ['ReplacementTransformer', replacementPlugin],
  ['ReplicaCountTransformer', replicaCountPlugin],
  ['ValueAddTransformer', valueAddPlugin],
]);

/**
 * @returns the transformers that `transformers:` or `validators:` lists, ready to run
 * @throws BuildError where a kind is not a builtin transformer, or its configuration is invalid
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
    const what =
      generatorOf(plugin.kind) !== undefined ? 'a generator, not a transformer' : 'not a builtin transformer';
    const message = `${field}: "${plugin.kind}" is ${what}`;
    const fix = plugin.kind === 'SortOrderTransformer' ? 'Write sortOptions in the root kustomization.' : undefined;
    throw failAt('invalid-transformer', message, { path: plugin.scope.path, node: plugin.node, ...(fix && { fix }) });
  });
}

/**
 * Runs what `validators:` lists, which may look at everything and change nothing.
 *
 * @throws BuildError where one changes an object, or cannot tell two apart
 * @see kustomize api/internal/target KustTarget.runValidators
 */
export function validate(
  build: Build,
  target: Target,
  resources: readonly Resource[],
  accumulateEntry: AccumulateEntry,
): void {
  const { kustomization } = target;
  if (kustomization.validators.length === 0) return;
  for (const step of pluginSteps(build, target, 'validators', accumulateEntry)) {
    refuseDuplicates(resources);
    const after = runSteps([unnoted(step)], resources);
    const changed = resources.find((resource, index) => !isSame(resource, after[index]));
    if (changed === undefined && after.length === resources.length) continue;
    const what = changed === undefined ? 'the objects' : describeResource(changed);
    const message = `validators: a validator must not change anything, but it changes ${what}`;
    throw failAt('invalid-transformer', message, { path: kustomization.path, node: kustomization.validators[0] });
  }
}

function isSame(before: Resource, after: Resource | undefined): boolean {
  if (after === undefined) return false;
  return before.node === after.node || sameValue(before.node, after.node);
}
