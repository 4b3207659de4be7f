import { expect, test } from '@jest/globals';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { reviewOf } from './review-of.ts';
import { cluster, flux, type SmallFiles } from './small-fleet.ts';

const secret = (value: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: { name: s, namespace: shop }\nstringData: { n: ${value} }\n`;
const replaced = (kind: string, fieldPath: string, object: string) => (value: string) => ({
  'clusters/prod/kustomization.yaml': `resources: [flux-system/gotk-sync.yaml, s.yaml, x.yaml]\nreplacements: [{ source: { kind: Secret, fieldPath: stringData.n }, targets: [{ select: { kind: ${kind}, name: x }, fieldPaths: [${fieldPath}] }] }]\n`,
  'clusters/prod/s.yaml': secret(value),
  'clusters/prod/x.yaml': object,
});
const bucket = (value: string) => ({
  'clusters/prod/x.yaml': `apiVersion: source.toolkit.fluxcd.io/v1\nkind: Bucket\nmetadata: { name: x, namespace: shop }\nspec: { bucketName: b, interval: 1m, endpoint: "app:${value}@minio.example" }\n`,
});
const set = (value: string) => ({
  'clusters/prod/x.yaml': `apiVersion: fluxcd.controlplane.io/v1
kind: ResourceSet
metadata: { name: x, namespace: shop }
spec:
  inputs: [{ tenant: one, token: ${value} }]
  resources:
    - { apiVersion: v1, kind: ConfigMap, metadata: { name: "<< inputs.tenant >>", namespace: shop }, data: { x: "is << inputs.token >>" } }
`,
});
const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: x, namespace: shop }
spec: { interval: 1m, targetNamespace: x, chart: { spec: { chart: x, sourceRef: { kind: HelmRepository, name: x } } } }
`;
const elsewhere = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: x, namespace: shop }
spec: { interval: 1m, prune: true, path: x, sourceRef: { kind: GitRepository, name: x } }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: x, namespace: shop }
spec: { interval: 1m, url: "https://git.example/x" }
`;

const cases: Readonly<Record<string, (value: string) => SmallFiles>> = {
  'the endpoint of a bucket': bucket,
  'an input of a ResourceSet that is called a token': set,
  'what a release is to be uninstalled from': replaced('HelmRelease', 'spec.targetNamespace', release),
  'the path of a root that is elsewhere': replaced('Kustomization', 'spec.path', elsewhere),
};

test('a long number that a Secret fills in is no version, and is told in no sentence', () => {
  const files = (pin: string): SmallFiles => ({
    'clusters/prod/s.yaml': secret(pin).replace('namespace: shop', 'namespace: flux-system'),
    'clusters/prod/a.yaml': flux('a', 'a', [
      'prune: true',
      'postBuild: { substituteFrom: [{ kind: Secret, name: s }] }',
    ]),
    'a/x.yaml': flux('x', '$'.concat('{n}')),
  });
  const review = reviewOf({ ...cluster('prod'), ...files('8392017') }, { ...cluster('prod'), ...files('5731029') });
  const reports = [JSON.stringify(review), toMarkdown(review), toText(review)].join('\n');
  expect(reports).toContain('***');
  expect(reports).not.toMatch(/8392017|5731029/);
});

test.each(Object.entries(cases))('no report tells a secret that is %s', (_what, files) => {
  const review = reviewOf(
    { ...cluster('prod'), ...files('kanarie1eins') },
    { ...cluster('prod'), ...files('kanarie2zwei') },
  );
  const reports = [JSON.stringify(review), toMarkdown(review), toText(review)].join('\n');
  expect(reports).toContain('***');
  expect(reports).not.toContain('kanarie');
});
