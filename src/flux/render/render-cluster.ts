import type { Memory } from '../../memo/memory.ts';
import type { Files } from '../../tree/files/files.ts';
import { type Controllers, controllersOf, renderingOf } from '../controllers/controllers.ts';
import { makersIn } from '../objects/generators.ts';
import type { ClusterRoot } from '../objects/spoke.ts';
import { HUB } from '../objects/spoke.ts';
import { type Sync, syncOf } from '../objects/sync.ts';
import { type Entrypoint, entrypointOf } from '../roots/entrypoint.ts';
import { type InForce, withInstance } from '../roots/in-force.ts';
import type { Inventory, Root } from '../roots/inventory.ts';
import { rootsInForce } from '../roots/roots-in-force.ts';
import { type Rendered, splitInventory } from '../roots/split-inventory.ts';
import { inputProvidersIn, isResourceSet } from '../sets/root/set-inputs.ts';
import { unknownSet } from '../sets/unknown-set.ts';
import { type ClusterInputs, clusterInputs } from './cluster-inputs.ts';
import { buildEntrypoints, pathReachedByOthers } from './entrypoints.ts';
import { withHiddenFiles } from './hidden-files.ts';
import { withRefusals } from './refused-roots.ts';
import { renderRoots } from './render-roots.ts';
import { settleMade } from './settle-made.ts';
import { type RenderedRoots, withMade } from './with-made.ts';

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
  const nearby = new Map([[HUB, controllersOf(withInstance(resources, inForce), files.memory)]]);
  const inputs = (rendered: RenderedRoots) => clusterInputs(rendered, files, cluster.sources ?? [], inForce);
  for (;;) {
    const rendered = renderAsTold(nearby, cluster.likely, (controllers) => {
      const { kustomize } = renderingOf(controllers.get(HUB), cluster.likely);
      const entrypoints = buildEntrypoints(files, cluster, besides, kustomize, inForce?.sync);
      return withMade(
        (made) => renderFrom(entrypoints, files, cluster, controllers, inForce, made),
        (rendered) => {
          const context = { ...inputs(rendered), files, cluster, controllers, isWhole: isWhole(rendered) };
          return settleMade(rootsInForce(rendered.roots, inForce?.makers), context);
        },
      );
    });
    const reached = pathReachedByOthers(rendered, cluster);
    if (reached === undefined) {
      const whole = withHiddenFiles(withRefusals(rendered), files);
      return withGenerators(splitInventory(whole), inputs(rendered), files);
    }
    besides.add(reached);
  }
}

function isWhole({ roots, external }: RenderedRoots): boolean {
  return external.length === 0 && roots.every(({ problems, gaps }) => problems.length + gaps.length === 0);
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
  releases: readonly Root[],
): RenderedRoots {
  const first = renderRoots(files, cluster, entrypoints, controllers, inForce, releases);
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
  return renderRoots(files, cluster, shaped, controllers, inForce, releases);
}

/** What a sync that is not in the entrypoint itself may ask for, so that all is to be rendered again by its word. */
const SHAPING = ['postBuild', 'commonMetadata', 'patches', 'targetNamespace', 'images', 'components'] as const;

/** A root may hold the instance of flux-operator that makes the cluster's sync. */
function lateSync({ roots }: RenderedRoots, directory: string, memory: Memory): Sync | undefined {
  const resources = roots.filter(({ cluster }) => cluster === HUB).flatMap((root) => root.resources);
  const instances = resources.filter(({ kind }) => kind === 'FluxInstance' || kind === 'HelmRelease');
  const sync = syncOf(instances, directory, memory);
  return sync?.flux.path === directory ? sync : undefined;
}

function withGenerators(inventory: Inventory, inputs: ClusterInputs, files: Files, cluster = HUB): Inventory {
  const lists = inventory.roots.map(({ resources }) => resources);
  const spokes = [...inventory.spokes].map(
    ([name, spoke]) => [name, withGenerators(spoke, inputs, files, name)] as const,
  );
  const made = new Set(inventory.roots.flatMap(({ set }) => (set === undefined ? [] : [set.holder.resource.id])));
  const unknown = makersIn(lists).filter((each) => !made.has(each.id));
  const providers = inputProvidersIn(lists);
  // What fails is told by the roots that are built of it, where there are any.
  const told = new Set(inventory.roots.flatMap(({ problems }) => problems.map(({ message }) => message)));
  const found = inputs.generators(cluster, lists, unknown).filter(({ fails }) => !told.has(fails?.reason ?? ''));
  const around = { files, artifacts: () => inputs.artifacts(cluster, lists) };
  const generators = found.map((each) => {
    return isResourceSet(each.resource) ? unknownSet(each, providers, around) : each;
  });
  return { ...inventory, generators, spokes: new Map(spokes) };
}
