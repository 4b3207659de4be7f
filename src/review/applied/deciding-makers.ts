import { isHelmRelease } from '../../flux/helm/helm-release.ts';
import { valuesReferences } from '../../flux/helm/values-sources.ts';
import { isFilesSource } from '../../flux/objects/sync.ts';
import { type Inventory, type InventoryObject, makerOf, type Root } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import { searchRootsFor } from '../../flux/roots/search-roots.ts';
import { isInputProvider, isResourceSet } from '../../flux/sets/root/set-inputs.ts';
import { configKey } from '../../flux/variables/config-key.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { type DecidingObject, isUntouched } from './deciding-objects.ts';

/** Both sides of an object, of which at least one is there. */
export interface DecidingMaker extends Omit<DecidingObject, 'kind'> {
  /** As each root that holds it after the merge has it. */
  readonly holders: readonly InventoryObject[];
}

/** @returns whether a controller makes objects of an object by itself */
export function isMaker(resource: Resource): boolean {
  return isHelmRelease(resource) || isResourceSet(resource);
}

/**
 * @returns the HelmReleases and ResourceSets that differ or move, and what they are made from beside files: values, sources of
 *   charts, providers of inputs, APIs
 */
export function decidingMakers(before: Inventory | undefined, after: Inventory): readonly DecidingMaker[] {
  const sides = [before, after].map((side) => {
    return side === undefined ? [] : rootsAround(side).all.filter((root) => makerOf(root) === undefined);
  });
  const makers = sides.flatMap((roots) => makersIn(roots));
  if (makers.length === 0) return [];
  const values = new Set(makers.flatMap(valuesOf));
  const [was = NONE, is = NONE] = sides.map((roots) => decidingIn(roots, values));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const holders = is.get(key) ?? [];
    const pair = { key, was: was.get(key)?.at(-1), is: holders.at(-1), holders };
    return pair.was !== undefined && pair.is !== undefined && isUntouched(pair.was, pair.is) ? [] : [pair];
  });
}

type Held = ReadonlyMap<string, readonly InventoryObject[]>;

const NONE: Held = new Map();

const makersIn = searchRootsFor(isMaker);

const decidingObjectsIn = searchRootsFor(
  (each) =>
    isMaker(each) || isFilesSource(each) || isInputProvider(each) || each.gvk.kind === 'CustomResourceDefinition',
);

const valuesIn = searchRootsFor(({ apiVersion, kind }) => apiVersion === 'v1' && /^(ConfigMap|Secret)$/.test(kind));

function valuesOf({ resource, root: { cluster } }: InventoryObject): readonly string[] {
  if (!isHelmRelease(resource)) return [];
  const { namespace } = resource;
  return valuesReferences(resource.node).map(({ kind, name }) => configKey(cluster, { kind, namespace, name }));
}

function decidingIn(roots: readonly Root[], values: ReadonlySet<string>): Held {
  const keyed = (object: InventoryObject) => [configKey(object.root.cluster, object.resource), object] as const;
  const read =
    values.size === 0
      ? []
      : valuesIn(roots)
          .map(keyed)
          .filter(([key]) => values.has(key));
  const found = new Map<string, InventoryObject[]>();
  for (const [key, object] of [...decidingObjectsIn(roots).map(keyed), ...read]) {
    const known = found.get(key);
    if (known === undefined) found.set(key, [object]);
    else known.push(object);
  }
  return found;
}
