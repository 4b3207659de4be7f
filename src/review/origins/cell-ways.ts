import {
  type Inventory,
  type InventoryObject,
  linksOf,
  makerOf,
  type Root,
  rootTitle,
  wayInto,
} from '../../flux/roots/inventory.ts';
import { plainTitle } from '../../kubernetes/facts/object-ref.ts';
import type { FileLine } from '../../kustomize/model/origin.ts';
import { onceEach } from '../../memo/by-value.ts';
import { placeOfAnyVersion } from '../../tree/sources/mount.ts';

/** How objects get into a cluster. */
export interface CellWay {
  /** From the entrypoint inwards. */
  readonly steps: readonly WayStep[];
  readonly objects: readonly string[];
}

export interface WayStep {
  /** What Flux makes of that line, as `Kustomization flux-system/apps`; empty for an entry of a kustomization. */
  readonly what: string;
  readonly place: FileLine;
}

/**
 * @returns the ways on which some objects get into their cluster, each once: entries of the same kustomizations are one way,
 *   and what a chart makes comes with its release
 */
export function waysInto(objects: readonly InventoryObject[], inventory: Inventory): readonly CellWay[] {
  const ways = new Map<string, CellWay>();
  for (const object of objects) {
    const written = writtenOf(object);
    const steps = stepsTo(written, inventory);
    const key = JSON.stringify(steps.map(({ what, place: { path } }) => [what, path]));
    const title = plainTitle(written.resource);
    const known = ways.get(key);
    const titles = known?.objects ?? [];
    ways.set(key, {
      steps: known === undefined ? steps : alike(known.steps, steps),
      objects: titles.includes(title) ? titles : [...titles, title],
    });
  }
  return [...ways.values()];
}

/** Of entries of one file that differ, the file alone is on the way of all. */
function alike(steps: readonly WayStep[], others: readonly WayStep[]): readonly WayStep[] {
  return steps.map((step, index) => {
    const { path, line } = step.place;
    return line === others[index]?.place.line ? step : { ...step, place: { path, line: undefined } };
  });
}

/** @returns what stands in a file: an object itself, or what a controller makes it of */
export function writtenOf(object: InventoryObject): InventoryObject {
  const maker = makerOf(object.root);
  return maker === undefined ? object : writtenOf(maker);
}

function stepsTo({ resource, root }: InventoryObject, inventory: Inventory): readonly WayStep[] {
  const titles = titlesIn(inventory);
  const way = [...wayInto(root), ...linksOf(resource)];
  const { path, line } = resource.trail.origin;
  const isStep = resource.trail.origin.generated || titles.has(keyOf({ path, line }));
  const end = isStep ? [{ path, line }] : [];
  const entrypoint = entrypointOf(root, inventory);
  return [
    { what: rootTitle(entrypoint), place: { path: placeOfAnyVersion(entrypoint.directory) || '.', line: undefined } },
    ...[...way, ...end].map((place) => ({ what: titles.get(keyOf(place)) ?? '', place })),
  ];
}

function entrypointOf(root: Root, { roots, above }: Inventory): Root {
  const all = [...above, ...roots];
  const seen = new Set<Root>();
  let at = root;
  while (at.parent !== undefined && !seen.has(at)) {
    seen.add(at);
    const { parent } = at;
    at = all.find(({ name }) => name === parent) ?? at;
  }
  return at;
}

/** The roots of a cluster by the line that says what each of them is made of. */
const titlesIn = onceEach(({ roots, above }: Inventory): ReadonlyMap<string, string> => {
  const titles = new Map<string, string>();
  for (const root of [...above, ...roots]) {
    const made = makerOf(root)?.resource;
    const place = made?.trail.origin ?? root.flux?.resource.trail.origin;
    if (place === undefined) continue;
    const line = made === undefined ? (root.flux?.line ?? place.line) : place.line;
    titles.set(keyOf({ path: place.path, line }), rootTitle(root));
  }
  return titles;
});

function keyOf({ path, line }: FileLine): string {
  return `${path}:${line}`;
}
