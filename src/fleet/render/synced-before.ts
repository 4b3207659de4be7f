import type { SourceRef } from '../../flux/objects/flux-kustomization.ts';
import { sourceOf } from '../../flux/objects/sync.ts';
import { entrypointsOf, type Inventory } from '../../flux/roots/inventory.ts';
import { fullName } from '../../kubernetes/facts/object-ref.ts';
import { nodeAt } from '../../yaml/node/node-at.ts';
import { sameValue } from '../../yaml/print/same-value.ts';
import type { Cluster } from '../find/cluster.ts';

/**
 * Where a change brings in what syncs a cluster, the cluster was synced by it before: what its entrypoint builds has not
 * moved, and the sources that are told to be this repository's were so already.
 *
 * @param was what the cluster ran before the change, as far as its files told then
 * @returns the cluster with what the change tells of it
 */
export function syncedBefore(cluster: Cluster, was: Inventory | undefined, is: Inventory | undefined): Cluster {
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
  return [...refs].flatMap(([name, ref]) => (here.has(name) && isSame(ref, was, is) ? [name] : []));
}

function isSame(ref: SourceRef, was: Inventory, is: Inventory): boolean {
  const [one, other] = [was, is].map(({ objects }) => {
    const resources = objects.map(({ resource }) => resource);
    return nodeAt(sourceOf(ref, resources)?.node, 'spec');
  });
  return one !== undefined && other !== undefined && sameValue(one, other);
}
