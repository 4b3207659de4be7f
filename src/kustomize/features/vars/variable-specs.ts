import { type FieldSpec, parseFieldSpecs } from '../../fields/field-spec.ts';

/** Where variables are filled in. */
export interface VariableSpecs {
  readonly varReference: readonly FieldSpec[];
}

/** @see kustomize api/internal/konfig/builtinpluginconsts/varreference.go */
export const variableSpecs: VariableSpecs = {
  varReference: parseFieldSpecs(`
  spec/jobTemplate/spec/template/spec/containers/args : CronJob
  spec/jobTemplate/spec/template/spec/containers/command : CronJob
  spec/jobTemplate/spec/template/spec/containers/env/value : CronJob
  spec/jobTemplate/spec/template/spec/containers/volumeMounts/mountPath : CronJob
  spec/jobTemplate/spec/template/spec/initContainers/args : CronJob
  spec/jobTemplate/spec/template/spec/initContainers/command : CronJob
  spec/jobTemplate/spec/template/spec/initContainers/env/value : CronJob
  spec/jobTemplate/spec/template/spec/initContainers/volumeMounts/mountPath : CronJob
  spec/jobTemplate/spec/template/volumes/nfs/server : CronJob
  spec/template/spec/containers/args : DaemonSet Deployment Job ReplicaSet StatefulSet
  spec/template/spec/containers/command : DaemonSet Deployment Job ReplicaSet StatefulSet
  spec/template/spec/containers/env/value : DaemonSet Deployment Job ReplicaSet StatefulSet
  spec/template/spec/containers/volumeMounts/mountPath : DaemonSet Deployment Job ReplicaSet StatefulSet
  spec/template/spec/initContainers/args : DaemonSet Deployment Job ReplicaSet StatefulSet
  spec/template/spec/initContainers/command : DaemonSet Deployment Job ReplicaSet StatefulSet
  spec/template/spec/initContainers/env/value : DaemonSet Deployment Job ReplicaSet StatefulSet
  spec/template/spec/initContainers/volumeMounts/mountPath : DaemonSet Deployment Job ReplicaSet StatefulSet
  spec/template/spec/volumes/nfs/server : DaemonSet Deployment Job ReplicaSet
  spec/template/metadata/annotations : Deployment
  spec/rules/host : Ingress
  spec/tls/hosts : Ingress
  spec/tls/secretName : Ingress
  spec/containers/args : Pod
  spec/containers/command : Pod
  spec/containers/env/value : Pod
  spec/containers/volumeMounts/mountPath : Pod
  spec/initContainers/args : Pod
  spec/initContainers/command : Pod
  spec/initContainers/env/value : Pod
  spec/initContainers/volumeMounts/mountPath : Pod
  spec/volumes/nfs/server : Pod
  spec/ports/port : Service
  spec/ports/targetPort : Service
  spec/volumeClaimTemplates/spec/nfs/server : StatefulSet
  spec/nfs/server : PersistentVolume
  metadata/labels : *
  metadata/annotations : *
`),
};
