import type { Files } from '../../tree/files/files.ts';
import { artifactProblems } from '../artifact/missing-directories.ts';
import { nameOf } from '../objects/flux-kustomization.ts';
import { entrypointsOf, type Inventory, type Root, syncsIn } from '../roots/inventory.ts';
import { objectsOf } from '../roots/search-roots.ts';

/**
 * A merge reaches a cluster through its source as the cluster has it: directories that still stand in its list, and that
 * the merge takes away together with their mention, leave it without an artifact, and so without the shorter list.
 *
 * @param before, after what the cluster runs on both sides of the merge
 * @param files those after the merge
 * @returns what it runs after the merge, its entrypoint with the problem where there is one
 * @throws Needs where an object has not been fetched yet
 */
export function throughAppliedSource(before: Inventory, after: Inventory, files: Files): Inventory {
  if (before === after) return after;
  return syncsIn(before).reduce((inventory, { flux, source }) => {
    const entrypoints = entrypointsOf(inventory);
    const own = entrypoints.find(({ name }) => name === nameOf(flux));
    const entry = own ?? entrypoints.find((each) => each.flux !== undefined) ?? entrypoints[0];
    if (entry === undefined) return inventory;
    const known = new Set(entry.problems.map(({ message }) => message));
    const problems = artifactProblems(files, source).filter(({ message }) => !known.has(message));
    if (problems.length === 0) return inventory;
    return withRoot(inventory, entry, { ...entry, problems: [...entry.problems, ...problems] });
  }, after);
}

function withRoot(inventory: Inventory, root: Root, other: Root): Inventory {
  const exchanged = (each: Root) => (each === root ? other : each);
  const roots = inventory.roots.map(exchanged);
  return {
    ...inventory,
    roots,
    above: inventory.above.map(exchanged),
    objects: roots.flatMap(objectsOf),
    spokes: new Map([...inventory.spokes].map(([name, spoke]) => [name, withRoot(spoke, root, other)])),
  };
}
