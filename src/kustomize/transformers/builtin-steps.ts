import type { Build } from '../build-context.ts';
import { builtinNote } from '../build-metadata.ts';
import { applyReplacements } from '../replacements/apply-replacements.ts';
import { readReplacements } from '../replacements/read-replacements.ts';
import type { ReplacementEntry } from '../replacements/replacement.ts';
import type { Target } from '../target.ts';
import type { TransformerConfig } from '../transformer-config.ts';
import { affixNames } from './affix.ts';
import { setImage } from './images.ts';
import { addPairs, labelFields } from './labels.ts';
import { setNamespace } from './namespace.ts';
import { applyJson6902Patch, applyMergePatch, applyPatch } from './patches.ts';
import { readMergePatch } from './read-patch.ts';
import { setReplicas } from './replicas.ts';
import { onAll, onPool, type Step } from './step.ts';

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
  const note = builtinNote(target, 'PatchStrategicMergeTransformer');
  return [
    onPool(note, (pool) => {
      for (const patch of patches) applyMergePatch(build, pool, patch);
    }),
  ];
}

function patchSteps(build: Build, target: Target): readonly Step[] {
  const note = builtinNote(target, 'PatchTransformer');
  return target.kustomization.patches.map((entry) =>
    onPool(note, (pool) => applyPatch(build, pool, target.kustomization, entry)),
  );
}

function namespaceSteps(target: Target, config: TransformerConfig): readonly Step[] {
  const { kustomization } = target;
  const { namespace } = kustomization;
  if (namespace === undefined || namespace.text === '') return [];
  const options = { fieldSpecs: config.namespace, subjects: 'defaultOnly', unsetOnly: false } as const;
  const note = builtinNote(target, 'NamespaceTransformer');
  return [onAll(note, (resources) => setNamespace(resources, kustomization, namespace, options))];
}

function affixSteps(target: Target, config: TransformerConfig): readonly Step[] {
  const { kustomization } = target;
  const { namePrefix, nameSuffix } = kustomization;
  const steps: Step[] = [];
  if (namePrefix !== undefined && namePrefix.text !== '') {
    const note = builtinNote(target, 'PrefixTransformer');
    steps.push(onAll(note, (all) => affixNames(all, kustomization, 'prefix', namePrefix, config.namePrefix)));
  }
  if (nameSuffix !== undefined && nameSuffix.text !== '') {
    const note = builtinNote(target, 'SuffixTransformer');
    steps.push(onAll(note, (all) => affixNames(all, kustomization, 'suffix', nameSuffix, config.nameSuffix)));
  }
  return steps;
}

/** `labels:`, then `commonLabels:`, which counts as a transformer also where only the former is there. */
function labelSteps(build: Build, target: Target, config: TransformerConfig): readonly Step[] {
  const { kustomization } = target;
  if (kustomization.labels.length === 0 && kustomization.commonLabels.size === 0) return [];
  const note = builtinNote(target, 'LabelTransformer');
  const doing = 'adding labels';
  return [
    ...kustomization.labels.map((entry) => {
      const fields = labelFields(build, kustomization, entry, config);
      return onAll(note, (resources) => addPairs(resources, kustomization, doing, entry.pairs, fields));
    }),
    onAll(note, (all) =>
      addPairs(all, kustomization, 'adding commonLabels', kustomization.commonLabels, config.commonLabels),
    ),
  ];
}

function annotationSteps(target: Target, config: TransformerConfig): readonly Step[] {
  const { kustomization } = target;
  const { commonAnnotations } = kustomization;
  if (commonAnnotations.size === 0) return [];
  const note = builtinNote(target, 'AnnotationsTransformer');
  const doing = 'adding commonAnnotations';
  return [onAll(note, (all) => addPairs(all, kustomization, doing, commonAnnotations, config.commonAnnotations))];
}

function json6902Steps(build: Build, target: Target): readonly Step[] {
  const note = builtinNote(target, 'PatchJson6902Transformer');
  return target.kustomization.patchesJson6902.map((entry) =>
    onPool(note, (pool) => applyJson6902Patch(build, pool, target.kustomization, entry)),
  );
}

function replicaSteps(target: Target, config: TransformerConfig): readonly Step[] {
  const note = builtinNote(target, 'ReplicaCountTransformer');
  return target.kustomization.replicas.map((entry) =>
    onPool(note, (pool) => setReplicas(pool, target.kustomization, entry, config.replicas)),
  );
}

function imageSteps(build: Build, target: Target, config: TransformerConfig): readonly Step[] {
  const note = builtinNote(target, 'ImageTagTransformer');
  return target.kustomization.images.map((entry) =>
    onAll(note, (resources) => setImage(build, resources, target.kustomization, entry, config.images)),
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
  const note = builtinNote(target, 'ReplacementTransformer');
  return [onPool(note, (pool) => applyReplacements(pool, replacements, build.behaviours))];
}

/** An empty list of targets is none, but only in the kustomization itself. */
function withoutEmptyTargets(entries: readonly ReplacementEntry[]): readonly ReplacementEntry[] {
  return entries.map((entry) => (entry.targets?.length === 0 ? { ...entry, targets: undefined } : entry));
}
