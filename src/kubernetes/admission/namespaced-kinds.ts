import { isFluxGroup } from '../facts/built-in.ts';
import { parseApiVersion } from '../facts/object-ref.ts';

/**
 * The kinds of the API server itself that live in a namespace, by group.
 *
 * @see kubernetes pkg/registry: NamespaceScoped of each strategy
 */
const NAMESPACED: Readonly<Record<string, readonly string[]>> = {
  '': [
    ...['ConfigMap', 'Endpoints', 'Event', 'LimitRange', 'PersistentVolumeClaim', 'Pod', 'PodTemplate'],
    ...['ReplicationController', 'ResourceQuota', 'Secret', 'Service', 'ServiceAccount'],
  ],
  apps: ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  autoscaling: ['HorizontalPodAutoscaler'],
  batch: ['CronJob', 'Job'],
  'coordination.k8s.io': ['Lease'],
  'discovery.k8s.io': ['EndpointSlice'],
  'events.k8s.io': ['Event'],
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  policy: ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
  'resource.k8s.io': ['ResourceClaim', 'ResourceClaimTemplate'],
  'storage.k8s.io': ['CSIStorageCapacity'],
};

/** Groups of custom resources around Flux, all of which live in namespaces. */
const FLUX_EXTENSIONS: readonly string[] = ['fluxcd.controlplane.io', 'source.extensions.fluxcd.io'];

/**
 * @returns whether every API server keeps the objects of a kind in namespaces, without being told: its own kinds, and
 *   those of Flux; `false` where that is not known
 */
export function isNamespacedKind(apiVersion: string, kind: string): boolean {
  const { group } = parseApiVersion(apiVersion);
  if (isFluxGroup(group) || FLUX_EXTENSIONS.includes(group)) return true;
  return NAMESPACED[group]?.includes(kind) === true;
}
