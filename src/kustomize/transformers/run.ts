import type { Build } from '../build-context.ts';
import type { Kustomization } from '../kustomization/load.ts';
import type { Resource } from '../resource.ts';
import type { TransformerConfig } from '../transformer-config.ts';
import { affixNames } from './affix.ts';
import { setImage } from './images.ts';
import { addLabels, addPairs } from './labels.ts';
import { setNamespace } from './namespace.ts';
import { applyJson6902Patch, applyPatch, applyStrategicMergePatches } from './patches.ts';
import { setReplicas } from './replicas.ts';

/**
 * Runs what a kustomization asks for on everything it has gathered. The order is kustomize's, whatever the file's.
 *
 * @see kustomize api/internal/target/kusttarget_configplugin.go configureBuiltinTransformers
 */
export function runTransformers(
  build: Build,
  gathered: readonly Resource[],
  kustomization: Kustomization,
  config: TransformerConfig,
): readonly Resource[] {
  let resources = applyStrategicMergePatches(build, gathered, kustomization);
  for (const patch of kustomization.patches) resources = applyPatch(build, resources, kustomization, patch);
  resources = setNamespace(resources, kustomization, kustomization.namespace, {
    fieldSpecs: config.namespace,
    subjects: 'defaultOnly',
    unsetOnly: false,
  });
  resources = affixNames(resources, kustomization, 'prefix', kustomization.namePrefix, config.namePrefix);
  resources = affixNames(resources, kustomization, 'suffix', kustomization.nameSuffix, config.nameSuffix);
  resources = addLabels(resources, kustomization, config);
  const annotations = kustomization.commonAnnotations;
  resources = addPairs(resources, kustomization, 'adding commonAnnotations', annotations, config.commonAnnotations);
  for (const patch of kustomization.patchesJson6902)
    resources = applyJson6902Patch(build, resources, kustomization, patch);
  for (const replica of kustomization.replicas)
    resources = setReplicas(resources, kustomization, replica, config.replicas);
  for (const image of kustomization.images) resources = setImage(resources, kustomization, image, config.images);
  return resources;
}
