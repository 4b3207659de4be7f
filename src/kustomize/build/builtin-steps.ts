import type { Node, Scalar } from '../../yaml/node/node.ts';
import type { Build } from '../context/build-context.ts';
import { builtinNote } from '../context/build-metadata.ts';
import { failAt } from '../model/problem.ts';
import { applyReplacements } from '../features/replacements/apply-replacements.ts';
import { readReplacements } from '../features/replacements/replacement-transformer.ts';
import type { ReplacementEntry } from '../read/replacement.ts';
import type { Target } from '../context/target.ts';
import type { TransformerConfig } from '../read/transformer-config.ts';
import { affixNames } from '../features/affixes/affix.ts';
import { setImage } from '../features/images/images.ts';
import { addPairs, labelFields } from '../features/labels/labels.ts';
import { setNamespace } from '../features/namespace/namespace.ts';
import { applyJson6902Patch, applyMergePatch, applyPatch } from '../features/patches/patches.ts';
import { readMergePatch } from '../features/patches/read-patch.ts';
import { setReplicas } from '../features/replicas/replicas.ts';
import { onAll, onPool, type Step, type StepSource } from '../context/step.ts';

/**
 * What the fields of a kustomization ask for. The order is kustomize's, whatever the file's.
 *
 * @see kustomize api/internal/target/kusttarget_configplugin.go configureBuiltinTransformers
 */
export function builtinSteps(build: Build, target: Target, config: TransformerConfig): readonly Step[] {
  return [
    ...strategicMergeSteps(build, target),
    ...patchSteps(build, target),
    ...namespaceSteps(target, config),
    ...affixSteps(target, config),
    ...labelSteps(build, target, config),
    ...annotationSteps(target, config),
    ...json6902Steps(build, target),
    ...replicaSteps(target, config),
    ...imageSteps(build, target, config),
    ...replacementSteps(build, target),
  ];
}

function strategicMergeSteps(build: Build, target: Target): readonly Step[] {
  const { kustomization } = target;
  if (kustomization.patchesStrategicMerge.length === 0) return [];
  const patches = build.all(kustomization.patchesStrategicMerge, (text) =>
    readMergePatch(build.loader, kustomization, text),
  );
  if (patches.every(({ objects }) => objects.length === 0)) {
    const at = { path: kustomization.path, node: kustomization.patchesStrategicMerge[0] };
    throw failAt('invalid-patch', 'patchesStrategicMerge holds no patch', { ...at, fix: 'Write one, or remove it.' });
  }
  return patches.map((patch, index) => {
    const source = by(target, 'PatchStrategicMergeTransformer', kustomization.patchesStrategicMerge[index]);
    const isLast = index === patches.length - 1;
    return onPool(isLast ? source : unnoted(source), (pool) => applyMergePatch(build, pool, patch));
  });
}

function patchSteps(build: Build, target: Target): readonly Step[] {
  return target.kustomization.patches.map((entry) =>
    onPool(by(target, 'PatchTransformer', entry.node), (pool) => applyPatch(build, pool, target.kustomization, entry)),
  );
}

function namespaceSteps(target: Target, config: TransformerConfig): readonly Step[] {
  const { kustomization } = target;
  const { namespace } = kustomization;
  if (namespace === undefined || namespace.text === '') return [];
  const options = { fieldSpecs: config.namespace, subjects: 'defaultOnly', unsetOnly: false } as const;
  const source = by(target, 'NamespaceTransformer', namespace);
  return [onAll(source, (resources) => setNamespace(resources, kustomization, namespace, options))];
}

function affixSteps(target: Target, config: TransformerConfig): readonly Step[] {
  const { kustomization } = target;
  const { namePrefix, nameSuffix } = kustomization;
  const steps: Step[] = [];
  if (namePrefix !== undefined && namePrefix.text !== '') {
    const source = by(target, 'PrefixTransformer', namePrefix);
    steps.push(onAll(source, (all) => affixNames(all, kustomization, 'prefix', namePrefix, config.namePrefix)));
  }
  if (nameSuffix !== undefined && nameSuffix.text !== '') {
    const source = by(target, 'SuffixTransformer', nameSuffix);
    steps.push(onAll(source, (all) => affixNames(all, kustomization, 'suffix', nameSuffix, config.nameSuffix)));
  }
  return steps;
}

/** `labels:`, then `commonLabels:`, which counts as a transformer also where only the former is there. */
function labelSteps(build: Build, target: Target, config: TransformerConfig): readonly Step[] {
  const { kustomization } = target;
  if (kustomization.labels.length === 0 && kustomization.commonLabels.size === 0) return [];
  const kind = 'LabelTransformer';
  const doing = 'adding labels';
  return [
    ...kustomization.labels.map((entry) => {
      const fields = labelFields(build, kustomization, entry, config);
      const source = by(target, kind, entry.node);
      return onAll(source, (resources) => addPairs(resources, kustomization, doing, entry.pairs, fields));
    }),
    onAll(by(target, kind, firstOf(kustomization.commonLabels)), (all) =>
      addPairs(all, kustomization, 'adding commonLabels', kustomization.commonLabels, config.commonLabels),
    ),
  ];
}

function annotationSteps(target: Target, config: TransformerConfig): readonly Step[] {
  const { kustomization } = target;
  const { commonAnnotations } = kustomization;
  if (commonAnnotations.size === 0) return [];
  const source = by(target, 'AnnotationsTransformer', firstOf(commonAnnotations));
  const doing = 'adding commonAnnotations';
  return [onAll(source, (all) => addPairs(all, kustomization, doing, commonAnnotations, config.commonAnnotations))];
}

function json6902Steps(build: Build, target: Target): readonly Step[] {
  return target.kustomization.patchesJson6902.map((entry) =>
    onPool(by(target, 'PatchJson6902Transformer', entry.node), (pool) =>
      applyJson6902Patch(build, pool, target.kustomization, entry),
    ),
  );
}

function replicaSteps(target: Target, config: TransformerConfig): readonly Step[] {
  return target.kustomization.replicas.map((entry) =>
    onPool(by(target, 'ReplicaCountTransformer', entry.node), (pool) =>
      setReplicas(pool, target.kustomization, entry, config.replicas),
    ),
  );
}

function imageSteps(build: Build, target: Target, config: TransformerConfig): readonly Step[] {
  return target.kustomization.images.map((entry) =>
    onAll(by(target, 'ImageTagTransformer', entry.node), (resources) =>
      setImage(build, resources, target.kustomization, entry, config.images),
    ),
  );
}

function replacementSteps(build: Build, target: Target): readonly Step[] {
  const { kustomization } = target;
  if (kustomization.replacements.length === 0) return [];
  const replacements = readReplacements(
    build.loader,
    kustomization,
    withoutEmptyTargets(kustomization.replacements),
    build.behaviours,
  );
  const source = by(target, 'ReplacementTransformer', kustomization.replacements[0]?.node);
  // A file may hold no replacement at all; what is noted is that it was looked at.
  if (replacements.length === 0) return [onPool(source, () => undefined)];
  return replacements.map((each, index) => {
    const own = { ...source, scope: { ...source.scope, path: each.path }, node: each.replacement.node };
    const isLast = index === replacements.length - 1;
    return onPool(isLast ? own : unnoted(own), (pool) => applyReplacements(pool, [each], build.behaviours));
  });
}

/** An empty list of targets is none, but only in the kustomization itself. */
function withoutEmptyTargets(entries: readonly ReplacementEntry[]): readonly ReplacementEntry[] {
  return entries.map((entry) => (entry.targets?.length === 0 ? { ...entry, targets: undefined } : entry));
}

function by(target: Target, kind: string, node: Node | undefined): StepSource {
  return { kind, scope: target.kustomization, node, note: builtinNote(target, kind) };
}

/** Where one transformer of kustomize's is several steps, the last one notes it. */
function unnoted(source: StepSource): StepSource {
  return { ...source, note: undefined };
}

function firstOf(pairs: ReadonlyMap<string, Scalar>): Scalar | undefined {
  const [first] = pairs.values();
  return first;
}
