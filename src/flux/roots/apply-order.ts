import type { Resource } from '../../kustomize/model/resource.ts';

/** What kustomize-controller applies first, in this order. */
const FIRST: readonly string[] = [
  ...['CustomResourceDefinition', 'Namespace', 'ClusterRole', 'ClusterClass', 'RuntimeClass', 'PriorityClass'],
  ...['StorageClass', 'VolumeSnapshotClass', 'IngressClass', 'GatewayClass', 'ClusterRoleBinding', 'ResourceQuota'],
  ...['ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'Secret', 'Service', 'LimitRange', 'Deployment'],
  ...['StatefulSet', 'CronJob', 'PodDisruptionBudget'],
];

const LAST: readonly string[] = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** @returns the objects of a root in the order in which they are applied. @see fluxcd/pkg ssa/sort.go ReconcileOrder */
export function inApplyOrder(resources: readonly Resource[]): readonly Resource[] {
  const keyed = resources.map((resource) => ({ resource, key: sortKey(resource) }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ resource }) => resource);
}

function sortKey({ gvk, kind, namespace, name }: Resource): readonly (string | number)[] {
  const first = FIRST.indexOf(kind);
  return [first >= 0 ? first - FIRST.length : LAST.indexOf(kind) + 1, gvk.group, kind, namespace, name];
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [at, part] of a.entries()) {
    const other = b[at] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
