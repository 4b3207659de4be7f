import { isHelmRelease } from '../../flux/helm/helm-release.ts';
import { valuesReferences } from '../../flux/helm/values-sources.ts';
import { isFilesSource } from '../../flux/objects/sync.ts';
import { type Inventory, type InventoryObject, makerOf, type Root } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import { searchRootsFor } from '../../flux/roots/search-roots.ts';
import { isInputProvider, isResourceSet } from '../../flux/sets/root/set-inputs.ts';
import { configKey } from '../../flux/variables/config-key.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { type DecidingObject, isSame } from './deciding-objects.ts';

/** Both sides of an object, of which at least one is there. */
export type DecidingMaker = Omit<DecidingObject, 'kind'>;

/** @returns whether a controller makes objects of an object by itself */
export function isMaker(resource: Resource): boolean {
  return isHelmRelease(resource) || isResourceSet(resource);
}

/**
 * @returns the HelmReleases and ResourceSets that differ, and what they are made from beside files: values, sources of
 *   charts, providers of inputs, APIs
 */
export function decidingMakers(before: Inventory, after: Inventory): readonly DecidingMaker[] {
  const sides = [before, after].map((side) => rootsAround(side).all.filter((root) => makerOf(root) === undefined));
  const makers = sides.flatMap((roots) => makersIn(roots));
  if (makers.length === 0) return [];
  const values = new Set(makers.flatMap(valuesOf));
  const [was = NONE, is = NONE] = sides.map((roots) => decidingIn(roots, values));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const pair = { key, was: was.get(key), is: is.get(key) };
    return pair.was !== undefined && pair.is !== undefined && isSame(pair.was, pair.is) ? [] : [pair];
  });
}

const NONE: ReadonlyMap<string, InventoryObject> = new Map();

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

function decidingIn(roots: readonly Root[], values: ReadonlySet<string>): ReadonlyMap<string, InventoryObject> {
  const keyed = (object: InventoryObject) => [configKey(object.root.cluster, object.resource), object] as const;
  const read =
    values.size === 0
      ? []
      : valuesIn(roots)
          .map(keyed)
          .filter(([key]) => values.has(key));
  return new Map([...decidingObjectsIn(roots).map(keyed), ...read]);
}
