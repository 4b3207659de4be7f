import type { Scalar } from '../../../yaml/node/node.ts';
import { type FieldSpec, fieldSpecList, parseFieldSpecs } from '../../fields/field-spec.ts';
import { type DecodedBy, flag, listOf, type ReadField, struct, textMap } from '../../read/decode.ts';
import type { Behaviours } from '../../releases/behaviours.ts';

const NO_PAIRS: ReadonlyMap<string, Scalar> = new Map();

/** Reads an entry of `labels:`. @see kustomize api/types Label */
const label = struct((field, node) => ({
  node,
  pairs: field('pairs', textMap) ?? NO_PAIRS,
  includeSelectors: field('includeSelectors', flag) ?? false,
  includeTemplates: field('includeTemplates', flag) ?? false,
  includeVolumeClaimTemplates: field('includeVolumeClaimTemplates', flag),
  fields: field('fields', fieldSpecList) ?? [],
}));

export type LabelEntry = DecodedBy<typeof label>;

/** Reads `labels:`, `commonLabels:` and `commonAnnotations:`. */
export const labelFields = (field: ReadField) => ({
  labels: field('labels', listOf(label)) ?? [],
  commonLabels: field('commonLabels', textMap) ?? NO_PAIRS,
  commonAnnotations: field('commonAnnotations', textMap) ?? NO_PAIRS,
});

/** Where labels and annotations stand. */
export interface LabelSpecs {
  readonly labels: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly volumeClaimTemplateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
}

const METADATA = `
+ metadata/labels : *
+ spec/template/metadata/labels : ReplicationController@v1 Deployment ReplicaSet DaemonSet StatefulSet.apps Job.batch
+ spec/jobTemplate/metadata/labels : CronJob.batch
+ spec/jobTemplate/spec/template/metadata/labels : CronJob.batch
`;

const VOLUME_CLAIM_TEMPLATES = `
+ spec/volumeClaimTemplates[]/metadata/labels : StatefulSet.apps
`;

const SELECTORS = `
+ spec/selector : Service@v1 ReplicationController@v1
+ spec/selector/matchLabels : Deployment ReplicaSet DaemonSet StatefulSet.apps
  spec/template/spec/affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels : Deployment.apps StatefulSet.apps
  spec/template/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels : Deployment.apps StatefulSet.apps
  spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels : Deployment.apps StatefulSet.apps
  spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels : Deployment.apps StatefulSet.apps
  spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels : Deployment.apps StatefulSet.apps
  spec/selector/matchLabels : Job.batch PodDisruptionBudget.policy
  spec/jobTemplate/spec/selector/matchLabels : CronJob.batch
  spec/podSelector/matchLabels : NetworkPolicy.networking.k8s.io
  spec/ingress/from/podSelector/matchLabels : NetworkPolicy.networking.k8s.io
  spec/egress/to/podSelector/matchLabels : NetworkPolicy.networking.k8s.io
`;

const ANNOTATIONS = `
+ metadata/annotations : *
+ spec/template/metadata/annotations : ReplicationController@v1 Deployment ReplicaSet DaemonSet StatefulSet Job.batch
+ spec/jobTemplate/metadata/annotations : CronJob.batch
+ spec/jobTemplate/spec/template/metadata/annotations : CronJob.batch
`;

/** @see kustomize api/internal/konfig/builtinpluginconsts/commonlabels.go, metadatalabels.go, commonannotations.go */
export function labelSpecsOf({ volumeClaimTemplateLabels: apart }: Behaviours): LabelSpecs {
  return {
    labels: [],
    commonLabels: parseFieldSpecs(SELECTORS + METADATA + VOLUME_CLAIM_TEMPLATES),
    templateLabels: parseFieldSpecs(apart ? METADATA : METADATA + VOLUME_CLAIM_TEMPLATES),
    volumeClaimTemplateLabels: apart ? parseFieldSpecs(VOLUME_CLAIM_TEMPLATES) : [],
    commonAnnotations: parseFieldSpecs(ANNOTATIONS),
  };
}
