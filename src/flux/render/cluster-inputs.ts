import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { type ResourceLists, searchFor } from '../../kustomize/model/search-for.ts';
import type { Files } from '../../tree/files/files.ts';
import { pathInRepository } from '../artifact/artifact-root.ts';
import type { OpenedArtifact } from '../artifact/open-filter.ts';
import type { MadeArtifacts } from '../composed/made-artifacts.ts';
import { releasesIn } from '../helm/releases.ts';
import { isArtifactGenerator } from '../objects/artifact-generator.ts';
import type { SourceRef } from '../objects/flux-kustomization.ts';
import { type Generator, generatorsOf } from '../objects/generators.ts';
import { filesFrom } from '../objects/own-sources.ts';
import { isFilesSource } from '../objects/sync.ts';
import { type InForce, sourcesInForce, specKey } from '../roots/in-force.ts';
import { whyKeptBy } from '../roots/roots-in-force.ts';
import { configKey } from '../variables/config-key.ts';
import { madeArtifactsIn } from './made-artifacts-in.ts';
import type { MadeContext } from './settle-made.ts';
import type { RenderedRoots } from './with-made.ts';

/** What takes files without being built by kustomize: releases and generators. */
export interface ClusterInputs extends Pick<MadeContext, 'read' | 'whyKept'> {
  /**
   * @param lists all of a cluster
   * @param makers of which it is not known otherwise what they make
   * @throws Needs where an object has not been fetched yet
   */
  readonly generators: (cluster: string, lists: ResourceLists, makers: readonly Resource[]) => readonly Generator[];
  /** @param lists all of a cluster */
  readonly artifacts: (cluster: string, lists: ResourceLists) => MadeArtifacts;
}

/** What files are taken from, written or made. */
const givingFilesIn = searchFor(
  (resource) => isFilesSource(resource) || isArtifactGenerator(resource) || resource.kind === 'ExternalArtifact',
);

/**
 * @param files the repository, for charts and other inputs that are kept in it
 * @param sources as the configuration names those that stand for this repository
 * @param inForce what the cluster holds otherwise than the files say
 */
export function clusterInputs(
  { roots, sync, syncs = [sync], controllers }: RenderedRoots,
  files: Files,
  sources: readonly string[],
  inForce: InForce | undefined,
): ClusterInputs {
  const held = sourcesInForce(inForce);
  const clusters = roots.flatMap(({ by, directory }) => (by === 'entrypoint' ? [directory] : []));
  const isThere = (path: string) => files.find(path).kind !== 'absent';
  const knownIn = (cluster: string, lists: ResourceLists) => [...(held.get(cluster) ?? []), ...givingFilesIn(lists)];
  const madeIn = (cluster: string, lists: ResourceLists) => {
    const objects = new Map([[cluster, knownIn(cluster, lists)]]);
    return madeArtifactsIn(files, { sources, clusters }, { syncs, objects, controllers })(cluster);
  };
  const whyKept = whyKeptBy(inForce?.makers);
  return {
    artifacts: madeIn,
    whyKept,
    read: (cluster, lists) => {
      const made = madeIn(cluster, lists);
      const opened = new Map<string, OpenedArtifact>();
      const openOnce = (source: SourceRef): OpenedArtifact => {
        const known = opened.get(fullName(source)) ?? made.openFiles(source);
        opened.set(fullName(source), known);
        return known;
      };
      return releasesIn(lists, files, openOnce).map(([asRead, opened]) => {
        const kept = whyKept(cluster, asRead.resource);
        const release = kept === undefined ? asRead : { ...asRead, kept };
        const chart = inForce?.charts.get(specKey(cluster, release.resource));
        // What cannot be built is told, though Flux notices only once it builds anew.
        return [release, chart !== undefined && opened.kind === 'chart' ? chart : opened];
      });
    },
    generators: (cluster, lists, makers) => {
      const known = knownIn(cluster, lists);
      const pathIn = (sourceRef: SourceRef, path: string) =>
        filesFrom({ sourceRef }, syncs, sources, known).kind === 'here'
          ? pathInRepository(path, sourceRef.kind, clusters, isThere)
          : undefined;
      const made = madeIn(cluster, lists);
      const there = makers.filter((each) => inForce?.makers.instead.get(configKey(cluster, each)) !== 'absent');
      return generatorsOf(there, files, pathIn).flatMap((generator): readonly Generator[] => {
        if (!isArtifactGenerator(generator.resource)) return [generator];
        const lack = made.lackOf(generator.resource);
        if (lack === undefined) return [];
        return [lack.kind === 'gone' ? { ...generator, fails: lack.why } : generator];
      });
    },
  };
}
