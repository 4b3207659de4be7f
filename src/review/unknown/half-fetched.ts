import { nameOf } from '../../flux/objects/flux-kustomization.ts';
import { releaseRootName } from '../../flux/releases/release-root.ts';
import { type Inventory, type InventoryObject, makerOf, type Root } from '../../flux/roots/inventory.ts';
import { rootKey, rootsAround } from '../../flux/roots/root-index.ts';
import { isResourceSet } from '../../flux/sets/root/set-inputs.ts';
import { setRootName } from '../../flux/sets/root/set-root.ts';
import { refKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { isMounted } from '../../tree/sources/mount.ts';

/**
 * Leaves out what was fetched, or rendered, on one side alone: whether the other side has it too is not known, as what its root refers to
 * there could not be had. Nothing of it is claimed to be lost or gained.
 *
 * @param own what is rendered of a side
 * @param objects of it
 * @param others the objects of the other one
 * @param other what is rendered of it
 */
export function withoutHalfFetched(
  own: Inventory | undefined,
  objects: readonly InventoryObject[],
  others: readonly InventoryObject[],
  other: Inventory | undefined,
): readonly InventoryObject[] {
  const lacking = new Set(
    (other?.roots ?? []).filter(({ gaps }) => gaps.some(({ code }) => code === 'remote-base')).map(rootKey),
  );
  const unfetched = new Set([...rootsOfUnfetched(own, other), ...rootsOfUnrendered(own, other)]);
  if (lacking.size + unfetched.size === 0) return objects;
  const there = new Set(others.map(({ resource }) => keyOf(resource)));
  return objects.filter(
    ({ resource, root }) =>
      (!unfetched.has(root) && !(isMounted(resource.trail.origin.path) && lacking.has(rootKey(root)))) ||
      there.has(keyOf(resource)),
  );
}

/** @returns the roots that a source of Flux was fetched for and that are not fetched on the other side, with all below them */
function rootsOfUnfetched(own: Inventory | undefined, other: Inventory | undefined): ReadonlySet<Root> {
  const names = new Set(other?.external.map(({ flux }) => nameOf(flux)) ?? []);
  if (own === undefined || names.size === 0) return NONE;
  const index = rootsAround(own);
  const isUnfetched = (root: Root): boolean => {
    const seen = new Set<Root>();
    for (let at: Root | undefined = root; at !== undefined && !seen.has(at); at = index.parentOf(at)) {
      if (at.flux !== undefined && isMounted(at.flux.path) && names.has(at.name)) return true;
      seen.add(at);
    }
    return false;
  };
  return new Set(own.roots.filter(isUnfetched));
}

/** @returns the roots of releases and ResourceSets of which nothing is known on the other side, with all below them */
function rootsOfUnrendered(own: Inventory | undefined, other: Inventory | undefined): ReadonlySet<Root> {
  const unrendered = (other?.releases ?? []).filter((release) => release.unrendered !== undefined);
  const unmade = (other?.generators ?? []).filter(({ resource }) => isResourceSet(resource));
  if (own === undefined || unrendered.length + unmade.length === 0) return NONE;
  const names = new Set([
    ...unrendered.map(({ resource }) => releaseRootName(resource)),
    ...unmade.map(({ resource }) => setRootName(resource)),
  ]);
  const index = rootsAround(own);
  const isUnrendered = (root: Root): boolean => {
    const parent = index.parentOf(root);
    return (makerOf(root) !== undefined && names.has(root.name)) || (parent !== undefined && isUnrendered(parent));
  };
  return new Set(own.roots.filter(isUnrendered));
}

const NONE: ReadonlySet<Root> = new Set();

/** What is generated is the same by whatever hash. */
function keyOf({ gvk: { group, kind }, namespace, name, trail }: Resource): string {
  const own = trail.generated?.needsHash === true ? (trail.previousIds.at(-1)?.name ?? name) : name;
  return refKey({ group, kind, namespace, name: own });
}
