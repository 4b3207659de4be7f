import type { Inventory, InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import type { Minor } from '../../kubernetes/api/kubernetes-version.ts';
import { failsInCluster } from '../../kustomize/model/only-here.ts';
import { sortPairs } from '../cluster/sort-pairs.ts';
import { ObjectPairs } from '../diff/pair.ts';
import { effectOfChange } from '../effects/change-effect.ts';
import { FrozenFields } from '../effects/crd-frozen-fields.ts';
import { isLeftAlone } from '../effects/exempt.ts';
import { certainStates } from '../effects/races.ts';
import { rejectionsOf, titlesOf } from '../effects/rejections.ts';
import { ReleaseEffects } from '../effects/release-effects.ts';
import { RetainedVolumes } from '../effects/retained-volumes.ts';
import { RootStates } from '../effects/root-states.ts';
import { stoppedRoots } from '../order/stopped-roots.ts';
import { refusedObjects } from '../refused/refused-objects.ts';

const NOTHING: ReadonlyMap<string, string> = new Map();

/** @returns the roots that apply nothing for a reason that shows without a look at what they change. */
export function plainlyHeld(after: Inventory, states: RootStates): ReadonlySet<Root> {
  const isApplied = ({ resource, root }: InventoryObject) => !states.isSuspended(root) && !isLeftAlone(resource, true);
  return heldBy(after, states, (cluster) => {
    return titlesOf(rejectionsOf([], [...refusedObjects(cluster).keys()].filter(isApplied), cluster.controllers));
  });
}

/** @returns the roots that apply nothing: those, and what stops at an object that the API server rejects. */
export function heldRoots(
  before: Inventory,
  after: Inventory,
  states: RootStates,
  minor: Minor | undefined,
): ReadonlySet<Root> {
  return heldBy(after, states, (cluster, name) => {
    const was = name === undefined ? before : before.spokes.get(name);
    return was === undefined ? NOTHING : rejectedIn(was, cluster, minor);
  });
}

function heldBy(
  after: Inventory,
  states: RootStates,
  rejected: (cluster: Inventory, spoke?: string) => ReadonlyMap<string, string>,
): ReadonlySet<Root> {
  const clusters = [[after, undefined] as const, ...[...after.spokes].map(([name, spoke]) => [spoke, name] as const)];
  const stopped = clusters.flatMap(([cluster, name]) => {
    const stops = stoppedRoots(cluster, certainStates(states), rejected(cluster, name));
    return cluster.roots.filter((root) => stops.has(root.name));
  });
  const held = rootsAround(after).all.filter((root) => failsInCluster(root.problems) || states.isSuspended(root));
  return new Set([...stopped, ...held]);
}

function rejectedIn(before: Inventory, after: Inventory, minor: Minor | undefined): ReadonlyMap<string, string> {
  const states = new RootStates(before, after, minor);
  const frozen = new FrozenFields(before, after);
  const releases = new ReleaseEffects(before, after);
  const volumes = new RetainedVolumes(before, after);
  const { changed } = sortPairs(new ObjectPairs(before.objects, after.objects, false).all);
  const effects = changed.map((change) => [change, effectOfChange(change, states, frozen, releases, volumes)] as const);
  return titlesOf(rejectionsOf(effects, states.refused, after.controllers));
}
