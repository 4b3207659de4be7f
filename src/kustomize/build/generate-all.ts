import { mapAll } from '../../tree/objects/needs.ts';
import { builtinNote, noteOrigin } from '../context/build-metadata.ts';
import { generateConfigMap, generateSecret } from '../features/generators/generate.ts';
import { generatorOf } from '../features/generators/generator-plugins.ts';
import { failAt } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import type { AccumulateEntry } from './accumulated.ts';
import type { Build, Target } from './build.ts';
import { readPlugins } from './read-plugins.ts';

/**
 * Makes what `configMapGenerator`, `secretGenerator` and `generators` ask for, in this order.
 *
 * @see kustomize api/internal/target KustTarget.runGenerators
 */
export function generateAll(build: Build, target: Target, accumulateEntry: AccumulateEntry): readonly Resource[] {
  const { kustomization } = target;
  const { loader, gaps } = build;
  const common = kustomization.generatorOptions;
  const generate = (kind: string, make: () => Resource): readonly Resource[] => {
    const made = gaps.unlessElsewhere('objects', make);
    return made === undefined ? [] : [noteOrigin(made, builtinNote(target, kind))];
  };
  const configMaps = mapAll(kustomization.configMapGenerator, (entry) =>
    generate('ConfigMapGenerator', () => generateConfigMap(loader, kustomization, entry, common)),
  ).flat();
  const secrets = mapAll(kustomization.secretGenerator, (entry) =>
    generate('SecretGenerator', () => generateSecret(loader, kustomization, entry, common)),
  ).flat();
  return [...configMaps, ...secrets, ...pluginObjects(build, target, accumulateEntry)];
}

/**
 * Makes what `generators:` lists.
 *
 * @throws BuildError where a kind is not a builtin generator, or its configuration is invalid
 * @see kustomize api/internal/plugins/builtinhelpers GeneratorFactories
 */
function pluginObjects(build: Build, target: Target, accumulateEntry: AccumulateEntry): readonly Resource[] {
  return mapAll(readPlugins(build, target, 'generators', accumulateEntry), (plugin) => {
    const generate = generatorOf(plugin.kind);
    if (generate !== undefined) {
      const made = build.gaps.unlessElsewhere('objects', () => generate(build, plugin));
      return made === undefined ? [] : [noteOrigin(made, plugin.note)];
    }
    const message = `generators: "${plugin.kind}" is not a builtin generator`;
    throw failAt('invalid-generator', message, { path: plugin.scope.path, node: plugin.node });
  }).flat();
}
