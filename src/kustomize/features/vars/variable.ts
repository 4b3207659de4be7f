import { parseApiVersion } from '../../../kubernetes/facts/object-ref.ts';
import type { Mapping, Scalar } from '../../../yaml/node/node.ts';
import { type FieldSpec, parseFieldSpecs } from '../../fields/field-spec.ts';
import type { Gvk } from '../../model/gvk.ts';
import { type Decoder, embedded, listOf, type ReadField, struct, text } from '../../read/decode.ts';

/** A name that stands for a field of an object: `$(NAME)`. */
export interface Variable {
  readonly node: Mapping;
  readonly name: string;
  readonly object: Gvk & { readonly name: string; readonly namespace: string };
  readonly fieldPath: string;
}

interface ObjectReference {
  readonly apiVersion: Scalar | undefined;
  readonly group: Scalar | undefined;
  readonly version: Scalar | undefined;
  readonly kind: Scalar | undefined;
  readonly name: Scalar | undefined;
  readonly namespace: Scalar | undefined;
}

const objectReference: Decoder<ObjectReference> = struct((field) => ({
  apiVersion: field('apiVersion', text),
  group: field('group', embedded(text)),
  version: field('version', embedded(text)),
  kind: field('kind', embedded(text)),
  name: field('name', text),
  namespace: field('namespace', text),
}));

const fieldReference = struct((field) => ({ fieldPath: field('fieldPath', text) }));

/** Reads an entry of `vars:`. @see kustomize api/types Var */
const variable: Decoder<Variable> = struct((field, node) => ({
  node,
  name: field('name', text)?.text ?? '',
  object: objectOf(field('objref', objectReference)),
  fieldPath: field('fieldref', fieldReference)?.fieldPath?.text || 'metadata.name',
}));

/** Reads `vars:`. */
export const variableFields = (field: ReadField) => ({ vars: field('vars', listOf(variable)) ?? [] });

function objectOf(reference: ObjectReference | undefined): Variable['object'] {
  const written = { group: reference?.group?.text ?? '', version: reference?.version?.text ?? '' };
  return {
    ...written,
    ...ofApiVersion(reference?.apiVersion?.text ?? '', written.group),
    kind: reference?.kind?.text ?? '',
    name: reference?.name?.text ?? '',
    namespace: reference?.namespace?.text ?? '',
  };
}

function ofApiVersion(apiVersion: string, group: string): Partial<Gvk> {
  if (apiVersion === '' || apiVersion.split('/').length > 2) return {};
  const parsed = parseApiVersion(apiVersion);
  return apiVersion.includes('/') ? parsed : { group, version: parsed.version };
}

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
