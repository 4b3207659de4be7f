import { Mapping, type Node, Scalar } from '../../yaml/node.ts';
import { applyFieldSpec, FieldSpecError } from '../apply-field-spec.ts';
import { type FieldSpec, mergeFieldSpecs } from '../field-specs/field-spec.ts';
import { fieldSpecOf } from '../field-specs/read.ts';
import type { LabelEntry } from '../kustomization/fields.ts';
import type { Kustomization } from '../kustomization/load.ts';
import type { Resource } from '../resource.ts';
import { setScalar } from '../set-scalar.ts';
import type { TransformerConfig } from '../transformer-config.ts';
import { transformEach } from './transform.ts';

const METADATA_LABELS: FieldSpec = { group: '', version: '', kind: '', path: 'metadata/labels', create: true };

/**
 * Adds `labels:`, then `commonLabels:`.
 *
 * @see kustomize api/internal/target/kusttarget_configplugin.go, LabelTransformer
 */
export function addLabels(
  resources: readonly Resource[],
  kustomization: Kustomization,
  config: TransformerConfig,
): readonly Resource[] {
  let labelled = resources;
  for (const entry of kustomization.labels) {
    labelled = addPairs(labelled, kustomization, 'adding labels', entry.pairs, labelFields(entry, config));
  }
  return addPairs(labelled, kustomization, 'adding commonLabels', kustomization.commonLabels, config.commonLabels);
}

function labelFields(entry: LabelEntry, config: TransformerConfig): readonly FieldSpec[] {
  const own = mergeFieldSpecs(entry.fields.map(fieldSpecOf), config.labels);
  if (entry.includeSelectors) return mergeFieldSpecs(own, config.commonLabels);
  const templates = entry.includeTemplates ? mergeFieldSpecs(own, config.templateLabels) : own;
  return mergeFieldSpecs(templates, [METADATA_LABELS]);
}

/**
 * Sets pairs in every mapping that the field specifications name, as labels and annotations are.
 *
 * @see kustomize api/filters/labels, api/filters/annotations
 */
export function addPairs(
  resources: readonly Resource[],
  kustomization: Kustomization,
  doing: string,
  pairs: ReadonlyMap<string, Scalar>,
  fieldSpecs: readonly FieldSpec[],
): readonly Resource[] {
  if (pairs.size === 0) return resources;
  const by = { kustomization, node: [...pairs.values()][0] };
  return transformEach(resources, doing, by, (resource) => {
    let node = resource.node;
    for (const spec of fieldSpecs) {
      node = applyFieldSpec(node, resource.gvk, spec, 'mapping', (old) => withPairs(old, pairs));
    }
    return resource.withNode(node);
  });
}

function withPairs(old: Node, pairs: ReadonlyMap<string, Scalar>): Node {
  if (!(old instanceof Mapping)) throw new FieldSpecError('labels and annotations must be in a mapping', old);
  let mapping = old;
  for (const [key, value] of pairs) {
    const standing = mapping.get(key);
    if (standing !== undefined && !(standing instanceof Scalar))
      mapping = mapping.with(key, setScalar(undefined, value.text, 'string', value));
    else mapping = mapping.with(key, setScalar(standing, value.text, 'string', value));
  }
  return mapping;
}
