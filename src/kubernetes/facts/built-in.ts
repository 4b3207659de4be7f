/** The groups of the API server's own kinds that have a domain; those without one are all its own. */
const GROUPS: ReadonlySet<string> = new Set(
  [
    ...['admissionregistration', 'apiextensions', 'apiregistration', 'authentication', 'authorization', 'certificates'],
    ...['coordination', 'discovery', 'events', 'flowcontrol.apiserver', 'internal.apiserver', 'metrics', 'networking'],
    ...['node', 'rbac.authorization', 'resource', 'scheduling', 'storage', 'storagemigration'],
  ].map((name) => `${name}.k8s.io`),
);

/** @returns whether every API server has the kinds of a group, without a CustomResourceDefinition. */
export function isBuiltInGroup(group: string): boolean {
  return !group.includes('.') || GROUPS.has(group);
}

/** @returns whether a group is Flux's own: a cluster that syncs this repository has its kinds. */
export function isFluxGroup(group: string): boolean {
  return group.endsWith('.toolkit.fluxcd.io');
}

/** Where Flux runs, unless its sync object says otherwise. */
export const FLUX_NAMESPACE = 'flux-system';

/** Namespaces that every cluster has without being told. */
export const BUILT_IN_NAMESPACES: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** @returns whether a namespace belongs to Kubernetes itself, which keeps undeclared objects there. */
export function isSystemNamespace(namespace: string): boolean {
  return namespace.startsWith('kube-');
}

/** @returns whether Kubernetes makes an object of that name in every namespace. */
export function isInEveryNamespace(kind: string, name: string): boolean {
  return (kind === 'ServiceAccount' && name === 'default') || (kind === 'ConfigMap' && name === 'kube-root-ca.crt');
}
