import { type BuiltinFieldSpecs, builtinFieldSpecs } from './field-specs/builtin.ts';
import { builtinNameReferences } from './field-specs/builtin-name-references.ts';
import { mergeFieldSpecs } from './field-specs/field-spec.ts';
import { mergeNameReferences, type NameReference } from './field-specs/name-reference-spec.ts';

/** Where transformers write: the builtin tables and what `configurations:` and `crds:` add. */
export interface TransformerConfig extends BuiltinFieldSpecs {
  readonly nameReference: readonly NameReference[];
}

export const builtinConfig: TransformerConfig = { ...builtinFieldSpecs, nameReference: builtinNameReferences };

/**
 * @returns both, what is equal once
 * @throws ConflictingFieldSpecs where they disagree on whether a field is made
 * @see kustomize api/internal/plugins/builtinconfig TransformerConfig.Merge
 */
export function mergeConfig(config: TransformerConfig, added: TransformerConfig): TransformerConfig {
  if (config === added || added === builtinConfig) return config;
  if (config === builtinConfig) return mergeParts(builtinConfig, added);
  return mergeParts(config, added);
}

function mergeParts(config: TransformerConfig, added: TransformerConfig): TransformerConfig {
  return {
    namePrefix: mergeFieldSpecs(config.namePrefix, added.namePrefix),
    nameSuffix: mergeFieldSpecs(config.nameSuffix, added.nameSuffix),
    namespace: mergeFieldSpecs(config.namespace, added.namespace),
    labels: mergeFieldSpecs(config.labels, added.labels),
    commonLabels: mergeFieldSpecs(config.commonLabels, added.commonLabels),
    templateLabels: mergeFieldSpecs(config.templateLabels, added.templateLabels),
    commonAnnotations: mergeFieldSpecs(config.commonAnnotations, added.commonAnnotations),
    images: mergeFieldSpecs(config.images, added.images),
    replicas: mergeFieldSpecs(config.replicas, added.replicas),
    varReference: mergeFieldSpecs(config.varReference, added.varReference),
    nameReference: mergeNameReferences(config.nameReference, added.nameReference),
  };
}
