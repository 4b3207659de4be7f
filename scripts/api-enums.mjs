/**
 * Facts that Kubernetes' OpenAPI does not hold, each as the API server enforces it.
 *
 * The closed sets come from the constants that `k8s.io/api/<group>/<version>/types.go` marks with `+enum`, as far as
 * `pkg/apis/<group>/validation` refuses all else. A key is `<group>.<version>.<Type>.<field>`, with `[]` behind it where
 * the items of a list are meant. The empty text is the same as nothing to all of them.
 */
const pull = ['Always', 'IfNotPresent', 'Never'];
const protocol = ['TCP', 'UDP', 'SCTP'];
const effect = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const access = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
const volumeMode = ['Block', 'Filesystem'];
const profile = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const setOperator = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const preemption = ['Never', 'PreemptLowerPriority'];
const traffic = ['Cluster', 'Local'];
const honor = ['Honor', 'Ignore'];
const retention = ['Retain', 'Delete'];
const failurePolicy = ['Ignore', 'Fail'];
const matchPolicy = ['Exact', 'Equivalent'];
const sideEffects = ['None', 'NoneOnDryRun'];
const operations = ['*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT'];
const ruleScope = ['*', 'Cluster', 'Namespaced'];

export const enums = {
  'core.v1.Container.imagePullPolicy': pull,
  'core.v1.EphemeralContainer.imagePullPolicy': pull,
  'core.v1.ImageVolumeSource.pullPolicy': pull,
  'core.v1.Container.terminationMessagePolicy': ['File', 'FallbackToLogsOnError'],
  'core.v1.Container.restartPolicy': ['Always', 'Never', 'OnFailure'],
  'core.v1.ContainerPort.protocol': protocol,
  'core.v1.ServicePort.protocol': protocol,
  'core.v1.EndpointPort.protocol': protocol,
  'discovery.v1.EndpointPort.protocol': protocol,
  'networking.v1.NetworkPolicyPort.protocol': protocol,
  'core.v1.HTTPGetAction.scheme': ['HTTP', 'HTTPS'],
  'core.v1.PodSpec.restartPolicy': ['Always', 'OnFailure', 'Never'],
  'core.v1.PodSpec.dnsPolicy': ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'],
  'core.v1.PodSpec.preemptionPolicy': preemption,
  'scheduling.v1.PriorityClass.preemptionPolicy': preemption,
  'core.v1.PodOS.name': ['linux', 'windows'],
  'core.v1.SeccompProfile.type': profile,
  'core.v1.AppArmorProfile.type': profile,
  'core.v1.SecurityContext.procMount': ['Default', 'Unmasked'],
  'core.v1.PodSecurityContext.fsGroupChangePolicy': ['Always', 'OnRootMismatch'],
  'core.v1.PodSecurityContext.supplementalGroupsPolicy': ['Merge', 'Strict'],
  'core.v1.Toleration.operator': ['Exists', 'Equal', 'Lt', 'Gt'],
  'core.v1.Toleration.effect': effect,
  'core.v1.Taint.effect': effect,
  'core.v1.TopologySpreadConstraint.whenUnsatisfiable': ['DoNotSchedule', 'ScheduleAnyway'],
  'core.v1.TopologySpreadConstraint.nodeAffinityPolicy': honor,
  'core.v1.TopologySpreadConstraint.nodeTaintsPolicy': honor,
  'core.v1.NodeSelectorRequirement.operator': [...setOperator, 'Gt', 'Lt'],
  'core.v1.ScopedResourceSelectorRequirement.operator': setOperator,
  'meta.v1.LabelSelectorRequirement.operator': setOperator,
  'core.v1.HostPathVolumeSource.type': [
    'DirectoryOrCreate',
    'Directory',
    'FileOrCreate',
    'File',
    'Socket',
    'CharDevice',
    'BlockDevice',
  ],
  'core.v1.PersistentVolumeClaimSpec.volumeMode': volumeMode,
  'core.v1.PersistentVolumeClaimSpec.accessModes[]': access,
  'core.v1.PersistentVolumeSpec.volumeMode': volumeMode,
  'core.v1.PersistentVolumeSpec.accessModes[]': access,
  'core.v1.PersistentVolumeSpec.persistentVolumeReclaimPolicy': ['Retain', 'Recycle', 'Delete'],
  'core.v1.ServiceSpec.type': ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'],
  'core.v1.ServiceSpec.sessionAffinity': ['ClientIP', 'None'],
  'core.v1.ServiceSpec.externalTrafficPolicy': traffic,
  'core.v1.ServiceSpec.internalTrafficPolicy': traffic,
  'core.v1.ServiceSpec.ipFamilyPolicy': ['SingleStack', 'PreferDualStack', 'RequireDualStack'],
  'core.v1.ServiceSpec.ipFamilies[]': ['IPv4', 'IPv6'],
  'core.v1.ContainerResizePolicy.restartPolicy': ['NotRequired', 'RestartContainer'],
  'core.v1.VolumeMount.mountPropagation': ['None', 'HostToContainer', 'Bidirectional'],
  'core.v1.VolumeMount.recursiveReadOnly': ['Disabled', 'IfPossible', 'Enabled'],
  'apps.v1.DeploymentStrategy.type': ['Recreate', 'RollingUpdate'],
  'apps.v1.DaemonSetUpdateStrategy.type': ['RollingUpdate', 'OnDelete'],
  'apps.v1.StatefulSetUpdateStrategy.type': ['RollingUpdate', 'OnDelete'],
  'apps.v1.StatefulSetSpec.podManagementPolicy': ['OrderedReady', 'Parallel'],
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': retention,
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': retention,
  'batch.v1.CronJobSpec.concurrencyPolicy': ['Allow', 'Forbid', 'Replace'],
  'batch.v1.JobSpec.completionMode': ['NonIndexed', 'Indexed'],
  'batch.v1.JobSpec.podReplacementPolicy': ['TerminatingOrFailed', 'Failed'],
  'batch.v1.PodFailurePolicyRule.action': ['FailJob', 'FailIndex', 'Ignore', 'Count'],
  'batch.v1.PodFailurePolicyOnExitCodesRequirement.operator': ['In', 'NotIn'],
  'autoscaling.v2.MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'],
  'autoscaling.v2.MetricTarget.type': ['Utilization', 'Value', 'AverageValue'],
  'autoscaling.v2.HPAScalingPolicy.type': ['Pods', 'Percent'],
  'autoscaling.v2.HPAScalingRules.selectPolicy': ['Max', 'Min', 'Disabled'],
  'networking.v1.HTTPIngressPath.pathType': ['Exact', 'Prefix', 'ImplementationSpecific'],
  'networking.v1.NetworkPolicySpec.policyTypes[]': ['Ingress', 'Egress'],
  'networking.v1.IngressClassParametersReference.scope': ['Cluster', 'Namespace'],
  'policy.v1.PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': ['IfHealthyBudget', 'AlwaysAllow'],
  'rbac.v1.RoleRef.kind': ['Role', 'ClusterRole'],
  'rbac.v1.RoleRef.apiGroup': ['rbac.authorization.k8s.io'],
  'rbac.v1.Subject.kind': ['User', 'Group', 'ServiceAccount'],
  'storage.v1.StorageClass.reclaimPolicy': ['Delete', 'Retain'],
  'storage.v1.StorageClass.volumeBindingMode': ['Immediate', 'WaitForFirstConsumer'],
  'storage.v1.CSIDriverSpec.fsGroupPolicy': ['ReadWriteOnceWithFSType', 'File', 'None'],
  'storage.v1.CSIDriverSpec.volumeLifecycleModes[]': ['Persistent', 'Ephemeral'],
  'discovery.v1.EndpointSlice.addressType': ['IPv4', 'IPv6', 'FQDN'],
  'admissionregistration.v1.MutatingWebhook.failurePolicy': failurePolicy,
  'admissionregistration.v1.MutatingWebhook.matchPolicy': matchPolicy,
  'admissionregistration.v1.MutatingWebhook.sideEffects': sideEffects,
  'admissionregistration.v1.MutatingWebhook.reinvocationPolicy': ['Never', 'IfNeeded'],
  'admissionregistration.v1.ValidatingWebhook.failurePolicy': failurePolicy,
  'admissionregistration.v1.ValidatingWebhook.matchPolicy': matchPolicy,
  'admissionregistration.v1.ValidatingWebhook.sideEffects': sideEffects,
  'admissionregistration.v1.RuleWithOperations.operations[]': operations,
  'admissionregistration.v1.RuleWithOperations.scope': ruleScope,
  'admissionregistration.v1.NamedRuleWithOperations.operations[]': operations,
  'admissionregistration.v1.NamedRuleWithOperations.scope': ruleScope,
  'admissionregistration.v1.ValidatingAdmissionPolicySpec.failurePolicy': failurePolicy,
  'admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec.validationActions[]': ['Deny', 'Warn', 'Audit'],
  'apiextensions.v1.CustomResourceDefinitionSpec.scope': ['Cluster', 'Namespaced'],
  'apiextensions.v1.CustomResourceConversion.strategy': ['None', 'Webhook'],
};

/** Numbers or percentages (`ValidatePositiveIntOrPercent`), and ports by number or name (`IsValidPortName`). */
export const intOrStrings = {
  'apps.v1.RollingUpdateDeployment.maxSurge': 'percent',
  'apps.v1.RollingUpdateDeployment.maxUnavailable': 'percent',
  'apps.v1.RollingUpdateDaemonSet.maxSurge': 'percent',
  'apps.v1.RollingUpdateDaemonSet.maxUnavailable': 'percent',
  'apps.v1.RollingUpdateStatefulSetStrategy.maxUnavailable': 'percent',
  'policy.v1.PodDisruptionBudgetSpec.maxUnavailable': 'percent',
  'policy.v1.PodDisruptionBudgetSpec.minAvailable': 'percent',
  'core.v1.HTTPGetAction.port': 'port',
  'core.v1.TCPSocketAction.port': 'port',
  'core.v1.ServicePort.targetPort': 'port',
  'networking.v1.NetworkPolicyPort.port': 'port',
};

/**
 * What OpenAPI calls required only because Go writes it always: the server takes the zero value for it, or fills it in,
 * and no validation asks for it.
 */
export const notEnforced = new Set([
  'admissionregistration.v1.ValidatingAdmissionPolicyBinding.spec',
  'apiextensions.v1.CustomResourceDefinitionVersion.served',
  'apiextensions.v1.CustomResourceDefinitionVersion.storage',
  'apps.v1.ControllerRevision.revision',
  'batch.v1.PodFailurePolicy.rules',
  'core.v1.Event.involvedObject',
  'core.v1.Event.metadata',
  'core.v1.HTTPHeader.value',
  'core.v1.ISCSIPersistentVolumeSource.lun',
  'core.v1.ISCSIVolumeSource.lun',
  'core.v1.LimitRangeSpec.limits',
  'core.v1.PreferredSchedulingTerm.preference',
  'core.v1.SleepAction.seconds',
  'core.v1.Sysctl.value',
  'events.v1.EventSeries.count',
  'storage.v1.CSIDriver.spec',
  'storage.v1.CSINode.spec',
  'storage.v1.CSINodeSpec.drivers',
  'storage.v1.TokenRequest.audience',
]);
