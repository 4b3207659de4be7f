import type { Cluster } from '../fleet/find-clusters.ts';
import type { Units } from '../fleet/units.ts';
import type { Inventory, InventoryObject } from '../flux/inventory.ts';
import { chainOfChange, shownChain } from './change-chain.ts';
import { effectOfApply, effectOfLoss } from './effect.ts';
import { effectDigest } from './effect-digest.ts';
import { fieldChanges, type NodeChange } from './field-changes.ts';
import { shownChange } from './mask.ts';
import { countOpaque } from './opaque-objects.ts';
import { type Pair, pairObjects } from './pair.ts';
import type { Changed, ClusterReview, External, Gained, Lost, Moved } from './review-contract.ts';
import { unknownRoots } from './unknown-roots.ts';

/** A cluster on both sides; a side without an inventory does not have the cluster. */
export interface ClusterSides {
  readonly cluster: Cluster;
  readonly before: Inventory | undefined;
  readonly after: Inventory | undefined;
}

/**
 * What a change does to one cluster: which objects it gains, loses, changes or moves, and what is not known.
 *
 * @param units names what people promote
 * @param key of the digest by which two equal effects are known to be equal
 */
export function compareCluster({ cluster, before, after }: ClusterSides, units: Units, key: Uint8Array): ClusterReview {
  const unknown = unknownRoots(before, after);
  const known = (side: Inventory | undefined): readonly InventoryObject[] =>
    side?.objects.filter(({ root }) => !unknown.covers(root, side)) ?? [];
  const changes: Changes = { gained: [], lost: [], changed: [], moved: [], fields: new Map() };
  const rootsAfter = after && new Set(after.roots.map((root) => root.name));
  for (const pair of pairObjects(known(before), known(after))) sortIn(pair, changes, units, rootsAfter);
  return {
    path: cluster.path,
    status: statusOf({ cluster, before, after }),
    protected: cluster.protected,
    roots: after?.roots.length ?? 0,
    objects: { before: before?.objects.length ?? 0, after: after?.objects.length ?? 0 },
    gained: changes.gained,
    lost: changes.lost,
    changed: changes.changed,
    moved: changes.moved,
    affected: [],
    opaque: countOpaque(after ?? before),
    external: (after ?? before)?.external.map(externalRoot) ?? [],
    ignored: 0,
    unresolved: [...unknown.unresolved],
    digest: effectDigest(changes, unknown.unresolved, key),
  };
}

interface Changes {
  readonly gained: Gained[];
  readonly lost: Lost[];
  readonly changed: Changed[];
  readonly moved: Moved[];
  /** The values behind `changed`, which are not all shown. */
  readonly fields: Map<Changed | Gained, readonly NodeChange[]>;
}

function sortIn(
  { before, after }: Pair,
  into: Changes,
  units: Units,
  rootsAfter: ReadonlySet<string> | undefined,
): void {
  if (after === undefined) {
    if (before === undefined) return;
    // Flux does not find the path of a cluster that is gone from the repository: it fails, and prunes nothing.
    const effect = rootsAfter === undefined ? 'orphaned' : effectOfLoss(before, !rootsAfter.has(before.root.name));
    into.lost.push({ ...shared(before, units), effect, chain: shownChain(before) });
    return;
  }
  const common = shared(after, units);
  if (before === undefined) {
    const gained = { ...common, effect: effectOfApply(after.root, 'created'), chain: shownChain(after) };
    into.gained.push(gained);
    into.fields.set(gained, [{ segments: [], before: undefined, after: after.resource.node }]);
    return;
  }
  const changes = fieldChanges(before.resource.node, after.resource.node);
  const hasMoved = stand(before) !== stand(after);
  if (changes.length > 0) {
    const changed = changedObject(before, after, changes, common, hasMoved);
    into.changed.push(changed);
    into.fields.set(changed, changes);
  } else if (hasMoved) {
    const effect = effectOfApply(after.root, 'updated');
    into.moved.push({ ...common, effect, chain: shownChain(after), from: endOf(before), to: endOf(after) });
  }
}

function changedObject(
  before: InventoryObject,
  after: InventoryObject,
  changes: readonly NodeChange[],
  common: ReturnType<typeof shared>,
  hasMoved: boolean,
): Changed {
  const previous = {
    ...(before.resource.apiVersion === after.resource.apiVersion ? {} : { apiVersion: before.resource.apiVersion }),
    ...(before.resource.name === after.resource.name ? {} : { name: before.resource.name }),
  };
  const isSet = changes.some((change) => change.after?.place !== undefined);
  return {
    ...common,
    effect: effectOfApply(after.root, 'updated'),
    chain: isSet ? chainOfChange(after, changes, 'after') : chainOfChange(before, changes, 'before'),
    ...(Object.keys(previous).length === 0 ? {} : { previous }),
    ...(hasMoved ? { movedFrom: endOf(before) } : {}),
    fields: changes.map((change) => shownChange(change, after.resource)),
  };
}

function shared(object: InventoryObject, units: Units) {
  const { resource, root } = object;
  const unit = units.of(object);
  return {
    apiVersion: resource.apiVersion,
    kind: resource.kind,
    ...(resource.namespace === '' ? {} : { namespace: resource.namespace }),
    name: resource.name,
    ...(unit === undefined ? {} : { unit }),
    root: root.directory,
  };
}

/** Where an object stands: its root, that root's directory, its file. In another place it has moved. */
function stand({ resource, root }: InventoryObject): string {
  return [root.name, root.directory, resource.trail.origin.path].join('\n');
}

function endOf({ resource, root }: InventoryObject) {
  const { path, line } = resource.trail.origin;
  return { root: root.directory, path, ...(line === undefined ? {} : { line }) };
}

function externalRoot({ flux }: Inventory['external'][number]): External {
  const { kind, namespace, name } = flux.sourceRef;
  return {
    root: `${flux.namespace}/${flux.name}`,
    source: `${kind}/${namespace}/${name}`,
    ...(flux.path === '' ? {} : { path: flux.path }),
  };
}

function statusOf({ before, after }: ClusterSides): ClusterReview['status'] {
  if (before === undefined && after === undefined) return 'absent';
  const failed = [before, after].some((side) => {
    const entry = side?.roots[0];
    return entry !== undefined && entry.problems.length > 0 && entry.resources.length === 0;
  });
  if (failed) return 'failed';
  const isUnknown = [before, after].some((side) => side?.roots.some((root) => root.problems.length > 0));
  return isUnknown ? 'unresolved' : 'rendered';
}
