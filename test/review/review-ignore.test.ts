import { expect, test } from '@jest/globals';
import type { IgnoreConfig } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { reviewOf } from './review-of.ts';

const fleet = (deployment: string, more = '') => ({
  'clusters/dev/kustomization.yaml': 'resources: [../../app]\n',
  'clusters/prod/kustomization.yaml': 'resources: [../../app]\n',
  'app/kustomization.yaml': 'resources: [app.yaml]\n',
  'app/app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: ${deployment}
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: web }] }
${more}`,
});

const job = (name: string) => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: jobs }
`;

/** @returns by cluster: what is left in the review, and how much was ignored */
function reviewed(ignore: string, before: Record<string, string>, after: Record<string, string>) {
  const result = reviewOf(before, after, { config: configOf(`ignore:\n${ignore}`) });
  return Object.fromEntries(
    Object.entries(result.clusters).map(([name, { gained, lost, changed, moved, ignored }]) => [
      name,
      {
        left: [...gained, ...lost, ...moved].map((object) => object.name),
        fields: changed.flatMap(({ fields }) => fields.map(({ path }) => path)),
        ignored,
      },
    ]),
  );
}

function configOf(text: string) {
  const result = readConfig(new Source(text));
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.problems));
  return result.config;
}

test('an object that is ignored is left out of the review, and counted where it would have been in it', () => {
  const before = fleet('{ name: web }', job('nightly-old'));
  const after = fleet('{ name: web }', `${job('nightly-new')}${job('daily')}`);
  expect(reviewed('  - { kind: ConfigMap, name: "nightly-*" }', before, after)).toEqual({
    dev: { left: ['daily'], fields: [], ignored: 2 },
    prod: { left: ['daily'], fields: [], ignored: 2 },
  });
  expect(reviewed('  - { cluster: prod, apiVersion: v*, namespace: jobs }', before, after)).toEqual({
    dev: { left: ['daily', 'nightly-new', 'nightly-old'], fields: [], ignored: 0 },
    prod: { left: [], fields: [], ignored: 3 },
  });
  expect(reviewed('  - { kind: ConfigMap, name: web }', before, before)).toEqual({
    dev: { left: [], fields: [], ignored: 0 },
    prod: { left: [], fields: [], ignored: 0 },
  });
});

const annotated = (annotations: string) => fleet(`{ name: web, annotations: ${annotations} }`);

test.each([
  ['metadata.annotations.checksum/*'],
  ['metadata.annotations["checksum/config"]'],
  ['"metadata.annotations.*"'],
  ['metadata.annotations'],
  ['"**.checksum/config"'],
])('a field that is ignored by %s is left out, and its object is unchanged where nothing else is left', (field) => {
  const ignore = `  - { kind: Deployment, fields: ['${field.replaceAll('"', '') === field ? field : field.replace(/^"(.*)"$/, '$1')}'] }`;
  expect(reviewed(ignore, annotated('{ checksum/config: a }'), annotated('{ checksum/config: b }')).dev).toEqual({
    left: [],
    fields: [],
    ignored: 1,
  });
});

test('fields beside an ignored one stay; a map that comes whole is ignored where all in it is', () => {
  const ignore = '  - { fields: [metadata.annotations.checksum/*] }';
  const none = fleet('{ name: web }');
  expect(
    reviewed(ignore, annotated('{ checksum/a: x, team: a }'), annotated('{ checksum/a: y, team: b }')).dev,
  ).toEqual({
    left: [],
    fields: ['metadata.annotations.team'],
    ignored: 1,
  });
  expect(reviewed(ignore, none, annotated('{ checksum/a: x, checksum/b: y }')).dev?.fields).toEqual([]);
  expect(reviewed(ignore, none, annotated('{ checksum/a: x, team: b }')).dev?.fields).toEqual(['metadata.annotations']);
});

test('an item of a list is named by its key or its value', () => {
  const image = (name: string) => {
    const files = fleet('{ name: web }');
    return { ...files, 'app/app.yaml': files['app/app.yaml'].replace('image: web', `image: ${name}`) };
  };
  for (const field of ['spec.template.spec.containers[name=web].image', 'spec.template.spec.containers.*.image'])
    expect(reviewed(`  - { fields: ['${field}'] }`, image('web:1'), image('web:2')).prod).toEqual({
      left: [],
      fields: [],
      ignored: 1,
    });
});

test('an entry that names nothing, or whose keys do not all fit, ignores nothing', () => {
  const entries: readonly Partial<IgnoreConfig>[] = [{ kind: 'Deploy' }, { kind: 'Deployment', namespace: 'web' }];
  for (const { kind, namespace } of entries) {
    const ignore = `  - { kind: ${kind}${namespace === undefined ? '' : `, namespace: ${namespace}`} }`;
    expect(reviewed(ignore, annotated('{ a: "1" }'), annotated('{ a: "2" }')).dev?.fields).toEqual([
      'metadata.annotations.a',
    ]);
  }
});
