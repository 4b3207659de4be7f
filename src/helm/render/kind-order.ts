import { compareText } from '../../gotemplate/value/compare-text.ts';
import type { HelmVersion } from '../chart/helm-version.ts';

/** `InstallOrder` of Helm's pkg/release/v1/util. */
const INSTALL_ORDER: ReadonlyMap<string, number> = new Map(
  [
    'PriorityClass',
    'Namespace',
    'NetworkPolicy',
    'ResourceQuota',
    'LimitRange',
    'PodSecurityPolicy',
    'PodDisruptionBudget',
    'ServiceAccount',
    'Secret',
    'SecretList',
    'ConfigMap',
    'StorageClass',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'CustomResourceDefinition',
    'ClusterRole',
    'ClusterRoleList',
    'ClusterRoleBinding',
    'ClusterRoleBindingList',
    'Role',
    'RoleList',
    'RoleBinding',
    'RoleBindingList',
    'Service',
    'DaemonSet',
    'Pod',
    'ReplicationController',
    'ReplicaSet',
    'Deployment',
    'HorizontalPodAutoscaler',
    'StatefulSet',
    'Job',
    'CronJob',
    'IngressClass',
    'Ingress',
    'APIService',
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
  ].map((kind, index) => [kind, index]),
);

/** Kinds that Helm 3 does not know. */
const SINCE_HELM_4: ReadonlySet<string> = new Set(['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']);

/** @returns the manifests in the order in which Helm installs them: unknown kinds last, by name; equal ones as they are */
export function inInstallOrder<T extends { readonly kind: string }>(
  manifests: readonly T[],
  { major }: HelmVersion,
): readonly T[] {
  const rank = ({ kind }: T) => (major === 3 && SINCE_HELM_4.has(kind) ? undefined : INSTALL_ORDER.get(kind));
  return [...manifests].sort((a, b) => {
    const [first, second] = [rank(a), rank(b)];
    if (first !== undefined && second !== undefined) return first - second;
    if (first === undefined && second === undefined) return compareText(a.kind, b.kind);
    return first === undefined ? 1 : -1;
  });
}
