import { labels } from '../objects/metadata.ts';
import { NAMESPACES } from '../objects/vocabulary.ts';
import type { Json, JsonObject, Random } from '../random.ts';
import { configurationFile, crdFile, openapi } from './configuration-files.ts';
import { generatedBy, generatorEntry, generatorOptions } from './generator-entries.ts';
import { KeptFiles } from './kept-files.ts';
import type { Known } from './known.ts';
import { json6902Entry, mergeEntry, patchEntry } from './patch-entries.ts';
import { pluginGenerator } from './plugin-generator.ts';
import { pluginTransformer } from './plugin-transformers.ts';
import { replacementEntry } from './replacement-entries.ts';
import { imageEntry, labelEntry, replicaEntry } from './transformer-entries.ts';
import { variable } from './variables.ts';

/** What a kustomization asks for beside its resources, and the files that it needs for that. */
export interface Asked {
  readonly fields: JsonObject;
  readonly files: ReadonlyMap<string, Json>;
  /** What its generators make. */
  readonly generated: readonly Known[];
}

/** Makes the fields of a kustomization, for objects that it can reach. */
export function randomFields(random: Random, known: readonly Known[], isRoot: boolean): Asked {
  const kept = new KeptFiles();
  /** Makes something for an object that is there, where one is. */
  const forOne = <Made>(make: (each: Known) => Made): Made | undefined =>
    known.length === 0 ? undefined : make(random.pick(known));
  const listOf = (each: Json | undefined): Json | undefined => (each === undefined ? undefined : [each]);
  const fields = random.record({
    metadata: [0.03, () => ({ name: 'here', namespace: 'x', labels: { a: 'b' }, annotations: { c: 'd' } })],
    namespace: [0.25, () => random.pick(NAMESPACES)],
    namePrefix: [0.25, () => random.pick(['p-', 'dev-', 'x.'])],
    nameSuffix: [0.2, () => random.pick(['-s', '-v2'])],
    labels: [0.25, () => random.some(1, 2, () => labelEntry(random))],
    commonLabels: [0.15, () => labels(random)],
    commonAnnotations: [0.2, () => ({ note: random.pick(['1', 'on', 'text']), 'example.org/x': 'a' })],
    images: [0.25, () => random.some(1, 2, () => imageEntry(random))],
    imageTags: [0.04, () => [imageEntry(random)]],
    replicas: [0.3, () => listOf(replicaEntry(random, known))],
    patches: [0.4, () => listOf(forOne((each) => patchEntry(random, each, kept)))],
    patchesStrategicMerge: [0.14, () => listOf(forOne((each) => mergeEntry(random, each, kept)))],
    patchesJson6902: [0.14, () => listOf(forOne((each) => json6902Entry(random, each, kept)))],
    configMapGenerator: [
      0.3,
      () => random.some(1, 2, (index) => generatorEntry(random, 'ConfigMap', index, kept, known)),
    ],
    secretGenerator: [0.25, () => [generatorEntry(random, 'Secret', 0, kept, known)]],
    generatorOptions: [0.14, () => generatorOptions(random, { gen: 'yes' })],
    replacements: [0.35, () => forOne((from) => listOf(forOne((to) => replacementEntry(random, from, to, kept))))],
    vars: [
      0.15,
      () => listOf(forOne((each) => variable(random, each, random.pick(['NAME', 'OTHER', 'MORE', 'LAST'])))),
    ],
    configurations: [0.1, () => [configurationFile(random, kept)]],
    crds: [0.05, () => [crdFile(kept)]],
    openapi: [0.05, () => openapi(random, kept)],
    transformers: [
      0.25,
      () => random.some(1, 3, (index) => forOne((each) => pluginTransformer(random, each, kept, index)) ?? ''),
    ],
    generators: [0.14, () => [pluginGenerator(random, kept)]],
    validators: [0.04, () => ['apiVersion: builtin\nkind: LabelTransformer\nmetadata:\n  name: v\nlabels: {}\n']],
    buildMetadata: [isRoot ? 0.2 : 0.06, () => buildMetadata(random)],
    sortOptions: [isRoot ? 0.2 : 0.06, () => sortOptions(random)],
    ...helm(random, isRoot),
  });
  const generated = [
    ...generatedBy(fields.configMapGenerator, 'ConfigMap'),
    ...generatedBy(fields.secretGenerator, 'Secret'),
  ];
  return { fields, files: kept.files, generated };
}

function buildMetadata(random: Random): Json {
  const all = ['originAnnotations', 'transformerAnnotations', 'managedByLabel'];
  const asked = all.filter(() => random.chance(0.5));
  return asked.length === 0 ? all : asked;
}

function sortOptions(random: Random): Json {
  return random.pick<Json>([
    { order: 'fifo' },
    { order: 'legacy' },
    { order: 'legacy', legacySortOptions: { orderFirst: ['Service', 'Deployment'], orderLast: ['ConfigMap'] } },
  ]);
}

/** Charts end both builds; an empty list of them, and settings for none, change nothing. */
function helm(random: Random, isRoot: boolean): Readonly<Record<string, readonly [number, () => Json]>> {
  const isEmpty = random.chance(0.88);
  const share = isRoot ? 0.04 : 0.02;
  return {
    helmCharts: [share, () => (isEmpty ? [] : [{ name: 'chart', releaseName: 'r' }])],
    helmGlobals: [share, () => ({ chartHome: 'charts', configHome: 'home' })],
    helmChartInflationGenerator: [share, () => (isEmpty ? [] : [{ chartName: 'chart' }])],
  };
}
