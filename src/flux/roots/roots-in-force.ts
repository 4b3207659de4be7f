import type { Resource } from '../../kustomize/model/resource.ts';
import type { Release } from '../helm/releases.ts';
import { configKey } from '../variables/config-key.ts';
import type { MakersInForce } from './in-force.ts';
import type { InventoryObject, Root } from './inventory.ts';
import { rootKey } from './root-index.ts';

/**
 * Gives what HelmReleases and ResourceSets are made from: the controllers read the objects that are in the cluster.
 *
 * @param roots as the files say
 * @param makers what the cluster holds otherwise
 * @returns the roots with what is in force in them, and with what stays of those that are gone
 * @see fluxcd/helm-controller internal/controller HelmReleaseReconciler.Reconcile
 */
export function rootsInForce(roots: readonly Root[], makers: MakersInForce | undefined): readonly Root[] {
  if (makers === undefined || makers.instead.size + makers.left.length === 0) return roots;
  const left = new Map<string, InventoryObject[]>();
  for (const each of makers.left) {
    const key = rootKey(each.root);
    left.set(key, [...(left.get(key) ?? []), each]);
  }
  const there = new Set(roots.map(rootKey));
  const gone = [...left].flatMap(([key, [first, ...others]]) => {
    if (first === undefined || there.has(key)) return [];
    return { ...first.root, resources: [first, ...others].map(({ resource }) => resource), problems: [], gaps: [] };
  });
  return [...roots.map((root) => rootInForce(root, makers, left.get(rootKey(root)) ?? [])), ...gone];
}

function rootInForce(root: Root, { instead }: MakersInForce, left: readonly InventoryObject[]): Root {
  const objects = root.resources.map((resource) => ({
    resource,
    found: instead.get(configKey(root.cluster, resource)),
  }));
  if (left.length === 0 && objects.every(({ found }) => found === undefined)) return root;
  const resources = objects.flatMap(({ resource, found }) => {
    if (found === undefined) return [resource];
    return found === 'absent' ? [] : [found.resource];
  });
  const kept = [...left, ...objects.flatMap(({ found }) => (found === undefined || found === 'absent' ? [] : [found]))];
  return {
    ...root,
    resources: [...resources, ...left.map(({ resource }) => resource)],
    pathsOf: (source) => {
      const own = root.pathsOf(source);
      return own.size > 0 ? own : (kept.map((each) => each.root.pathsOf(source)).find(({ size }) => size > 0) ?? own);
    },
  };
}

/** @returns tells of a HelmRelease or ResourceSet that is in force in a cluster why it is not as the merge says, where it is not */
export function whyKeptBy(makers: MakersInForce | undefined): (cluster: string, resource: Resource) => Release['kept'] {
  const left = new Set(makers?.left.map(({ resource, root }) => configKey(root.cluster, resource)));
  return (cluster, resource) => {
    const key = configKey(cluster, resource);
    if (makers?.instead.has(key) === true) return 'held';
    return left.has(key) ? 'left' : undefined;
  };
}
