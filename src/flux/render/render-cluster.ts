import type { Resource } from '../../kustomize/model/resource.ts';
import type { Memory } from '../../memo/memory.ts';
import type { Files } from '../../tree/files/files.ts';
import { artifactFiles } from '../artifact/artifact-files.ts';
import { artifactFilter } from '../artifact/artifact-filter.ts';
import { pathInRepository } from '../artifact/artifact-root.ts';
import { openElsewhere } from '../artifact/open-elsewhere.ts';
import { type Controllers, controllersOf, renderingOf } from '../controllers/controllers.ts';
import { releasesIn } from '../helm/releases.ts';
import type { SourceRef } from '../objects/flux-kustomization.ts';
import { generatorsIn } from '../objects/generators.ts';
import { filesFrom } from '../objects/own-sources.ts';
import type { ClusterRoot } from '../objects/spoke.ts';
import { HUB } from '../objects/spoke.ts';
import { type Sync, syncOf } from '../objects/sync.ts';
import { type Entrypoint, entrypointOf } from '../roots/entrypoint.ts';
import { type InForce, sourcesInForce } from '../roots/in-force.ts';
import { entrypointsOf, type Inventory } from '../roots/inventory.ts';
import { type Rendered, splitInventory } from '../roots/split-inventory.ts';
import { buildEntrypoints, pathReachedByOthers } from './entrypoints.ts';
import { withHiddenFiles } from './hidden-files.ts';
import { withRefusals } from './refused-roots.ts';
import { renderRoots } from './render-roots.ts';

/**
 * Renders all that a cluster runs: its entrypoints, every FluxKustomization in them, every one in those; and all
 * that these apply to other clusters.
 *
 * @param files the repository as Flux sees it
 * @param inForce what the cluster holds otherwise than the files say
 * @throws Needs where an object has not been fetched yet; all else that is wrong is a problem of the root it is in
 */
export function renderCluster(files: Files, cluster: ClusterRoot, inForce?: InForce): Inventory {
  const besides = new Set<string>();
  const first = buildEntrypoints(files, cluster, besides, renderingOf(undefined, cluster.likely).kustomize);
  const resources = first.flatMap(({ root }) => root.resources);
  const nearby = new Map([[HUB, controllersOf(resources, files.memory)]]);
  for (;;) {
    const rendered = renderAsTold(nearby, cluster.likely, (controllers) => {
      const { kustomize } = renderingOf(controllers.get(HUB), cluster.likely);
      const entrypoints = buildEntrypoints(files, cluster, besides, kustomize, inForce?.sync);
      return renderFrom(entrypoints, files, cluster, controllers, inForce);
    });
    const reached = pathReachedByOthers(rendered, cluster);
    if (reached === undefined) {
      const whole = withHiddenFiles(withRefusals(rendered), files);
      return withInputs(splitInventory(whole), files, cluster.sources ?? [], sourcesInForce(inForce));
    }
    besides.add(reached);
  }
}

/** The controllers that alter a render may only be told of in it: it is made again by their word, three times at most. */
function renderAsTold(
  first: ReadonlyMap<string, Controllers>,
  likely: ClusterRoot['likely'],
  render: (controllers: ReadonlyMap<string, Controllers>) => Rendered,
): Rendered {
  let controllers = first;
  let attempt = render(controllers);
  for (let round = 1; round < 3 && !rendersAlike(attempt.controllers, controllers, likely); round++) {
    controllers = attempt.controllers;
    attempt = render(controllers);
  }
  return attempt;
}

function rendersAlike(
  some: ReadonlyMap<string, Controllers>,
  others: ReadonlyMap<string, Controllers>,
  likely: ClusterRoot['likely'],
): boolean {
  const clusters = new Set([...some.keys(), ...others.keys()]);
  return [...clusters].every((cluster) => {
    const [one, other] = [some, others].map((each) => renderingOf(each.get(cluster), likely));
    return JSON.stringify(one) === JSON.stringify(other);
  });
}

function renderFrom(
  entrypoints: readonly Entrypoint[],
  files: Files,
  cluster: ClusterRoot,
  controllers: ReadonlyMap<string, Controllers>,
  inForce: InForce | undefined,
): Rendered {
  const first = renderRoots(files, cluster, entrypoints, controllers, inForce);
  if (first.sync !== undefined) return first;
  const late = new Map(entrypoints.map((each) => [each, lateSync(first, each.root.directory, files.memory)]));
  const [sync] = [...late.values()].filter((each) => each !== undefined);
  const isShaped = SHAPING.some((field) => sync?.flux.spec.get(field));
  if (!isShaped) return { ...first, sync, ...(first.syncs === undefined ? {} : { syncs: [...late.values()] }) };
  const { kustomize } = renderingOf(controllers.get(HUB), cluster.likely);
  const shaped = entrypoints.map((each) => {
    const own = late.get(each);
    return own === undefined ? each : entrypointOf(files, each.root, own, kustomize);
  });
  return renderRoots(files, cluster, shaped, controllers, inForce);
}

/** What a sync that is not in the entrypoint itself may ask for, so that all is to be rendered again by its word. */
const SHAPING = ['postBuild', 'commonMetadata', 'patches', 'targetNamespace', 'images', 'components'] as const;

/** A root may hold the instance of flux-operator that makes the cluster's sync. */
function lateSync({ roots }: Rendered, directory: string, memory: Memory): Sync | undefined {
  const resources = roots.filter(({ cluster }) => cluster === HUB).flatMap((root) => root.resources);
  const instances = resources.filter(({ kind }) => kind === 'FluxInstance' || kind === 'HelmRelease');
  const sync = syncOf(instances, directory, memory);
  return sync?.flux.path === directory ? sync : undefined;
}

/**
 * Reads the releases and generators of a cluster, and of the clusters that it applies to: what takes files of the
 * repository without being a root.
 *
 * @param files the repository, for charts and other inputs that are kept in it
 * @param sources as the configuration names those that stand for this repository
 * @param inForce by their cluster, sources that it has otherwise than the files say
 * @throws Needs where an object has not been fetched yet
 */
function withInputs(
  inventory: Inventory,
  files: Files,
  sources: readonly string[],
  inForce: ReadonlyMap<string, readonly Resource[]>,
  cluster = HUB,
): Inventory {
  const resources = inventory.objects.map(({ resource }) => resource);
  const held = inForce.get(cluster) ?? [];
  const syncs = inventory.syncs ?? [inventory.sync];
  const from = (sourceRef: SourceRef) => filesFrom({ sourceRef }, syncs, sources, [...held, ...resources]);
  const clusters = entrypointsOf(inventory).map(({ directory }) => directory);
  const isThere = (path: string) => files.find(path).kind !== 'absent';
  const pathIn = (sourceRef: SourceRef, path: string) =>
    from(sourceRef).kind === 'here' ? pathInRepository(path, sourceRef.kind, clusters, isThere) : undefined;
  const artifactOf = (sourceRef: SourceRef) => {
    const found = from(sourceRef);
    if (found.kind === 'unknown') return undefined;
    const opened =
      found.kind === 'here' ? { kind: 'fetched' as const, base: '', problems: [] } : openElsewhere(files, found.source);
    if (opened.kind === 'external' || opened.problems.length > 0) return undefined;
    const { base } = opened;
    return { files: artifactFiles(files, artifactFilter(found.source, files, base)), base };
  };
  const spokes = [...inventory.spokes].map(
    ([name, spoke]) => [name, withInputs(spoke, files, sources, inForce, name)] as const,
  );
  return {
    ...inventory,
    generators: generatorsIn(resources, files, pathIn),
    releases: releasesIn(resources, artifactOf),
    spokes: new Map(spokes),
  };
}
