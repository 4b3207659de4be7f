import { affixFields } from '../features/affixes/affix-transformer.ts';
import { generatorFields } from '../features/generators/generator-fields.ts';
import { imageFields } from '../features/images/image-transformer.ts';
import { labelFields } from '../features/labels/label-fields.ts';
import { namespaceFields } from '../features/namespace/namespace-transformer.ts';
import { sortFields } from '../features/output/sort.ts';
import { patchFields } from '../features/patches/patch-transformers.ts';
import { replacementFields } from '../features/replacements/replacement-transformer.ts';
import { replicaFields } from '../features/replicas/replica-transformer.ts';
import { variableFields } from '../features/vars/variable.ts';
import { anything, type DecodedBy, embedded, listOf, struct, text, textMap, texts } from '../read/decode.ts';

const objectMeta = struct((field) => ({
  name: field('name', text),
  namespace: field('namespace', text),
  labels: field('labels', textMap),
  annotations: field('annotations', textMap),
}));

/**
 * A kustomization file, field by field: each feature reads its own. The first field that is wrong is the one told of, so
 * that their order counts.
 *
 * @see kustomize api/types Kustomization
 */
export const kustomizationFields = struct((field, node) => ({
  node,
  apiVersion: field('apiVersion', embedded(text)),
  kind: field('kind', embedded(text)),
  metadata: field('metadata', objectMeta),
  resources: [...(field('resources', texts) ?? []), ...(field('bases', texts) ?? [])],
  components: field('components', texts) ?? [],
  ...namespaceFields(field),
  ...affixFields(field),
  ...labelFields(field),
  ...patchFields(field),
  ...imageFields(field),
  ...replicaFields(field),
  ...generatorFields(field),
  configurations: field('configurations', texts) ?? [],
  crds: field('crds', texts) ?? [],
  generators: field('generators', texts) ?? [],
  transformers: field('transformers', texts) ?? [],
  validators: field('validators', texts) ?? [],
  buildMetadata: field('buildMetadata', texts) ?? [],
  ...replacementFields(field),
  ...variableFields(field),
  openapi: field('openapi', textMap),
  ...sortFields(field),
  helmCharts: field('helmCharts', listOf(anything)) ?? [],
  helmGlobals: field('helmGlobals', anything),
  helmChartInflationGenerator: field('helmChartInflationGenerator', listOf(anything)) ?? [],
}));

export type KustomizationFields = DecodedBy<typeof kustomizationFields>;
