/** What a client of Kubernetes 1.36 knows, which is what Helm 4.2 takes a cluster to have: `kubernetes/scheme` of client-go. */
const GROUPS: readonly (readonly [string, string])[] = [
  ['admissionregistration.k8s.io', 'v1 v1beta1 v1alpha1'],
  ['apiextensions.k8s.io', 'v1 v1beta1'],
  ['apps', 'v1 v1beta2 v1beta1'],
  ['authentication.k8s.io', 'v1 v1beta1 v1alpha1'],
  ['authorization.k8s.io', 'v1 v1beta1'],
  ['autoscaling', 'v1 v2'],
  ['batch', 'v1 v1beta1'],
  ['certificates.k8s.io', 'v1 v1beta1 v1alpha1'],
  ['coordination.k8s.io', 'v1 v1beta1 v1alpha2'],
  ['discovery.k8s.io', 'v1 v1beta1'],
  ['events.k8s.io', 'v1 v1beta1'],
  ['extensions', 'v1beta1'],
  ['flowcontrol.apiserver.k8s.io', 'v1 v1beta1 v1beta2 v1beta3'],
  ['internal.apiserver.k8s.io', 'v1alpha1'],
  ['networking.k8s.io', 'v1 v1beta1'],
  ['node.k8s.io', 'v1 v1alpha1 v1beta1'],
  ['policy', 'v1 v1beta1'],
  ['rbac.authorization.k8s.io', 'v1 v1beta1 v1alpha1'],
  ['resource.k8s.io', 'v1 v1beta2 v1beta1 v1alpha3'],
  ['scheduling.k8s.io', 'v1 v1beta1 v1alpha2'],
  ['storage.k8s.io', 'v1 v1beta1 v1alpha1'],
  ['storagemigration.k8s.io', 'v1beta1'],
];

/** Sorted by group; Helm's own order is by chance. */
export const DEFAULT_API_VERSIONS: readonly string[] = [
  'v1',
  ...GROUPS.flatMap(([group, versions]) => versions.split(' ').map((version) => `${group}/${version}`)),
];
