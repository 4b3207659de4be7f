import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import { pathInRepository } from '../artifact/artifact-root.ts';
import { openArtifact } from '../artifact/open-artifact.ts';
import { releasesIn } from '../helm/releases.ts';
import type { SourceRef } from '../objects/flux-kustomization.ts';
import { type Generator, generatorsIn } from '../objects/generators.ts';
import { filesFrom } from '../objects/own-sources.ts';
import type { SettleContext } from '../releases/settle-releases.ts';
import type { RenderedRoots } from './with-releases.ts';

/** What takes files without being built by kustomize: releases and generators. */
export interface ClusterInputs extends Pick<SettleContext, 'read'> {
  /**
   * @param resources all of a cluster
   * @throws Needs where an object has not been fetched yet
   */
  readonly generators: (cluster: string, resources: readonly Resource[]) => readonly Generator[];
}

/**
 * @param files the repository, for charts and other inputs that are kept in it
 * @param sources as the configuration names those that stand for this repository
 * @param inForce by their cluster, sources that it has otherwise than the files say
 */
export function clusterInputs(
  { roots, sync, syncs = [sync] }: RenderedRoots,
  files: Files,
  sources: readonly string[],
  inForce: ReadonlyMap<string, readonly Resource[]>,
): ClusterInputs {
  const clusters = roots.flatMap(({ by, directory }) => (by === 'entrypoint' ? [directory] : []));
  const isThere = (path: string) => files.find(path).kind !== 'absent';
  const fromIn = (cluster: string, resources: readonly Resource[]) => {
    const known = [...(inForce.get(cluster) ?? []), ...resources];
    return (sourceRef: SourceRef) => filesFrom({ sourceRef }, syncs, sources, known);
  };
  return {
    read: (cluster, resources) => {
      const from = fromIn(cluster, resources);
      return releasesIn(resources, files, (sourceRef) => openArtifact(files, from(sourceRef)));
    },
    generators: (cluster, resources) => {
      const from = fromIn(cluster, resources);
      const pathIn = (sourceRef: SourceRef, path: string) =>
        from(sourceRef).kind === 'here' ? pathInRepository(path, sourceRef.kind, clusters, isThere) : undefined;
      return generatorsIn(resources, files, pathIn);
    },
  };
}
