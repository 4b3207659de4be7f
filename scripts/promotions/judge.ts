import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { InventoryObject, Root } from '../../src/flux/roots/inventory.ts';
import type { Fleet } from '../../src/promotion/plan/fleet.ts';
import type { FileEdit, PlannedPromotion } from '../../src/promotion/plan/promotion.ts';
import { stageWords } from '../../src/promotion/plan/stage-words.ts';
import type { RealBuilds } from './real-builds.ts';
import { identity, type RealCluster, realCluster } from './real-cluster.ts';
import type { Trial } from './trials.ts';

/** A fleet as the real kustomize builds it, cluster by cluster. */
export type RealState = ReadonlyMap<string, RealCluster>;

export function realState(folder: string, fleet: Fleet, builds: RealBuilds): RealState {
  const own = fleet.clusters.filter(({ cluster }) => cluster.via === undefined);
  return new Map(own.map(({ cluster }) => [cluster.name, realCluster(folder, cluster.paths, builds)]));
}

/** Makes edits in a work tree, looks at it, and takes them back. */
export function edited<Result>(folder: string, edits: readonly FileEdit[], look: () => Result): Result {
  for (const { path, after } of edits) put(join(folder, path), after);
  try {
    return look();
  } finally {
    for (const { path, before } of edits) put(join(folder, path), before);
  }
}

function put(file: string, text: string | undefined): void {
  if (text === undefined) rmSync(file, { force: true });
  else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** @returns what is wrong with a patch, by what the real kustomize builds before and after it */
export function faultsOf(
  fleet: Fleet,
  { unit, cluster }: Trial,
  promotion: PlannedPromotion,
  [before, after]: readonly [RealState, RealState],
): readonly string[] {
  const faults: string[] = [];
  for (const [name, was] of before) {
    const is = after.get(name);
    if (is === undefined) continue;
    const gained = [...is.objects.keys()].filter((id) => !was.objects.has(id));
    for (const id of was.objects.keys()) if (!is.objects.has(id)) faults.push(`${name} loses ${id}`);
    for (const [id, text] of was.objects)
      if (is.objects.has(id) && is.objects.get(id) !== text) faults.push(`${name} changes ${id}`);
    for (const root of is.failed) if (!was.failed.has(root)) faults.push(`${name} does not build ${root}`);
    if (name !== cluster) faults.push(...gained.map((id) => `${name}, which was not asked for, gains ${id}`));
    else faults.push(...gainFaults(fleet, unit, promotion, name, gained, was));
  }
  return faults;
}

function gainFaults(
  fleet: Fleet,
  unit: string,
  { source, notes }: PlannedPromotion,
  target: string,
  gained: readonly string[],
  was: RealCluster,
): readonly string[] {
  const from = fleet.clusters.find(({ cluster }) => cluster.name === source);
  const to = fleet.clusters.find(({ cluster }) => cluster.name === target);
  if (from === undefined || to === undefined) return ['no source is named'];
  const words = new Set([...stageWords(from.cluster), ...stageWords(to.cluster)]);
  const bare = (id: string) =>
    id
      .split(/([^A-Za-z0-9]+)/)
      .map((part) => (words.has(part) ? '*' : part))
      .join('');
  const isUnit = (object: InventoryObject) => fleet.units.of(object) === unit;
  const roots = from.inventory.roots.filter((root) => isOwnRoot(root, from.inventory.objects, isUnit));
  const runs = from.inventory.objects
    .filter((object) => isUnit(object) || roots.includes(object.root))
    .map(({ resource: { gvk, kind, namespace, name } }) => identity(gvk.group, kind, namespace, name));
  const wanted = new Set(runs.map(bare));
  const got = new Set(gained.map(bare));
  const there = new Set([...was.objects.keys()].map(bare));
  const isFlux = (id: string) => id.startsWith('kustomize.toolkit.fluxcd.io/Kustomization ');
  // A difference that the patch names and gives a reason for is not a fault.
  const isNamed = (id: string) =>
    notes.some((note) => note.includes(`\`${id.replace(/^[^/]*\//, '').replace(/ .*\//, '/')}\``));
  const over = gained.filter((id) => !wanted.has(bare(id)) && !isFlux(id) && !isNamed(id));
  const missing = runs.filter((id) => !got.has(bare(id)) && !there.has(bare(id)) && !isFlux(id) && !isNamed(id));
  const nothing = gained.length === 0 ? [`${target} gains nothing`] : [];
  return [...nothing, ...over.map((id) => `over-gain ${id}`), ...missing.map((id) => `half unit, lacks ${id}`)];
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
