import type { FluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { releaseRootName } from '../../flux/releases/release-root.ts';
import type { Installed, Inventory, MadeBySet, Root } from '../../flux/roots/inventory.ts';
import { parseApiVersion } from '../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../memo/by-value.ts';
import { isHidden } from '../../yaml/node/hidden-scalar.ts';
import type { Node } from '../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../yaml/node/node-at.ts';

/** An entry of `spec.dependsOn`. */
export interface Dependency {
  /** `namespace/name`. */
  readonly name: string;
  /** Whether an expression says when it is ready, in place of its revision. */
  readonly hasReadyExpr: boolean;
}

/** @returns what a FluxKustomization depends on. */
export function dependenciesOf({ spec, namespace }: FluxKustomization): readonly Dependency[] {
  return itemsAt(spec, 'dependsOn').flatMap((item) => {
    const name = textAt(item, 'name');
    // Of one that only the cluster can name, nobody knows here whether it is there.
    if (name === '' || ['name', 'namespace'].some((key) => isHidden(nodeAt(item, key)))) return [];
    return [
      { name: `${textAt(item, 'namespace') || namespace}/${name}`, hasReadyExpr: textAt(item, 'readyExpr') !== '' },
    ];
  });
}

/**
 * @returns the roots of the releases that a release waits for, as far as nothing but their being ready decides
 * @see fluxcd/helm-controller internal/controller HelmReleaseReconciler.checkDependencies
 */
function releasesBefore(release: Installed): readonly Dependency[] {
  return releasesNamedBy(release).filter(({ hasReadyExpr }) => !hasReadyExpr);
}

/** @returns the roots of all releases that one names in `dependsOn`: each has to exist, whatever else decides */
export function releasesNamedBy({ holder: { resource } }: Installed): readonly Dependency[] {
  return itemsAt(resource.node, 'spec', 'dependsOn').flatMap((item) => {
    const [name, namespace] = [textAt(item, 'name'), textAt(item, 'namespace') || resource.namespace];
    if (name === '' || ['name', 'namespace'].some((key) => isHidden(nodeAt(item, key)))) return [];
    return [{ name: releaseRootName({ name, namespace }), hasReadyExpr: textAt(item, 'readyExpr') !== '' }];
  });
}

/** @returns the names of the roots that the HelmReleases of a cluster make, or would make if their charts were at hand */
export const releaseNamesIn = onceEach(
  ({ releases }: Inventory): ReadonlySet<string> => new Set(releases.map(({ resource }) => releaseRootName(resource))),
);

/** Kinds whose objects are roots, and that others may wait for: what makes the name of one. */
const MAKERS: Readonly<Record<string, (name: string) => string>> = {
  'kustomize.toolkit.fluxcd.io/Kustomization': (name) => name,
  'helm.toolkit.fluxcd.io/HelmRelease': (name) => `HelmRelease/${name}`,
  'fluxcd.controlplane.io/ResourceSet': (name) => `ResourceSet/${name}`,
};

/**
 * @returns the roots that a ResourceSet waits for, as far as nothing but their being ready decides
 * @see flux-operator docs/api/v1/resourceset.md, Dependency management
 */
export function rootsBefore({ holder: { resource } }: MadeBySet): readonly Dependency[] {
  return itemsAt(resource.node, 'spec', 'dependsOn').flatMap((item) => {
    const [name, namespace] = [textAt(item, 'name'), textAt(item, 'namespace') || resource.namespace];
    const root = rootNamedIn(item, `${namespace}/${name}`);
    const hasReadyExpr = textAt(item, 'readyExpr') !== '';
    const isMeant = name !== '' && !hasReadyExpr && textAt(item, 'ready') === 'true';
    return root === undefined || !isMeant ? [] : [{ name: root, hasReadyExpr }];
  });
}

/**
 * @param item that names an object by `apiVersion` and `kind`
 * @param name `namespace/name` of the object
 * @returns the name of the root that the object makes; `undefined` for one of a kind that makes none
 */
export function rootNamedIn(item: Node, name: string): string | undefined {
  const { group } = parseApiVersion(textAt(item, 'apiVersion'));
  return MAKERS[`${group}/${textAt(item, 'kind')}`]?.(name);
}

/** @returns the roots that one waits for that an object makes: a HelmRelease, or a ResourceSet */
export function makersBefore({ release, set }: Pick<Root, 'release' | 'set'>): readonly Dependency[] {
  return [...(release === undefined ? [] : releasesBefore(release)), ...(set === undefined ? [] : rootsBefore(set))];
}

/** @returns whether two FluxKustomizations take their files from one source, so that one waits for the other's revision. */
export function haveSameSource({ sourceRef: a }: FluxKustomization, { sourceRef: b }: FluxKustomization): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

/**
 * @param roots of one cluster
 * @returns them in an order in which they can be applied: each behind the root that holds it and those that it depends
 *   on; those of a circle as they come
 */
export function inDependencyOrder(roots: readonly Root[]): readonly Root[] {
  const byName = new Map(roots.map((root) => [root.name, root]));
  const ordered = new Set<Root>();
  const waiting = new Set<Root>();
  const add = (root: Root): void => {
    if (ordered.has(root) || waiting.has(root)) return;
    waiting.add(root);
    const before = [
      ...(root.parent === undefined ? [] : [root.parent]),
      ...(root.flux === undefined ? [] : dependenciesOf(root.flux)).map(({ name }) => name),
      ...makersBefore(root).map(({ name }) => name),
    ];
    for (const name of before) {
      const other = byName.get(name);
      if (other !== undefined) add(other);
    }
    ordered.add(root);
  };
  for (const root of roots) add(root);
  return [...ordered];
}
