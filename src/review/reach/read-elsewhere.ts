import { sourceElsewhere } from '../../flux/objects/source-elsewhere.ts';
import { isFilesSource } from '../../flux/objects/sync.ts';
import type { Inventory } from '../../flux/roots/inventory.ts';
import { listedNames } from '../../flux/sets/inputs/listed-names.ts';
import { isInputProvider } from '../../flux/sets/root/set-inputs.ts';
import { isMounted, mountOfKey, mountPath, shownPath, splitMounted } from '../../tree/sources/mount.ts';
import type { SourceTable } from '../../tree/sources/source-table.ts';
import { itemsAt, nodeAt } from '../../yaml/node/node-at.ts';
import type { ReadElsewhere } from '../contract/review.ts';

/**
 * What the renders of a fleet have read that stands elsewhere, and what it stood for.
 *
 * @param inventories of both sides, with the names of their clusters
 * @param sources what was resolved for the review; absent where nothing is
 */
export function readElsewhere(
  inventories: readonly { readonly name: string; readonly inventory: Inventory }[],
  sources: SourceTable | undefined,
): readonly ReadElsewhere[] {
  if (sources === undefined) return [];
  const clusters = new Map<string, Set<string>>();
  for (const { name, inventory } of inventories) {
    for (const mount of mountsIn(inventory)) {
      const key = splitMounted(mount).key;
      clusters.set(key, (clusters.get(key) ?? new Set()).add(name));
    }
  }
  const unverified = new Set(inventories.flatMap(({ inventory }) => [...unverifiedIn(inventory)]));
  const scheduled = new Set(inventories.flatMap(({ inventory }) => [...scheduledIn(inventory)]));
  const found = [...clusters].flatMap(([key, names]) => {
    const resolution = sources.resolutions.get(key);
    if (resolution === undefined || !('revision' in resolution)) return [];
    const { revision, follows } = resolution;
    return {
      reference: referenceOf(key),
      revision,
      clusters: [...names],
      ...(follows === undefined ? {} : { follows }),
    };
  });
  return found.map((each) => ({
    ...each,
    ...(unverified.has(each.reference) ? { unverified: true } : {}),
    ...(scheduled.has(each.reference) ? { scheduled: true } : {}),
  }));
}

/** @returns the references of sources that ask for a signature */
function unverifiedIn({ objects }: Inventory): readonly string[] {
  return objects.flatMap(({ resource }) => {
    const isSource = isFilesSource(resource) && nodeAt(resource.node, 'spec', 'verify') !== undefined;
    const source = isSource ? sourceElsewhere(resource) : undefined;
    return source !== undefined && 'kind' in source ? [shownPath(mountPath(source))] : [];
  });
}

/** @returns the references of providers of inputs that are asked for at set times alone */
function scheduledIn({ objects }: Inventory): readonly string[] {
  return objects.flatMap(({ resource }) => {
    if (!isInputProvider(resource) || itemsAt(resource.node, 'spec', 'schedule').length === 0) return [];
    const names = listedNames(resource);
    return names !== undefined && 'kind' in names ? [shownPath(mountPath(names))] : [];
  });
}

/** @returns the paths of all that the roots and the charts of a cluster have read elsewhere, or would have */
export function mountsIn({ roots, releases }: Inventory): ReadonlySet<string> {
  const mounts = new Set<string>();
  for (const { directory, reads } of roots) {
    for (const path of [directory, ...reads.keys()]) if (isMounted(path)) mounts.add(splitMounted(path).mount);
  }
  for (const { local } of releases)
    if (local !== undefined && isMounted(local.path)) mounts.add(splitMounted(local.path).mount);
  return mounts;
}

function referenceOf(key: string): string {
  return shownPath(mountOfKey(key));
}
