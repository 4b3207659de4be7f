import type { Files } from '../../tree/files/files.ts';
import { artifactProblems } from '../artifact/missing-directories.ts';
import { entrypointsOf, type Inventory, type Root } from '../roots/inventory.ts';

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
  const entrypoints = entrypointsOf(after);
  const entry = entrypoints.find(({ flux }) => flux !== undefined) ?? entrypoints[0];
  if (entry === undefined || before === after) return after;
  const known = new Set(entry.problems.map(({ message }) => message));
  const problems = artifactProblems(files, before.sync?.source).filter(({ message }) => !known.has(message));
  if (problems.length === 0) return after;
  const stopped = { ...entry, problems: [...entry.problems, ...problems] };
  return withRoot(after, entry, stopped);
}

function withRoot(inventory: Inventory, root: Root, other: Root): Inventory {
  const exchanged = (each: Root) => (each === root ? other : each);
  return {
    ...inventory,
    roots: inventory.roots.map(exchanged),
    above: inventory.above.map(exchanged),
    objects: inventory.objects.map((object) => (object.root === root ? { ...object, root: other } : object)),
    spokes: new Map([...inventory.spokes].map(([name, spoke]) => [name, withRoot(spoke, root, other)])),
  };
}
