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

const FLUX_ROLES = ['crd-controller', 'source-controller', 'kustomize-controller', 'helm-controller'];

export const wideAccess: Rule = {
  id: 'wide-access',
  severity: 'warning',
  title: 'Broad access is granted',
  why: 'A subject controls the cluster if it is cluster-admin, may do everything with everything, may grant itself any permission, or may read every Secret or enter every pod.',
  fix: 'Grant only the verbs and resources that are needed, in the namespaces where they are needed.',
  look: (side) => {
    const roles = ['ClusterRole', 'Role'].flatMap((kind) => side.known.ofKind(`rbac.authorization.k8s.io/${kind}`));
    const bindings = ['ClusterRoleBinding', 'RoleBinding'].flatMap((kind) =>
      side.known.ofKind(`rbac.authorization.k8s.io/${kind}`),
    );
    const flux = fluxNamespace(side);
    return [...roles.map((role) => rightsOf(role, flux)), ...bindings.map((binding) => grantOf(binding, flux))].flatMap(
      ({ object, all }) =>
        all.map((each) => {
          const together = (names: string, areMany = false) => `${names} ${areMany ? 'grant' : 'grants'} ${each.says}`;
          // Whoever takes a controller by its chart expects what it may do.
          const severity = object.root.by === 'release' && each.isOfControllers ? { severity: 'notice' as const } : {};
          return {
            object,
            ...severity,
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
  readonly all: readonly Right[];
}

interface Right {
  readonly says: string;
  readonly node: Node | undefined;
  /** Whether many controllers need it to do their work. */
  readonly isOfControllers?: true;
}

function rightsOf(object: InventoryObject, flux: string): Wide {
  const { kind, name } = object.resource;
  // What Flux itself is installed with.
  const isOfFlux = FLUX_ROLES.some((each) => name === `${each}-${flux}`);
  const isEverywhere = kind === 'ClusterRole' && !isOfFlux;
  const all = itemsAt(object.resource.node, 'rules').flatMap((rule) => {
    const [verbs, resources, groups] = [textsAt(rule, 'verbs'), textsAt(rule, 'resources'), textsAt(rule, 'apiGroups')];
    const isOfCore = groups.includes('*') || groups.includes('');
    if (verbs.includes('*') && resources.includes('*') && isOfCore) {
      return [{ says: 'every verb on every resource', node: rule }];
    }
    const power = verbs.filter((verb) => /^(escalate|bind|impersonate)$/.test(verb));
    return [
      ...(power.length === 0 ? [] : [{ says: `the right to ${listedAtLength(power.map(quoted))}`, node: rule }]),
      ...(isOfCore && isEverywhere ? everywhere(rule, verbs, resources) : []),
    ];
  });
  return { object, all };
}

/** @returns what a rule of a ClusterRole allows in all namespaces, where it names no single objects */
function everywhere(rule: Node, verbs: readonly string[], resources: readonly string[]): readonly Right[] {
  if (textsAt(rule, 'resourceNames').length > 0) return [];
  const has = (resource: string, ...those: readonly string[]): boolean =>
    resources.some((each) => each === resource || each === '*') && verbs.some((each) => those.includes(each));
  return [
    ...(has('secrets', 'get', 'list', 'watch', '*')
      ? [{ says: 'the right to read every Secret of the cluster', node: rule, isOfControllers: true as const }]
      : []),
    ...(has('pods/exec', 'create', 'get', '*')
      ? [{ says: 'the right to run commands in every pod (`pods/exec`)', node: rule, isOfControllers: true as const }]
      : []),
  ];
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
