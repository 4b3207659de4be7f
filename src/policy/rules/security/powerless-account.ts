import { mainOf } from '../../../flux/controllers/controllers.ts';
import { controllerOf } from '../../../flux/controllers/refusals.ts';
import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { itemsAt, nodeAt, textAt } from '../../../yaml/node/node-at.ts';
import type { Found, Rule } from '../../view/rule.ts';
import type { Side } from '../../view/side.ts';

export const powerlessAccount: Rule = {
  id: 'powerless-account',
  severity: 'warning',
  title: 'Flux applies as a ServiceAccount without permissions',
  why: 'With --default-service-account, anything that names no ServiceAccount is applied as that account of its namespace. If nothing gives the account permissions, the API server rejects everything.',
  fix: 'Bind a role to the ServiceAccount, or name another one in spec.serviceAccountName.',
  look: (side) => {
    // What a cluster takes from elsewhere may hold the binding.
    if (!side.isWhole) return [];
    return ['kustomize.toolkit.fluxcd.io/Kustomization', 'helm.toolkit.fluxcd.io/HelmRelease']
      .flatMap((kind) => side.index.ofKind(kind))
      .flatMap((object) => foundIn(side, object));
  },
};

/** @see fluxcd/pkg runtime/client/impersonation.go; fluxcd/helm-controller internal/kube/impersonate.go */
function foundIn(side: Side, object: InventoryObject): readonly Found[] {
  const { resource } = object;
  const controller = controllerOf(resource);
  const account = controller && mainOf(side.inventory.controllers, controller).flags.defaultServiceAccount;
  const isNamed = textAt(resource.node, 'spec', 'serviceAccountName') !== '';
  const isElsewhere = nodeAt(resource.node, 'spec', 'kubeConfig') !== undefined;
  if (account === undefined || account === '' || isNamed || isElsewhere) return [];
  const namespace = resource.namespace || 'default';
  if (isBound(side, namespace, account)) return [];
  const name = `${namespace}/${account}`;
  const together = (names: string, areMany = false) =>
    `${names} ${areMany ? 'are' : 'is'} applied in the name of ServiceAccount ${name} (--default-service-account), to which nothing gives a right`;
  return [{ object, message: together(objectTitle(resource)), together, ...side.placeOf(object) }];
}

function isBound({ inCluster }: Side, namespace: string, account: string): boolean {
  const groups = new Set(['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated']);
  return ['RoleBinding', 'ClusterRoleBinding']
    .flatMap((kind) => inCluster.ofKind(`rbac.authorization.k8s.io/${kind}`))
    .some(({ resource }) =>
      itemsAt(resource.node, 'subjects').some((subject) => {
        const [kind, name] = [textAt(subject, 'kind'), textAt(subject, 'name')];
        if (kind === 'Group') return groups.has(name);
        if (kind === 'User') return name === `system:serviceaccount:${namespace}:${account}`;
        return kind === 'ServiceAccount' && name === account && textAt(subject, 'namespace') === namespace;
      }),
    );
}
