const RESOURCE_ID = ['group', 'version', 'kind', 'name', 'namespace'];
const SELECTOR = [...RESOURCE_ID, 'labelSelector', 'annotationSelector'];
const OPTIONS = ['labels', 'annotations', 'disableNameSuffixHash', 'immutable'];
const GENERATOR = ['name', 'namespace', 'behavior', 'literals', 'files', 'envs', 'env', ...within('options', OPTIONS)];
const IMAGE = ['name', 'newName', 'newTag', 'tagSuffix', 'digest'];
const FIELD_OPTIONS = ['delimiter', 'index', 'encoding'];

/**
 * Every field of a kustomization, the nested ones as `patches.target.kind`; list items have no part of their own.
 *
 * @see kustomize api/types Kustomization
 */
export const API_FIELDS: readonly string[] = [
  'apiVersion',
  'kind',
  ...within('metadata', ['name', 'namespace', 'labels', 'annotations']),
  'resources',
  'bases',
  'components',
  'namespace',
  'namePrefix',
  'nameSuffix',
  ...within('labels', ['pairs', 'includeSelectors', 'includeTemplates']),
  ...within('labels.fields', ['group', 'version', 'kind', 'path', 'create']),
  'commonLabels',
  'commonAnnotations',
  ...within('patches', ['path', 'patch', ...within('options', ['allowNameChange', 'allowKindChange'])]),
  ...within('patches.target', SELECTOR),
  'patchesStrategicMerge',
  ...within('patchesJson6902', ['path', 'patch', ...within('target', ['group', 'version', 'kind', 'name'])]),
  ...within('images', IMAGE),
  'imageTags',
  ...within('replicas', ['name', 'count']),
  ...within('configMapGenerator', GENERATOR),
  ...within('secretGenerator', [...GENERATOR, 'type']),
  ...within('generatorOptions', OPTIONS),
  ...within('replacements', ['path', 'source', 'targets']),
  ...within('replacements.source', [...RESOURCE_ID, 'fieldPath', ...within('options', FIELD_OPTIONS)]),
  ...within('replacements.targets', ['reject', 'fieldPaths', ...within('options', [...FIELD_OPTIONS, 'create'])]),
  ...within('replacements.targets.select', SELECTOR),
  ...within('vars', ['name', 'fieldref.fieldPath', ...within('objref', ['apiVersion', ...RESOURCE_ID])]),
  'configurations',
  'crds',
  ...within('openapi', ['path', 'version']),
  'generators',
  'transformers',
  'validators',
  'buildMetadata',
  ...within('sortOptions', ['order', ...within('legacySortOptions', ['orderFirst', 'orderLast'])]),
  'helmCharts',
  'helmGlobals',
  'helmChartInflationGenerator',
];

function within(field: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `${field}.${name}`);
}
