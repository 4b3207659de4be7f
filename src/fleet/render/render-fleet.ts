import type { Config } from '../../config/config.ts';
import { throughAppliedSource } from '../../flux/applied/as-applied.ts';
import { withIgnoredFields } from '../../flux/applied/ignored-fields.ts';
import type { SourceRef } from '../../flux/objects/flux-kustomization.ts';
import { followedRef } from '../../flux/objects/followed-ref.ts';
import { sourceOf } from '../../flux/objects/sync.ts';
import type { InForce } from '../../flux/roots/in-force.ts';
import { entrypointsOf, type Inventory } from '../../flux/roots/inventory.ts';
import { fullName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Files } from '../../tree/files/files.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import { type Cluster, isThere } from '../find/cluster.ts';
import { findClusters } from '../find/find-clusters.ts';
import { likelyController, withLikely } from './likely-controller.ts';
import { renderOnce } from './render-clusters.ts';
import { spokesOf } from './spokes.ts';

/** A cluster on both sides of a change; a side without an inventory does not have the cluster. */
export interface ClusterSides {
  readonly cluster: Cluster;
  readonly before: Inventory | undefined;
  readonly after: Inventory | undefined;
  /** Whether the merge does not reach it: both sides are what it runs all the same. */
  readonly isUnreached?: boolean;
  /** Of a spoke: its hub, where that is there after the change. */
  readonly hub?: { readonly before: Inventory | undefined; readonly after: Inventory };
}

/** Gives what a cluster runs after the merge as Flux leaves it, not as the files say; `render` takes what is in force. */
export type Settle = (
  before: Inventory | undefined,
  after: Inventory,
  render: (inForce: InForce) => Inventory,
  cluster: Cluster,
) => Inventory;

/**
 * Renders every cluster of a fleet on both sides of a change, each hub followed by its spokes.
 *
 * @param baseBranch that the change is to be merged into, where that is known
 * @param settle what a cluster that is there after the change runs in the end; where absent, what the files say
 * @returns in promotion order
 * @throws Needs where an object has not been fetched yet
 */
export function renderFleet(
  { before, after }: { readonly before: Files; readonly after: Files },
  config: Config,
  baseBranch?: string,
  settle: Settle = (_, after) => after,
): readonly ClusterSides[] {
  const sides = [before, after];
  const clusters = findClusters(sides, config);
  const told = mapAll(sides, (files) => mapAll(clusters, (cluster) => renderedIn(files, cluster)));
  const likely = told.map(likelyController);
  return mapAll(clusters, (cluster, at) => {
    // Where what tells of its controllers cannot be rendered any more, it goes on with those that it had.
    const had = likelyController([told[0]?.[at]]);
    const [own = cluster, ownAfter = cluster] = told.map((all, side) =>
      withLikely(cluster, all[at], had ?? likely[side], told[0]?.[at]),
    );
    const is = ownAfter === cluster ? told[1]?.[at] : renderedIn(after, ownAfter);
    const ownBefore = syncedBefore(own, told[0]?.[at], is);
    const was = ownBefore === cluster ? told[0]?.[at] : renderedIn(before, ownBefore);
    const inventories = [was, is];
    if (is !== undefined && was !== is) {
      const applied = (inventory: Inventory) =>
        was === undefined ? inventory : withIgnoredFields(was, throughAppliedSource(was, inventory, after));
      inventories[1] = settle(was, applied(is), (inForce) => applied(renderOnce(after, ownAfter, inForce)), cluster);
    }
    const isUnreached = !isReached(was, is, baseBranch);
    const [, settled] = inventories;
    const hub = settled === undefined ? {} : { hub: { before: was, after: settled } };
    const spokes = spokesOf(cluster, inventories).map((each) => ({ ...each, ...hub }));
    return [{ cluster, inventories }, ...spokes].map((each) => ({ ...each, isUnreached }));
  })
    .flat()
    .map(({ inventories: [before, after], ...sides }) => {
      if (!sides.isUnreached) return { ...sides, before, after };
      const runs = before ?? after;
      return { ...sides, before: runs, after: runs };
    });
}

function renderedIn(files: Files, cluster: Cluster): Inventory | undefined {
  return isThere(files, cluster) ? renderOnce(files, cluster) : undefined;
}

/**
 * Where a change brings in what syncs a cluster, the cluster was synced by it before: what its entrypoint builds has not
 * moved, and the sources that are told to be this repository's were so already.
 *
 * @param was what the cluster ran before the change, as far as its files told then
 */
function syncedBefore(cluster: Cluster, was: Inventory | undefined, is: Inventory | undefined): Cluster {
  if (was === undefined || is === undefined || was.sync !== undefined || cluster.paths.length > 1) return cluster;
  const [[own], [other]] = [entrypointsOf(was), entrypointsOf(is)];
  if (own?.directory !== other?.directory || other?.flux === undefined) return cluster;
  const sources = ownSources(was, is);
  return { ...cluster, syncedBy: other.name, sources: [...cluster.sources, ...sources] };
}

/** The sources, the same on both sides, of what was taken for another repository's and is this one's. */
function ownSources(was: Inventory, is: Inventory): readonly string[] {
  const here = new Set(is.roots.flatMap(({ flux }) => (flux === undefined ? [] : [fullName(flux.sourceRef)])));
  const refs = new Map(was.external.map(({ flux: { sourceRef } }) => [fullName(sourceRef), sourceRef]));
  return [...refs].flatMap(([name, ref]) => (here.has(name) && isSameSource(ref, was, is) ? [name] : []));
}

function isSameSource(ref: SourceRef, was: Inventory, is: Inventory): boolean {
  const [one, other] = [was, is].map(({ objects }) => {
    const resources = objects.map(({ resource }) => resource);
    return nodeAt(sourceOf(ref, resources)?.node, 'spec');
  });
  return one !== undefined && other !== undefined && sameValue(one, other);
}

/**
 * Whether a merge into a branch reaches a cluster: it does not where the cluster follows another branch, a tag, a range
 * of versions or a commit. What the cluster follows before the merge decides, since that is where it sees the merge.
 *
 * @param before, after what the cluster runs; `undefined` where it is not there
 * @param baseBranch as `main`; `undefined`: not known, and every cluster is reached
 */
function isReached(
  before: Inventory | undefined,
  after: Inventory | undefined,
  baseBranch: string | undefined,
): boolean {
  const { sync, syncs = [sync] } = before ?? after ?? { sync: undefined };
  return baseBranch === undefined || syncs.some((each) => follows(each?.source, baseBranch));
}

/** An artifact of another kind is pushed by other tools: the branch is not known. */
function follows(source: Resource | undefined, branch: string): boolean {
  if (source === undefined || source.kind !== 'GitRepository') return true;
  const { kind, value } = followedRef(source.node);
  return kind === 'branch' && value === branch;
}
