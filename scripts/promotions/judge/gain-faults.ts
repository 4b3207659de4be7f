import type { InventoryObject, Root } from '../../../src/flux/roots/inventory.ts';
import type { Fleet } from '../../../src/promotion/plan/fleet.ts';
import type { PlannedPromotion } from '../../../src/promotion/plan/promotion.ts';
import { stageWords } from '../../../src/promotion/plan/stage-words.ts';
import type { RealState } from '../real/real-cluster.ts';
import { fluxDirectory, identity, type RealCluster } from '../real/real-cluster.ts';
import type { Trial } from '../trials.ts';
import { Named } from './named.ts';
import { valueFaults } from './value-faults.ts';
import { withoutWords } from './without-words.ts';

/** @returns what is wrong with what a target gains: it should be the unit, object for object, as the source runs it */
export function gainFaults(
  fleet: Fleet,
  { unit, cluster: target }: Trial,
  { source, notes, values, edits }: PlannedPromotion,
  [before, after]: readonly [RealState, RealState],
): readonly string[] {
  const from = fleet.clusters.find(({ cluster }) => cluster.name === source);
  const to = fleet.clusters.find(({ cluster }) => cluster.name === target);
  const [was, is, running] = [before.get(target), after.get(target), before.get(source ?? '')];
  if (from === undefined || to === undefined) return ['no source is named'];
  if (was === undefined || is === undefined || running === undefined) return [];
  const bare = withoutWords([...stageWords(from.cluster), ...stageWords(to.cluster)]);
  const named = new Named({ notes, values });
  const gained = [...is.objects.keys()].filter((id) => !was.objects.has(id));
  const isUnit = (object: InventoryObject) => fleet.units.of(object) === unit;
  const roots = from.inventory.roots.filter((root) => isOwnRoot(root, from.inventory.objects, isUnit));
  const runs = from.inventory.objects
    .filter((object) => isUnit(object) || roots.includes(object.root))
    .map(({ resource: { gvk, kind, namespace, name } }) => identity(gvk.group, kind, namespace, name));
  const wanted = new Set(runs.map(bare));
  const got = new Set(gained.map(bare));
  const there = new Set([...was.objects.keys()].map(bare));
  // What comes with a new list stands in it, not below one of its FluxKustomizations.
  const isBelow = (id: string) =>
    [...(is.objects.get(id)?.owners.keys() ?? [])].some((owner) => gained.includes(owner));
  const isSaid = (id: string) => named.isAdded(id) && !(named.isBrought(id) && isBelow(id));
  const over = gained.filter((id) => !wanted.has(bare(id)) && !isFlux(id) && !isSaid(id));
  const missing = runs.filter(
    (id) => !got.has(bare(id)) && !there.has(bare(id)) && !isFlux(id) && !named.isLeftOut(id),
  );
  return [
    ...(gained.length === 0 ? [`${target} gains nothing`] : []),
    ...over.map((id) => `over-gain ${id}`),
    ...missing.map((id) => `half unit, lacks ${id}`),
    ...gained.filter(isFlux).flatMap((id) => fluxFaults(id, is, running, bare)),
    ...gained.flatMap((id) => ownerFaults(id, is, running, bare)),
    ...valueFaults({ fleet, target, source: from.cluster.name, named, edits }, gained, [before, after]),
  ];
}

function isFlux(id: string): boolean {
  return id.startsWith('kustomize.toolkit.fluxcd.io/Kustomization ');
}

/** A FluxKustomization comes with what it builds, and the source has its like; what that leads to may be elsewhere. */
function fluxFaults(
  id: string,
  { objects }: RealCluster,
  running: RealCluster,
  bare: (id: string) => string,
): readonly string[] {
  const object = objects.get(id);
  const directory = object === undefined ? undefined : fluxDirectory(object.written);
  const like = [...running.objects.keys()].find((each) => bare(each) === bare(id));
  const isLeading = (cluster: RealCluster['objects'], name: string): boolean =>
    [...cluster.values()].some(({ owners }) => owners.has(name));
  const isElsewhere = like !== undefined && !isLeading(running.objects, like);
  return [
    ...(isLeading(objects, id) || isElsewhere || directory?.includes('$') === true ? [] : [`${id} leads to nothing`]),
    ...(like === undefined ? [`over-gain ${id}`] : []),
  ];
}

function ownerFaults(
  id: string,
  { objects }: RealCluster,
  running: RealCluster,
  bare: (id: string) => string,
): readonly string[] {
  const owners = objects.get(id)?.owners.size ?? 0;
  const most = Math.max(
    1,
    ...[...running.objects].map(
      ([
        each,
        {
          owners: { size },
        },
      ]) => (bare(each) === bare(id) ? size : 1),
    ),
  );
  return owners > most ? [`${id} has ${owners} owners`] : [];
}

/** What a unit's own FluxKustomization takes from components comes with the unit. */
function isOwnRoot(root: Root, objects: readonly InventoryObject[], isUnit: (object: InventoryObject) => boolean) {
  const inside = objects.filter(
    (object) => object.root === root && `${object.resource.trail.origin.path}/`.startsWith(`${root.directory}/`),
  );
  return (
    root.flux !== undefined &&
    inside.some(isUnit) &&
    inside.every((each) => isUnit(each) || each.resource.kind === 'Kustomization')
  );
}
