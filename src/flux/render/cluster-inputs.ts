import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import { pathInRepository } from '../artifact/artifact-root.ts';
import { openArtifact } from '../artifact/open-artifact.ts';
import { releasesIn } from '../helm/releases.ts';
import type { SourceRef } from '../objects/flux-kustomization.ts';
import { type Generator, generatorsIn } from '../objects/generators.ts';
import { filesFrom } from '../objects/own-sources.ts';
import type { ReleaseContext } from '../releases/render-releases.ts';
import { type InForce, sourcesInForce, specKey } from '../roots/in-force.ts';
import type { RenderedRoots } from './with-made.ts';

/** What takes files without being built by kustomize: releases and generators. */
export interface ClusterInputs extends Pick<ReleaseContext, 'read'> {
  /**
   * @param resources all of a cluster
   * @throws Needs where an object has not been fetched yet
   */
  readonly generators: (cluster: string, resources: readonly Resource[]) => readonly Generator[];
}

/**
 * @param files the repository, for charts and other inputs that are kept in it
 * @param sources as the configuration names those that stand for this repository
 * @param inForce what the cluster holds otherwise than the files say
 */
export function clusterInputs(
  { roots, sync, syncs = [sync] }: RenderedRoots,
  files: Files,
  sources: readonly string[],
  inForce: InForce | undefined,
): ClusterInputs {
  const held = sourcesInForce(inForce);
  const clusters = roots.flatMap(({ by, directory }) => (by === 'entrypoint' ? [directory] : []));
  const isThere = (path: string) => files.find(path).kind !== 'absent';
  const fromIn = (cluster: string, resources: readonly Resource[]) => {
    const known = [...(held.get(cluster) ?? []), ...resources];
    return (sourceRef: SourceRef) => filesFrom({ sourceRef }, syncs, sources, known);
  };
  return {
    read: (cluster, resources) => {
      const from = fromIn(cluster, resources);
      const releases = releasesIn(resources, files, (sourceRef) => openArtifact(files, from(sourceRef)));
      return releases.map(([release, opened]) => {
        const chart = inForce?.charts.get(specKey(cluster, release.resource));
        // What cannot be built is told, though Flux notices only once it builds anew.
        return [release, chart !== undefined && opened.kind === 'chart' ? chart : opened];
      });
    },
    generators: (cluster, resources) => {
      const from = fromIn(cluster, resources);
      const pathIn = (sourceRef: SourceRef, path: string) =>
        from(sourceRef).kind === 'here' ? pathInRepository(path, sourceRef.kind, clusters, isThere) : undefined;
      return generatorsIn(resources, files, pathIn);
    },
  };
}
