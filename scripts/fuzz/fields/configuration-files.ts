import type { Json, Random } from '../random.ts';
import type { KeptFiles } from './kept-files.ts';

/** A file for `configurations:`. */
export function configurationFile(random: Random, kept: KeptFiles): Json {
  const kind = 'Thing';
  return kept.keep(
    'config',
    random.record({
      nameReference: [
        0.5,
        () => [
          {
            kind: random.pick(['Deployment', 'Service', 'ConfigMap']),
            ...random.record({ version: [0.3, () => 'v1'] }),
            fieldSpecs: [{ path: 'spec/ref/name', kind }],
          },
        ],
      ],
      commonLabels: [0.3, () => [{ path: 'spec/labels', kind, create: true }]],
      commonAnnotations: [0.3, () => [{ path: 'spec/annotations', kind, create: random.chance(0.5) }]],
      images: [0.3, () => [{ path: 'spec/template/image', kind }]],
      replicas: [0.3, () => [{ path: 'spec/size', kind, create: true }]],
      namePrefix: [0.3, () => [{ path: 'spec/ref/name', kind }]],
      nameSuffix: [0.2, () => [{ path: 'spec/ref/name', kind }]],
      namespace: [0.3, () => [{ path: 'spec/namespace', kind, create: true }]],
      varReference: [0.3, () => [{ path: 'data', kind: 'ConfigMap' }]],
      labels: [0.2, () => [{ path: 'spec/own', kind, create: true }]],
      templateLabels: [0.2, () => [{ path: 'spec/templated', kind, create: true }]],
    }),
  );
}

/** A file for `crds:`. */
export function crdFile(kept: KeptFiles): Json {
  const string = { type: 'string' };
  return kept.keep('crd', {
    'org.example.v1.Thing': {
      Schema: {
        properties: {
          apiVersion: string,
          kind: string,
          metadata: { type: 'object' },
          spec: { $ref: 'org.example.v1.ThingSpec' },
        },
      },
    },
    'org.example.v1.ThingSpec': {
      Schema: {
        properties: {
          ref: { 'x-kubernetes-object-ref-api-version': 'v1', 'x-kubernetes-object-ref-kind': 'Service' },
          marks: { 'x-kubernetes-annotation': '' },
        },
      },
    },
  });
}

/** `openapi:`: the built-in version, or a schema by which the containers of a Thing are merged by name. */
export function openapi(random: Random, kept: KeptFiles): Json {
  if (random.chance(0.3)) return { version: 'v1.21.2' };
  const container = { type: 'object', properties: { name: { type: 'string' }, image: { type: 'string' } } };
  const containers = {
    type: 'array',
    items: container,
    'x-kubernetes-patch-merge-key': 'name',
    'x-kubernetes-patch-strategy': 'merge',
  };
  const thing = {
    type: 'object',
    properties: { spec: { type: 'object', properties: { containers } } },
    'x-kubernetes-group-version-kind': [{ group: 'example.org', version: 'v1', kind: 'Thing' }],
  };
  return { path: kept.keep('schema', { definitions: { 'org.example.v1.Thing': thing } }) };
}
