import { onceEach, onceTogether } from '../../memo/by-value.ts';
import { type AffixSpecs, affixSpecs } from '../features/affixes/affix-transformer.ts';
import { type ImageSpecs, imageSpecsOf } from '../features/images/image-transformer.ts';
import { type LabelSpecs, labelSpecsOf } from '../features/labels/label-fields.ts';
import { builtinNameReferences } from '../features/names/builtin-name-references.ts';
import {
  mergeNameReferences,
  type NameReference,
  sortedNameReferences,
} from '../features/names/name-reference-spec.ts';
import { type NamespaceSpecs, namespaceSpecs } from '../features/namespace/namespace-transformer.ts';
import { type ReplicaSpecs, replicaSpecs } from '../features/replicas/replica-transformer.ts';
import { type VariableSpecs, variableSpecs } from '../features/vars/variable.ts';
import { mergeFieldSpecs, sortedFieldSpecs } from '../fields/field-spec.ts';
import type { Behaviours } from '../releases/behaviours.ts';

/** Where transformers write: the builtin tables and what `configurations:` and `crds:` add. */
export interface TransformerConfig
  extends AffixSpecs,
    NamespaceSpecs,
    LabelSpecs,
    ImageSpecs,
    ReplicaSpecs,
    VariableSpecs {
  readonly nameReference: readonly NameReference[];
}

/** No table at all, to add what a file says to. */
export const emptyConfig: TransformerConfig = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  labels: [],
  commonLabels: [],
  templateLabels: [],
  volumeClaimTemplateLabels: [],
  commonAnnotations: [],
  images: [],
  replicas: [],
  varReference: [],
  nameReference: [],
};

/** @returns the builtin tables, one and the same for the same behaviours: merging them again adds nothing. */
export const builtinConfigOf = onceEach(
  (behaviours: Behaviours): TransformerConfig =>
    sortedConfig({
      ...affixSpecs,
      ...namespaceSpecs,
      ...labelSpecsOf(behaviours),
      ...imageSpecsOf(behaviours),
      ...replicaSpecs,
      ...variableSpecs,
      nameReference: builtinNameReferences,
    }),
);

/** @returns tables in kustomize's order. @see kustomize api/internal/plugins/builtinconfig TransformerConfig.sortFields */
export function sortedConfig(config: TransformerConfig): TransformerConfig {
  return {
    namePrefix: sortedFieldSpecs(config.namePrefix),
    nameSuffix: sortedFieldSpecs(config.nameSuffix),
    namespace: sortedFieldSpecs(config.namespace),
    labels: sortedFieldSpecs(config.labels),
    commonLabels: sortedFieldSpecs(config.commonLabels),
    templateLabels: sortedFieldSpecs(config.templateLabels),
    volumeClaimTemplateLabels: sortedFieldSpecs(config.volumeClaimTemplateLabels),
    commonAnnotations: sortedFieldSpecs(config.commonAnnotations),
    images: sortedFieldSpecs(config.images),
    replicas: sortedFieldSpecs(config.replicas),
    varReference: sortedFieldSpecs(config.varReference),
    nameReference: sortedNameReferences(config.nameReference),
  };
}

/**
 * @returns both in kustomize's order, without what one that stands before it covers: it is by this order that a
 *   narrower specification takes the place of a builtin one
 * @throws ConflictingFieldSpecs where they disagree on whether a field is made
 * @see kustomize api/internal/plugins/builtinconfig TransformerConfig.Merge
 */
export function mergeConfig(config: TransformerConfig, added: TransformerConfig): TransformerConfig {
  if (config === added || added === emptyConfig) return config;
  // A base brings its tables to each that refers to it.
  return once([config, added], () => mergeParts(config, added));
}

const once = onceTogether<TransformerConfig>();

function mergeParts(config: TransformerConfig, added: TransformerConfig): TransformerConfig {
  const both = sortedConfig({
    namePrefix: mergeFieldSpecs(config.namePrefix, added.namePrefix),
    nameSuffix: mergeFieldSpecs(config.nameSuffix, added.nameSuffix),
    namespace: mergeFieldSpecs(config.namespace, added.namespace),
    labels: mergeFieldSpecs(config.labels, added.labels),
    commonLabels: mergeFieldSpecs(config.commonLabels, added.commonLabels),
    volumeClaimTemplateLabels: mergeFieldSpecs(config.volumeClaimTemplateLabels, added.volumeClaimTemplateLabels),
    templateLabels: mergeFieldSpecs(config.templateLabels, added.templateLabels),
    commonAnnotations: mergeFieldSpecs(config.commonAnnotations, added.commonAnnotations),
    images: mergeFieldSpecs(config.images, added.images),
    replicas: mergeFieldSpecs(config.replicas, added.replicas),
    varReference: mergeFieldSpecs(config.varReference, added.varReference),
    nameReference: mergeNameReferences(config.nameReference, added.nameReference),
  });
  // The same tables stay the same object, so that merging them again is known to add nothing.
  return fields.every((field) => both[field] === config[field]) ? config : both;
}

const fields = Object.keys(emptyConfig).filter((name): name is keyof TransformerConfig => name in emptyConfig);
