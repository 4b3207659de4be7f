import { type NameReference, parseNameReferences } from './name-reference-spec.ts';

/**
 * Which fields hold another object's name: a referred kind, and below it the fields that refer to it. One of them
 * stands there twice, as it does upstream: it is followed once more, by the name it has then.
 *
 * @see kustomize api/internal/konfig/builtinpluginconsts/namereference.go
 */
export const builtinNameReferences: readonly NameReference[] = parseNameReferences(String.raw`
Deployment
  spec/scaleTargetRef/name : HorizontalPodAutoscaler
ReplicationController
  spec/scaleTargetRef/name : HorizontalPodAutoscaler
ReplicaSet
  spec/scaleTargetRef/name : HorizontalPodAutoscaler
StatefulSet
  spec/scaleTargetRef/name : HorizontalPodAutoscaler
ConfigMap@v1
  spec/volumes/configMap/name : Pod@v1
  spec/containers/env/valueFrom/configMapKeyRef/name : Pod@v1
  spec/initContainers/env/valueFrom/configMapKeyRef/name : Pod@v1
  spec/containers/envFrom/configMapRef/name : Pod@v1
  spec/initContainers/envFrom/configMapRef/name : Pod@v1
  spec/volumes/projected/sources/configMap/name : Pod@v1
  template/spec/volumes/configMap/name : PodTemplate
  template/spec/containers/env/valueFrom/configMapKeyRef/name : PodTemplate
  template/spec/initContainers/env/valueFrom/configMapKeyRef/name : PodTemplate
  template/spec/containers/envFrom/configMapRef/name : PodTemplate
  template/spec/initContainers/envFrom/configMapRef/name : PodTemplate
  template/spec/volumes/projected/sources/configMap/name : PodTemplate
  spec/template/spec/volumes/configMap/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/template/spec/containers/env/valueFrom/configMapKeyRef/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/template/spec/initContainers/env/valueFrom/configMapKeyRef/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/template/spec/containers/envFrom/configMapRef/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/template/spec/initContainers/envFrom/configMapRef/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/template/spec/volumes/projected/sources/configMap/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/jobTemplate/spec/template/spec/volumes/configMap/name : CronJob
  spec/jobTemplate/spec/template/spec/volumes/projected/sources/configMap/name : CronJob
  spec/jobTemplate/spec/template/spec/containers/env/valueFrom/configMapKeyRef/name : CronJob
  spec/jobTemplate/spec/template/spec/initContainers/env/valueFrom/configMapKeyRef/name : CronJob
  spec/jobTemplate/spec/template/spec/containers/envFrom/configMapRef/name : CronJob
  spec/jobTemplate/spec/template/spec/initContainers/envFrom/configMapRef/name : CronJob
  spec/configSource/configMap : Node
  rules/resourceNames : Role ClusterRole
  metadata/annotations/nginx.ingress.kubernetes.io\/fastcgi-params-configmap : Ingress
Secret@v1
  spec/volumes/secret/secretName : Pod@v1
  spec/containers/env/valueFrom/secretKeyRef/name : Pod@v1
  spec/initContainers/env/valueFrom/secretKeyRef/name : Pod@v1
  spec/containers/envFrom/secretRef/name : Pod@v1
  spec/initContainers/envFrom/secretRef/name : Pod@v1
  spec/imagePullSecrets/name : Pod@v1
  spec/volumes/projected/sources/secret/name : Pod@v1
  template/spec/volumes/secret/secretName : PodTemplate
  template/spec/containers/env/valueFrom/secretKeyRef/name : PodTemplate
  template/spec/initContainers/env/valueFrom/secretKeyRef/name : PodTemplate
  template/spec/containers/envFrom/secretRef/name : PodTemplate
  template/spec/initContainers/envFrom/secretRef/name : PodTemplate
  template/spec/imagePullSecrets/name : PodTemplate
  template/spec/volumes/projected/sources/secret/name : PodTemplate
  spec/template/spec/volumes/secret/secretName : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/template/spec/containers/env/valueFrom/secretKeyRef/name : Deployment ReplicaSet DaemonSet StatefulSet Job Service.serving.knative.dev@v1
  spec/template/spec/initContainers/env/valueFrom/secretKeyRef/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/template/spec/containers/envFrom/secretRef/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/template/spec/initContainers/envFrom/secretRef/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/template/spec/imagePullSecrets/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/template/spec/volumes/projected/sources/secret/name : Deployment ReplicaSet DaemonSet StatefulSet Job
  spec/jobTemplate/spec/template/spec/volumes/secret/secretName : CronJob
  spec/jobTemplate/spec/template/spec/volumes/projected/sources/secret/name : CronJob
  spec/jobTemplate/spec/template/spec/containers/env/valueFrom/secretKeyRef/name : CronJob
  spec/jobTemplate/spec/template/spec/initContainers/env/valueFrom/secretKeyRef/name : CronJob
  spec/jobTemplate/spec/template/spec/containers/envFrom/secretRef/name : CronJob
  spec/jobTemplate/spec/template/spec/initContainers/envFrom/secretRef/name : CronJob
  spec/jobTemplate/spec/template/spec/imagePullSecrets/name : CronJob
  spec/tls/secretName : Ingress
  metadata/annotations/ingress.kubernetes.io\/auth-secret : Ingress
  metadata/annotations/nginx.ingress.kubernetes.io\/auth-secret : Ingress
  metadata/annotations/nginx.ingress.kubernetes.io\/auth-tls-secret : Ingress
  spec/tls/secretName : Ingress
  imagePullSecrets/name : ServiceAccount
  parameters/secretName : StorageClass
  parameters/adminSecretName : StorageClass
  parameters/userSecretName : StorageClass
  parameters/secretRef : StorageClass
  rules/resourceNames : Role ClusterRole
  spec/azureFile/secretName : PersistentVolume
Service@v1
  spec/serviceName : StatefulSet.apps
  spec/rules/http/paths/backend/serviceName : Ingress
  spec/backend/serviceName : Ingress
  spec/rules/http/paths/backend/service/name : Ingress
  spec/defaultBackend/service/name : Ingress
  spec/service/name : APIService.apiregistration.k8s.io
  webhooks/clientConfig/service : ValidatingWebhookConfiguration.admissionregistration.k8s.io MutatingWebhookConfiguration.admissionregistration.k8s.io
Role.rbac.authorization.k8s.io
  roleRef/name : RoleBinding.rbac.authorization.k8s.io
ClusterRole.rbac.authorization.k8s.io
  roleRef/name : RoleBinding.rbac.authorization.k8s.io ClusterRoleBinding.rbac.authorization.k8s.io
ServiceAccount@v1
  subjects : RoleBinding.rbac.authorization.k8s.io ClusterRoleBinding.rbac.authorization.k8s.io
  spec/serviceAccountName : Pod
  spec/template/spec/serviceAccountName : StatefulSet Deployment ReplicationController Job DaemonSet
  spec/jobTemplate/spec/template/spec/serviceAccountName : CronJob
PersistentVolumeClaim@v1
  spec/volumes/persistentVolumeClaim/claimName : Pod
  spec/template/spec/volumes/persistentVolumeClaim/claimName : StatefulSet Deployment ReplicationController Job DaemonSet
  spec/jobTemplate/spec/template/spec/volumes/persistentVolumeClaim/claimName : CronJob
PersistentVolume@v1
  spec/volumeName : PersistentVolumeClaim
  rules/resourceNames : ClusterRole
StorageClass.storage.k8s.io@v1
  spec/storageClassName : PersistentVolume PersistentVolumeClaim
  spec/volumeClaimTemplates/spec/storageClassName : StatefulSet
PriorityClass.scheduling.k8s.io@v1
  spec/priorityClassName : Pod
  spec/template/spec/priorityClassName : StatefulSet Deployment ReplicationController Job DaemonSet
  spec/jobTemplate/spec/template/spec/priorityClassName : CronJob
IngressClass.networking.k8s.io/v1@v1
  spec/ingressClassName : Ingress
ValidatingAdmissionPolicy.admissionregistration.k8s.io
  spec/policyName : ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io
`);
