import { variableSources } from '../../flux/kustomization/variables-for.ts';
import { isArtifactGenerator } from '../../flux/objects/artifact-generator.ts';
import { isFluxKustomization, nameOf } from '../../flux/objects/flux-kustomization.ts';
import { isFilesSource } from '../../flux/objects/sync.ts';
import { specKey } from '../../flux/roots/in-force.ts';
import type { Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import { rootsAround } from '../../flux/roots/root-index.ts';
import { configKey } from '../../flux/variables/config-key.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { searchFor } from '../../kustomize/model/search-for.ts';
import { sameValue } from '../../yaml/print/same-value.ts';

/** An object that decides what others are, and that a merge changes; at least one of its sides is there. */
export interface DecidingObject {
  readonly kind: 'spec' | 'config' | 'source';
  /** By which it is found where it is in force. */
  readonly key: string;
  readonly was: InventoryObject | undefined;
  readonly is: InventoryObject | undefined;
}

/** @returns the FluxKustomizations and sources, of variables and of files, that differ or move: what a root that applies nothing keeps back. */
export function decidingObjects(before: Inventory | undefined, after: Inventory): readonly DecidingObject[] {
  const used = new Set([before, after].flatMap((side) => (side === undefined ? [] : sourcesIn(side))));
  const [was, is] = [before && decidingIn(before, used), decidingIn(after, used)];
  return [...new Set([...(was?.keys() ?? []), ...is.keys()])].flatMap((key) => {
    const pair = { was: was?.get(key), is: is.get(key) };
    if (pair.was !== undefined && pair.is !== undefined && isUntouched(pair.was, pair.is)) return [];
    return [{ kind: kindOf(pair.was ?? pair.is), key, ...pair }];
  });
}

function kindOf(object: InventoryObject | undefined): DecidingObject['kind'] {
  if (object !== undefined && givesFiles(object.resource)) return 'source';
  return object !== undefined && isFluxKustomization(object.resource) ? 'spec' : 'config';
}

function givesFiles(resource: Resource): boolean {
  return isFilesSource(resource) || isArtifactGenerator(resource);
}

const givingFilesIn = searchFor((each) => isFluxKustomization(each) || givesFiles(each));

/** What variables are taken from is a ConfigMap or a Secret. */
const maybeDecidingIn = searchFor(
  (each) =>
    isFluxKustomization(each) ||
    givesFiles(each) ||
    (each.apiVersion === 'v1' && /^(ConfigMap|Secret)$/.test(each.kind)),
);

/** @returns whether an object has the same content on both sides */
export function isSame({ resource: a }: InventoryObject, { resource: b }: InventoryObject): boolean {
  return a.node === b.node || sameValue(a.node, b.node);
}

/** @returns whether it has, and a root of the same name holds it */
export function isUntouched(was: InventoryObject, is: InventoryObject): boolean {
  return was.root.name === is.root.name && isSame(was, is);
}

function sourcesIn(inventory: Inventory): readonly string[] {
  return rootsAround(inventory).all.flatMap(({ flux, home, kept }) =>
    [flux, kept?.merged].flatMap(
      (each) => (each && variableSources(each))?.map((source) => configKey(home, source)) ?? [],
    ),
  );
}

/** The sync of a cluster is its own: no other root holds it back. */
function decidingIn(inventory: Inventory, used: ReadonlySet<string>): ReadonlyMap<string, InventoryObject> {
  const found = new Map<string, InventoryObject>();
  for (const root of rootsAround(inventory).all) {
    for (const resource of (used.size === 0 ? givingFilesIn : maybeDecidingIn)([root.resources])) {
      const key = isFluxKustomization(resource) ? specKey(root.cluster, resource) : configKey(root.cluster, resource);
      const isOwn = root.flux !== undefined && key === `${root.home} ${nameOf(root.flux)}`;
      const isUsed = givesFiles(resource) || (resource.apiVersion === 'v1' && used.has(key));
      if ((isFluxKustomization(resource) ? !isOwn : isUsed) && !found.has(key)) found.set(key, { resource, root });
    }
  }
  return found;
}
