import { NAMESPACES } from '../objects/vocabulary.ts';
import type { Json, JsonObject, Random } from '../random.ts';
import type { KeptFiles } from './kept-files.ts';
import type { Known } from './known.ts';
import { mergeBody, operations } from './patch-bodies.ts';
import { replacement } from './replacement-entries.ts';

/** An entry of `transformers:`: a builtin's configuration, in place or in a file. */
export function pluginTransformer(random: Random, each: Known | undefined, kept: KeptFiles, index: number): Json {
  const namespace = random.chance(0.5) ? { namespace: random.pick(NAMESPACES) } : {};
  const bodies = [...forAll(random), ...(each === undefined ? [] : forOne(random, each))];
  const body = { apiVersion: 'builtin', metadata: { name: `t${index}`, ...namespace }, ...random.pick(bodies) };
  return random.chance(0.5) ? JSON.stringify(body) : kept.keep('transformer', body);
}

function forAll(random: Random): readonly JsonObject[] {
  const fieldSpecs = [{ path: 'metadata/name' }];
  return [
    { kind: 'PrefixTransformer', prefix: 'tp-', fieldSpecs },
    { kind: 'SuffixTransformer', suffix: '-ts', fieldSpecs },
    { kind: 'PrefixSuffixTransformer', prefix: 'a-', suffix: '-z', fieldSpecs },
    { kind: 'LabelTransformer', labels: { t: 'on' }, fieldSpecs: [{ path: 'metadata/labels', create: true }] },
    {
      kind: 'AnnotationsTransformer',
      annotations: { t: '1' },
      fieldSpecs: [{ path: 'metadata/annotations', create: true }],
    },
    {
      kind: 'NamespaceTransformer',
      unsetOnly: random.chance(0.5),
      ...random.record({
        setRoleBindingSubjects: [0.6, () => random.pick(['none', 'allServiceAccounts', 'defaultOnly'])],
        fieldSpecs: [0.5, () => [{ path: 'metadata/name', kind: 'Namespace', create: true }]],
      }),
    },
    {
      kind: 'ImageTagTransformer',
      imageTag: { name: 'nginx', newTag: 't' },
      fieldSpecs: [{ path: 'spec/template/image', kind: 'Thing' }],
    },
    valueAdd(random),
    { kind: 'HashTransformer' },
  ];
}

function valueAdd(random: Random): JsonObject {
  const fieldPath = random.pick([
    'metadata/annotations/va',
    'spec/path',
    'metadata/namespace',
    'spec/template/metadata/annotations/x~y',
  ]);
  const position = random.record({ filePathPosition: [0.4, () => random.int(0, 2)] });
  return {
    kind: 'ValueAddTransformer',
    value: 'added',
    targets: [{ selector: { kind: 'Deployment|Thing' }, fieldPath, ...position }],
  };
}

function forOne(random: Random, each: Known): readonly JsonObject[] {
  const { kind, name } = each;
  return [
    { kind: 'PatchTransformer', patch: JSON.stringify(operations(random, each)), target: { kind } },
    { kind: 'PatchStrategicMergeTransformer', patches: JSON.stringify(mergeBody(random, each)) },
    {
      kind: 'PatchJson6902Transformer',
      target: { kind, name },
      jsonOp: JSON.stringify(operations(random, each)),
    },
    {
      kind: 'ReplicaCountTransformer',
      replica: { name, count: 3 },
      fieldSpecs: [{ path: 'spec/replicas', kind, create: true }],
    },
    { kind: 'ReplacementTransformer', replacements: [replacement(random, each, each)] },
  ];
}
