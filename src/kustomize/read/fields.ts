import type { Mapping, Scalar } from '../../yaml/node/node.ts';
import {
  anything,
  type Decoder,
  embedded,
  flag,
  integer,
  listOf,
  mapOf,
  type ReadField,
  struct,
  text,
} from './decode.ts';
import { replacementEntry } from './replacement.ts';
import { selector } from './selector.ts';
import { variable } from './variable.ts';

const texts = listOf(text);
const textMap = mapOf(text);
const embeddedText = embedded(text);
const embeddedTexts = embedded(texts);
const noTexts: ReadonlyMap<string, Scalar> = new Map();

export const fieldSpec = struct((field) => ({
  group: field('group', embeddedText),
  version: field('version', embeddedText),
  kind: field('kind', embeddedText),
  path: field('path', text),
  create: field('create', flag) ?? false,
}));

export const patch = struct((field, node) => ({
  node,
  path: field('path', text),
  patch: field('patch', text),
  target: field('target', selector),
  options: field('options', mapOf(flag)),
}));

export const image = struct((field, node) => ({
  node,
  name: field('name', text),
  newName: field('newName', text),
  newTag: field('newTag', text),
  tagSuffix: field('tagSuffix', text),
  digest: field('digest', text),
}));

const label = struct((field, node) => ({
  node,
  pairs: field('pairs', textMap) ?? noTexts,
  includeSelectors: field('includeSelectors', flag) ?? false,
  includeTemplates: field('includeTemplates', flag) ?? false,
  includeVolumeClaimTemplates: field('includeVolumeClaimTemplates', flag),
  fields: field('fields', listOf(fieldSpec)) ?? [],
}));

export const replica = struct((field, node) => ({ node, name: field('name', text), count: field('count', integer) }));

const generatorOptions = struct((field) => ({
  labels: field('labels', textMap),
  annotations: field('annotations', textMap),
  disableNameSuffixHash: field('disableNameSuffixHash', flag) ?? false,
  immutable: field('immutable', flag) ?? false,
}));

const generatorFields = (field: ReadField, node: Mapping) => ({
  node,
  name: field('name', embeddedText),
  namespace: field('namespace', embeddedText),
  behavior: field('behavior', embeddedText),
  literals: field('literals', embeddedTexts) ?? [],
  files: field('files', embeddedTexts) ?? [],
  envs: field('envs', embeddedTexts) ?? [],
  env: field('env', embeddedText),
  options: field('options', embedded(generatorOptions)),
});
export const configMap = struct(generatorFields);
export const secret = struct((field, node) => ({ ...generatorFields(field, node), type: field('type', text) }));

const objectMeta = struct((field) => ({
  name: field('name', text),
  namespace: field('namespace', text),
  labels: field('labels', textMap),
  annotations: field('annotations', textMap),
}));

const sortOptions = struct((field, node) => ({
  node,
  order: field('order', text),
  legacySortOptions: field(
    'legacySortOptions',
    struct((legacy) => ({
      orderFirst: legacy('orderFirst', texts) ?? [],
      orderLast: legacy('orderLast', texts) ?? [],
    })),
  ),
}));

/**
 * A kustomization file, field by field, as written.
 *
 * @see kustomize api/types Kustomization
 */
export const kustomizationFields = struct((field, node) => ({
  node,
  apiVersion: field('apiVersion', embeddedText),
  kind: field('kind', embeddedText),
  metadata: field('metadata', objectMeta),
  resources: field('resources', texts) ?? [],
  bases: field('bases', texts) ?? [],
  components: field('components', texts) ?? [],
  namespace: field('namespace', text),
  namePrefix: field('namePrefix', text),
  nameSuffix: field('nameSuffix', text),
  labels: field('labels', listOf(label)) ?? [],
  commonLabels: field('commonLabels', textMap) ?? noTexts,
  commonAnnotations: field('commonAnnotations', textMap) ?? noTexts,
  patches: field('patches', listOf(patch)) ?? [],
  patchesStrategicMerge: field('patchesStrategicMerge', texts) ?? [],
  patchesJson6902: field('patchesJson6902', listOf(patch)) ?? [],
  images: field('images', listOf(image)) ?? [],
  imageTags: field('imageTags', listOf(image)) ?? [],
  replicas: field('replicas', listOf(replica)) ?? [],
  configMapGenerator: field('configMapGenerator', listOf(configMap)) ?? [],
  secretGenerator: field('secretGenerator', listOf(secret)) ?? [],
  generatorOptions: field('generatorOptions', generatorOptions),
  configurations: field('configurations', texts) ?? [],
  crds: field('crds', texts) ?? [],
  generators: field('generators', texts) ?? [],
  transformers: field('transformers', texts) ?? [],
  validators: field('validators', texts) ?? [],
  buildMetadata: field('buildMetadata', texts) ?? [],
  replacements: field('replacements', listOf(replacementEntry)) ?? [],
  vars: field('vars', listOf(variable)) ?? [],
  openapi: field('openapi', textMap),
  sortOptions: field('sortOptions', sortOptions),
  helmCharts: field('helmCharts', listOf(anything)) ?? [],
  helmGlobals: field('helmGlobals', anything),
  helmChartInflationGenerator: field('helmChartInflationGenerator', listOf(anything)) ?? [],
}));

export type KustomizationFields = DecodedBy<typeof kustomizationFields>;
export type PatchEntry = DecodedBy<typeof patch>;
export type ImageEntry = DecodedBy<typeof image>;
export type LabelEntry = DecodedBy<typeof label>;
export type ReplicaEntry = DecodedBy<typeof replica>;
export type GeneratorEntry = ReturnType<typeof generatorFields>;
export type SecretEntry = DecodedBy<typeof secret>;
export type GeneratorOptions = DecodedBy<typeof generatorOptions>;
export type FieldSpecEntry = DecodedBy<typeof fieldSpec>;
export type SortOptions = DecodedBy<typeof sortOptions>;
export type SelectorEntry = DecodedBy<typeof selector>;

type DecodedBy<D> = D extends Decoder<infer Value> ? Value : never;
