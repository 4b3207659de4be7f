import { HELM_RELEASE } from '../../../flux/helm/helm-release.ts';
import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { namespaceOf, objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { isHidden } from '../../../yaml/node/hidden-scalar.ts';
import type { Node } from '../../../yaml/node/node.ts';
import { itemsAt, nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import { isSynced, syncsOf } from '../../facts/syncs.ts';
import type { Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

const KINDS = ['kustomize.toolkit.fluxcd.io/Kustomization', HELM_RELEASE];

export const missingDependency: Rule = {
  id: 'missing-dependency',
  severity: 'error',
  title: 'A dependsOn target that does not exist',
  why: 'A FluxKustomization or HelmRelease waits for what it depends on, and waits forever if that does not exist.',
  fix: 'Correct the name and the namespace, or remove the entry from `dependsOn`.',
  look: (side) =>
    KINDS.flatMap((kind) =>
      side.known
        .ofKind(kind)
        .flatMap((object) =>
          itemsAt(object.resource.node, 'spec', 'dependsOn').flatMap((entry) => missing(side, kind, object, entry)),
        ),
    ),
};

function missing(side: Side, kind: string, object: InventoryObject, entry: Node): readonly Found[] {
  const name = textAt(entry, 'name');
  const namespace = textAt(entry, 'namespace') || namespaceOf(object.resource);
  if (name === '' || isSync(side, kind, namespace, name) || side.inCluster.find(kind, namespace, name) !== undefined)
    return [];
  if (['name', 'namespace'].some((key) => isHidden(nodeAt(entry, key)))) return [];
  const target = objectTitle({ kind: object.resource.kind, namespace, name });
  return [
    {
      object,
      ...(side.isWhole && !side.makesFluxObjects ? {} : { severity: 'notice' }),
      message: `${objectTitle(object.resource)} depends on ${target}, which does not exist: it waits forever`,
      ...side.placeOf(object, nodeAt(entry, 'name') ?? entry),
    },
  ];
}

/** What the cluster syncs by is made by its bootstrap, whether or not the repository holds it. */
function isSync({ inventory }: Side, kind: string, namespace: string, name: string): boolean {
  const usual = isSynced(inventory) ? [] : [{ namespace: 'flux-system', name: 'flux-system' }];
  const isIt = [...syncsOf(inventory), ...usual].some((sync) => namespace === sync.namespace && name === sync.name);
  return kind.startsWith('kustomize.') && isIt;
}
