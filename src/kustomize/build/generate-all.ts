import type { AccumulateEntry } from '../context/accumulated.ts';
import type { Build } from '../context/build-context.ts';
import { builtinNote, noteOrigin } from '../context/build-metadata.ts';
import { pluginObjects } from './plugin-generators.ts';
import type { Resource } from '../model/resource.ts';
import type { Target } from '../context/target.ts';
import { generateConfigMap, generateSecret } from '../features/generators/generate.ts';

/**
 * Makes what `configMapGenerator`, `secretGenerator` and `generators` ask for, in this order.
 *
 * @see kustomize api/internal/target KustTarget.runGenerators
 */
export function generateAll(build: Build, target: Target, accumulateEntry: AccumulateEntry): readonly Resource[] {
  const { kustomization } = target;
  const { loader } = build;
  const common = kustomization.generatorOptions;
  const configMaps = build.all(kustomization.configMapGenerator, (entry) =>
    noteOrigin(generateConfigMap(loader, kustomization, entry, common), builtinNote(target, 'ConfigMapGenerator')),
  );
  const secrets = build.all(kustomization.secretGenerator, (entry) =>
    noteOrigin(generateSecret(loader, kustomization, entry, common), builtinNote(target, 'SecretGenerator')),
  );
  return [...configMaps, ...secrets, ...pluginObjects(build, target, accumulateEntry)];
}
