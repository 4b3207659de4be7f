import type { Files } from '../../tree/files/files.ts';
import { releasesIn } from '../helm/releases.ts';
import type { SourceRef } from '../objects/flux-kustomization.ts';
import { generatorsIn } from '../objects/generators.ts';
import { filesOf } from '../objects/own-sources.ts';
import type { Inventory } from './inventory.ts';

/**
 * Reads the releases and generators of a cluster, and of the clusters that it applies to: what takes files of the
 * repository without being a root.
 *
 * @param files the repository, for charts and other inputs that are kept in it
 * @param sources as the configuration names those that stand for this repository
 * @throws Needs where an object has not been fetched yet
 */
export function withInputs(inventory: Inventory, files: Files, sources: readonly string[]): Inventory {
  const resources = inventory.objects.map(({ resource }) => resource);
  const isHere = (sourceRef: SourceRef) => filesOf({ sourceRef }, inventory.sync, sources, resources).kind === 'here';
  const spokes = [...inventory.spokes].map(([name, spoke]) => [name, withInputs(spoke, files, sources)] as const);
  return {
    ...inventory,
    generators: generatorsIn(resources, files, isHere),
    releases: releasesIn(resources, files, isHere),
    spokes: new Map(spokes),
  };
}
