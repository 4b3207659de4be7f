import type { InventoryObject } from '../../../flux/roots/inventory.ts';
import { objectTitle } from '../../../kubernetes/facts/object-ref.ts';
import { listedAtLength } from '../../../text/counted.ts';
import { quoted } from '../../../text/quoted.ts';
import type { Node } from '../../../yaml/node/node.ts';
import { itemsAt, textAt } from '../../../yaml/node/node-at.ts';
import { fluxNamespace } from '../../facts/namespaces.ts';
import type { Rule } from '../../view/rule.ts';

const EVERYBODY = ['system:anonymous', 'system:authenticated', 'system:serviceaccounts', 'system:unauthenticated'];

const FLUX = ['kustomize-controller', 'helm-controller', 'flux-operator'];

export const wideAccess: Rule = {
  id: 'wide-access',
  severity: 'warning',
  title: 'Broad access is granted',
  why: 'A subject that is cluster-admin, that may do everything with everything, or that may grant itself any right controls the cluster.',
  fix: 'Grant only the verbs and resources that are needed, in the namespaces where they are needed.',
  look: (side) => {
    const roles = ['ClusterRole', 'Role'].flatMap((kind) => side.known.ofKind(`rbac.authorization.k8s.io/${kind}`));
    const bindings = ['ClusterRoleBinding', 'RoleBinding'].flatMap((kind) =>
      side.known.ofKind(`rbac.authorization.k8s.io/${kind}`),
    );
    return [...roles.map(rightsOf), ...bindings.map((binding) => grantOf(binding, fluxNamespace(side)))].flatMap(
      ({ object, all }) =>
        all.map((each) => {
          const together = (names: string, areMany = false) => `${names} ${areMany ? 'grant' : 'grants'} ${each.says}`;
          return {
            object,
            message: together(objectTitle(object.resource)),
            together,
            ...side.placeOf(object, each.node),
          };
        }),
    );
  },
};

interface Wide {
  readonly object: InventoryObject;
  readonly all: readonly { readonly says: string; readonly node: Node | undefined }[];
}

function rightsOf(object: InventoryObject): Wide {
  const all = itemsAt(object.resource.node, 'rules').flatMap((rule) => {
    const [verbs, resources, groups] = ['verbs', 'resources', 'apiGroups'].map((field) => textsAt(rule, field));
    const isAll = verbs?.includes('*') && resources?.includes('*') && (groups?.includes('*') || groups?.includes(''));
    if (isAll) return [{ says: 'every verb on every resource', node: rule }];
    const power = verbs?.filter((verb) => /^(escalate|bind|impersonate)$/.test(verb)) ?? [];
    return power.length === 0 ? [] : [{ says: `the right to ${listedAtLength(power.map(quoted))}`, node: rule }];
  });
  return { object, all };
}

/** Flux's own controllers apply whatever a repository holds: their being cluster-admin is how it is installed. */
function isFlux(subject: Node, namespace: string): boolean {
  return FLUX.includes(textAt(subject, 'name')) && textAt(subject, 'namespace') === namespace;
}

function grantOf(object: InventoryObject, flux: string): Wide {
  const { node } = object.resource;
  const role = textAt(node, 'roleRef', 'name');
  const subjects = itemsAt(node, 'subjects');
  const everybody = subjects.filter((subject) => EVERYBODY.includes(textAt(subject, 'name')));
  const isOwner =
    object.resource.kind === 'ClusterRoleBinding' &&
    role === 'cluster-admin' &&
    !subjects.every((subject) => isFlux(subject, flux));
  return {
    object,
    all: [
      ...(isOwner ? [{ says: '`cluster-admin`', node: undefined }] : []),
      ...everybody.map((subject) => ({
        says: `${quoted(role)} to everybody (${textAt(subject, 'name')})`,
        node: subject,
      })),
    ],
  };
}

function textsAt(rule: Node, field: string): readonly string[] {
  return itemsAt(rule, field).map((item) => textAt(item));
}
