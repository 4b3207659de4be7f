import { expect, test } from '@jest/globals';
import { buildRoot } from '../../src/kustomize/build/build-root.ts';
import type { Resource } from '../../src/kustomize/model/resource.ts';
import { plainFiles } from '../../src/tree/files/plain-files.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../src/yaml/node/node.ts';
import { memoryTree } from '../tree/memory-tree.ts';

const FILES = {
  'overlay/kustomization.yaml': `namespace: prod
resources:
  - ../base
labels:
  - pairs:
      team: shop
images:
  - name: shop
    newTag: "2"
replicas:
  - name: shop
    count: 3
patches:
  - path: merge.yaml
  - target: { kind: Deployment }
    patch: |-
      - op: add
        path: /spec/paused
        value: true
replacements:
  - source: { kind: ConfigMap, name: settings, fieldPath: data.zone }
    targets:
      - select: { kind: Deployment }
        fieldPaths: [spec.template.metadata.annotations.zone]
        options: { create: true }
configMapGenerator:
  - name: settings
    behavior: merge
    literals:
      - zone=eu
`,
  'overlay/merge.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    spec:
      containers:
        - name: shop
          env:
            - name: LEVEL
              value: debug
`,
  'base/kustomization.yaml': `namePrefix: my-
commonAnnotations:
  owner: us
resources:
  - deployment.yaml
configMapGenerator:
  - name: settings
    literals:
      - kept=1
    files:
      - app.txt
`,
  'base/app.txt': 'text\n',
  'base/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: shop
          image: shop:1
          envFrom:
            - configMapRef:
                name: settings
`,
};

const { resources, problems, pathsOf } = buildRoot(plainFiles(memoryTree(FILES), { symlinks: 'follow' }), 'overlay', {
  trace: true,
});

test.each([
  [
    'a patch',
    'Deployment',
    'spec.template.spec.containers.0.env.0.value',
    'overlay/merge.yaml:12',
    'PatchTransformer overlay/kustomization.yaml:14',
  ],
  [
    'a JSON patch within the kustomization',
    'Deployment',
    'spec.paused',
    'overlay/kustomization.yaml:19',
    'PatchTransformer overlay/kustomization.yaml:15',
  ],
  [
    'a replacement, whose value stands where it was written',
    'Deployment',
    'spec.template.metadata.annotations.zone',
    'overlay/kustomization.yaml:30',
    'ReplacementTransformer overlay/kustomization.yaml:21',
  ],
  [
    'images',
    'Deployment',
    'spec.template.spec.containers.0.image',
    'overlay/kustomization.yaml:9',
    'ImageTagTransformer overlay/kustomization.yaml:8',
  ],
  [
    'replicas',
    'Deployment',
    'spec.replicas',
    'overlay/kustomization.yaml:12',
    'ReplicaCountTransformer overlay/kustomization.yaml:11',
  ],
  [
    'the namespace',
    'Deployment',
    'metadata.namespace',
    'overlay/kustomization.yaml:1',
    'NamespaceTransformer overlay/kustomization.yaml:1',
  ],
  [
    'labels',
    'Deployment',
    'metadata.labels.team',
    'overlay/kustomization.yaml:6',
    'LabelTransformer overlay/kustomization.yaml:5',
  ],
  [
    'annotations of the base',
    'Deployment',
    'metadata.annotations.owner',
    'base/kustomization.yaml:3',
    'AnnotationsTransformer base/kustomization.yaml:3',
  ],
  [
    'the prefix of the base',
    'Deployment',
    'metadata.name',
    'base/kustomization.yaml:1',
    'PrefixTransformer base/kustomization.yaml:1',
  ],
  ['a literal of a generator', 'ConfigMap', 'data.kept', 'base/kustomization.yaml:9', undefined],
  ['a file of a generator', 'ConfigMap', 'data.app.txt', 'base/kustomization.yaml:11', undefined],
  ['a literal that is merged in', 'ConfigMap', 'data.zone', 'overlay/kustomization.yaml:30', undefined],
  [
    'the file of the object itself',
    'Deployment',
    'spec.template.spec.containers.0.name',
    'base/deployment.yaml:10',
    undefined,
  ],
])('a field leads to %s', (_, kind, field, written, setter) => {
  expect(problems).toEqual([]);
  const resource = ofKind(kind);
  const node = fieldAt(resource.node, field);
  const { place } = node;
  const [path] = place === undefined ? [] : pathsOf(place.source);
  expect(`${path}:${place?.source.lineAt(place.offset)}`).toBe(written);
  const touch = resource.trail.trace?.setBy.get(node);
  expect(touch && `${touch.by} ${touch.path}:${touch.line}`).toBe(setter);
});

test('an object leads to every entry that has touched it, and to those that brought it in', () => {
  const { trace, via, origin } = ofKind('Deployment').trail;
  expect(trace?.touches.map(({ by, path, line }) => `${path}:${line} ${by}`)).toEqual([
    'base/kustomization.yaml:1 PrefixTransformer',
    'base/kustomization.yaml:3 AnnotationsTransformer',
    'overlay/kustomization.yaml:14 PatchTransformer',
    'overlay/kustomization.yaml:15 PatchTransformer',
    'overlay/kustomization.yaml:1 NamespaceTransformer',
    'overlay/kustomization.yaml:5 LabelTransformer',
    'overlay/kustomization.yaml:11 ReplicaCountTransformer',
    'overlay/kustomization.yaml:8 ImageTagTransformer',
    'overlay/kustomization.yaml:21 ReplacementTransformer',
  ]);
  expect([via, via?.next].map((link) => `${link?.path}:${link?.line}`)).toEqual([
    'overlay/kustomization.yaml:3',
    'base/kustomization.yaml:5',
  ]);
  expect(origin).toEqual({ path: 'base/deployment.yaml', line: 1, generated: false });
});

test('a build that is not traced remembers nothing', () => {
  const plain = buildRoot(plainFiles(memoryTree(FILES), { symlinks: 'follow' }), 'overlay');
  expect(plain.resources.map(({ trail }) => trail.trace)).toEqual([undefined, undefined]);
  expect(plain.resources.map(({ node }) => node)).toEqual(resources.map(({ node }) => node));
});

function ofKind(kind: string): Resource {
  const found = resources.find((resource) => resource.kind === kind);
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found;
}

function fieldAt(object: Node, field: string): Node {
  const parts = field === 'data.app.txt' ? ['data', 'app.txt'] : field.split('.');
  const found = parts.reduce<Node | undefined>((node, part) => {
    if (node instanceof Mapping) return node.get(part);
    return node instanceof Sequence ? node.items[Number(part)] : undefined;
  }, object);
  if (!(found instanceof Scalar)) throw new Error(`there is no ${field}`);
  return found;
}
