import type { InventoryObject, Root } from '../../flux/roots/inventory.ts';
import { rootKey } from '../../flux/roots/root-index.ts';
import { kindKey, objectTitle } from '../../kubernetes/facts/object-ref.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { Mapping } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import type { ObjectIndex } from '../view/object-index.ts';
import type { Side } from '../view/side.ts';

/** @returns the CustomResourceDefinitions that a cluster has, by the kind they define: `group/Kind`. */
export const definedKinds = onceEach(({ present }: Side) => definitionsIn(present));

/** @returns those that it has and those that it does not get although its manifests hold them. */
export const heldDefinitions = onceEach(({ inCluster }: Side) => definitionsIn(inCluster));

/** @returns those that its roots apply, by the kind they define: `group/Kind`. */
export const appliedDefinitions = onceEach(({ index }: Side) => definitionsIn(index));

const definitionsIn = onceEach((index: ObjectIndex): ReadonlyMap<string, InventoryObject> => {
  const definitions = index.ofKind('apiextensions.k8s.io/CustomResourceDefinition');
  return new Map(definitions.map((object) => [kindDefinedBy(object.resource.node), object]));
});

/** @returns the kind that a CustomResourceDefinition defines: `group/Kind` */
function kindDefinedBy(node: Mapping): string {
  return kindKey({ group: textAt(node, 'spec', 'group'), kind: textAt(node, 'spec', 'names', 'kind') });
}

/** A kind whose definition a chart brings and nobody applies. */
export interface SkippedKind {
  /** The release whose chart it is, as people call it. */
  readonly release: string;
  /** What leaves the definition out. */
  readonly field: 'spec.install.crds' | 'spec.upgrade.crds';
}

/**
 * @param before the same cluster before the merge
 * @returns by `group/Kind`, the kinds that charts of a side newly define, where helm-controller leaves the definitions
 *   out and nothing else in the cluster brings them
 * @see fluxcd/helm-controller internal/action/crds.go applyCRDs
 */
export function newlySkippedKinds(side: Side, before: Side | undefined): ReadonlyMap<string, SkippedKind> {
  const releases = side.inventory.roots.filter(({ release }) => release !== undefined);
  if (before === undefined || releases.length === 0 || before.inventory === side.inventory) return new Map();
  const [defined, had] = [definedKinds(side), definedKinds(before)];
  const was = new Map(before.inventory.roots.map((root) => [rootKey(root), root]));
  const skipped = new Map<string, SkippedKind>();
  for (const root of releases) {
    const former = was.get(rootKey(root));
    if (former?.release?.inputs === root.release?.inputs) continue;
    const known = former === undefined ? [] : skippedIn(former);
    for (const kind of skippedIn(root)) {
      if (!defined.has(kind) && !had.has(kind) && !known.includes(kind)) {
        skipped.set(kind, skippedBy(root, former === undefined ? 'spec.install.crds' : 'spec.upgrade.crds'));
      }
    }
    // What an install would have made is no part of an upgrade.
    for (const [kind, { resource }] of former === undefined ? [] : heldDefinitions(side)) {
      const isNew = root.release?.beside.get(resource) === 'installed-crd' && !had.has(kind);
      if (isNew) skipped.set(kind, skippedBy(root, 'spec.upgrade.crds'));
    }
  }
  return skipped;
}

function skippedIn({ release }: Root): readonly string[] {
  return (release?.skippedCrds() ?? []).map(kindDefinedBy);
}

function skippedBy({ release }: Root, field: SkippedKind['field']): SkippedKind {
  return { release: release === undefined ? '' : objectTitle(release.holder.resource), field };
}
