import { expect, test } from '@jest/globals';
import { answer } from '../../src/ask/answer.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import type { ImageList } from '../../src/review/contract/image-list.ts';
import type { ImageChanges } from '../../src/review/contract/images.ts';
import { memoryTree } from '../tree/memory-tree.ts';
import { reviewOf } from './review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from './small-fleet.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Asks for the images of some clusters of a fleet. */
function imagesOf(files: SmallFiles, clusters: readonly string[] = []): ImageList {
  const snapshot = snapshotOf(memoryTree(files), defaultConfig);
  const answered = answer({ kind: 'images', clusters }, { snapshot, commit: '', key: new Uint8Array(32) });
  if (answered.kind === 'refused') throw new Error(answered.reason);
  return answered.found;
}

/** @returns images, or what is not known of them, as `image: kind/name field from clusters` */
function said({ images, unknown }: Pick<ImageList, 'images' | 'unknown'>): readonly string[] {
  return [
    ...images.flatMap(({ image, users }) => users.map((user) => `${image}: ${userText(user)}`)),
    ...unknown.map((user) => `${user.reason} ${user.text ?? '***'}: ${userText(user)}`),
  ];
}

function userText({ kind, name, field, from, clusters }: ImageList['images'][number]['users'][number]): string {
  return `${kind}/${name} ${field} ${from} in ${clusters.join(' ')}`;
}

/** Of one object in the cluster `prod`: apiVersion and kind, and what is below the metadata. */
function object(type: string, ...lines: readonly string[]): SmallFiles {
  const slash = type.lastIndexOf('/');
  const head = [`apiVersion: ${type.slice(0, slash)}`, `kind: ${type.slice(slash + 1)}`];
  return {
    ...cluster('prod'),
    'clusters/prod/a.yaml': [...head, 'metadata: { name: a, namespace: shop }', ...lines, ''].join('\n'),
  };
}

const pod = `{
  initContainers: [{ name: first, image: busybox }],
  containers: [{ name: web, image: "acme/web:1" }, { name: side, image: "ghcr.io/acme/side@${DIGEST}" }],
  ephemeralContainers: [{ name: shell, image: "registry:5000/shell:2" }],
  volumes: [{ name: model, image: { reference: "ghcr.io/acme/model:v1", pullPolicy: Always } }, { name: tmp, emptyDir: {} }]
}`.replaceAll('\n', ' ');

test.each([
  ['v1/Pod', 'spec', `spec: ${pod}`],
  ['v1/ReplicationController', 'spec.template.spec', `spec: { template: { spec: ${pod} } }`],
  ['apps/v1/DaemonSet', 'spec.template.spec', `spec: { template: { spec: ${pod} } }`],
  ['apps/v1/StatefulSet', 'spec.template.spec', `spec: { template: { spec: ${pod} } }`],
  ['apps/v1/ReplicaSet', 'spec.template.spec', `spec: { template: { spec: ${pod} } }`],
  ['batch/v1/Job', 'spec.template.spec', `spec: { template: { spec: ${pod} } }`],
  ['argoproj.io/v1alpha1/Rollout', 'spec.template.spec', `spec: { template: { spec: ${pod} } }`],
  [
    'batch/v1/CronJob',
    'spec.jobTemplate.spec.template.spec',
    `spec: { jobTemplate: { spec: { template: { spec: ${pod} } } } }`,
  ],
])('of a %s all images of its pods are certain', (type, at, line) => {
  const kind = type.slice(type.lastIndexOf('/') + 1);
  const { images, ...rest } = imagesOf(object(type, line));
  expect(said({ images, ...rest })).toEqual([
    `docker.io/acme/web:1: ${kind}/a ${at}.containers[name=web].image pod in prod`,
    `docker.io/library/busybox:latest: ${kind}/a ${at}.initContainers[name=first].image pod in prod`,
    `ghcr.io/acme/model:v1: ${kind}/a ${at}.volumes[name=model].image.reference pod in prod`,
    `ghcr.io/acme/side@${DIGEST}: ${kind}/a ${at}.containers[name=side].image pod in prod`,
    `registry:5000/shell:2: ${kind}/a ${at}.ephemeralContainers[name=shell].image pod in prod`,
  ]);
  expect(images.map(({ likely }) => likely)).toEqual(Array(5).fill(undefined));
});

test.each([
  [
    'a field called image',
    'spec: { image: "quay.io/prometheus/prometheus:v3.1.0" }',
    'quay.io/prometheus/prometheus:v3.1.0: $ spec.image',
  ],
  [
    'one called imageName',
    'spec: { imageName: "ghcr.io/cnpg/postgresql:17.2" }',
    'ghcr.io/cnpg/postgresql:17.2: $ spec.imageName',
  ],
  ['one that ends so', 'spec: { dockerImage: "acme/spilo:1" }', 'docker.io/acme/spilo:1: $ spec.dockerImage'],
  [
    'parts',
    'spec: { image: { repository: acme/agent, tag: v1, pullPolicy: Always } }',
    'docker.io/acme/agent:v1: $ spec.image',
  ],
  [
    'parts with a registry',
    'spec: { image: { registry: ghcr.io, repository: acme/agent, tag: v1 } }',
    'ghcr.io/acme/agent:v1: $ spec.image',
  ],
  [
    'parts with a digest',
    `spec: { image: { repository: acme/agent, digest: "${DIGEST}" } }`,
    `docker.io/acme/agent@${DIGEST}: $ spec.image`,
  ],
  [
    'parts with the digest in the tag',
    `spec: { image: { repository: acme/agent, tag: "v1@${DIGEST}" } }`,
    `docker.io/acme/agent:v1@${DIGEST}: $ spec.image`,
  ],
  ['a name and a tag', 'spec: { image: { name: acme/agent, tag: v1 } }', 'docker.io/acme/agent:v1: $ spec.image'],
  [
    'a tag beside it',
    'spec: { baseImage: quay.io/prometheus/prometheus, baseTag: v3 }',
    'quay.io/prometheus/prometheus:v3: $ spec.baseImage',
  ],
  [
    'images by names of their own',
    'spec: { images: { agent: "acme/agent:1" } }',
    'docker.io/acme/agent:1: $ spec.images.agent',
  ],
  ['a list of images', 'spec: { images: ["acme/agent:1"] }', 'docker.io/acme/agent:1: $ spec.images[0]'],
  [
    'a catalog',
    'spec: { images: [{ major: 17, image: "acme/pg:17" }] }',
    'docker.io/acme/pg:17: $ spec.images[0].image',
  ],
  [
    'a container without a tag',
    'spec: { template: { spec: { containers: [{ name: web, image: nginx }] } } }',
    'docker.io/library/nginx:latest: $ spec.template.spec.containers[name=web].image',
  ],
  [
    'a volume of a pod within',
    'spec: { volumes: [{ name: m, image: { reference: "acme/m:1" } }] }',
    'docker.io/acme/m:1: $ spec.volumes[name=m].image.reference',
  ],
])('in a custom resource %s is a likely image', (_what, line, expected) => {
  const { images, ...rest } = imagesOf(object('acme.example/v1/Thing', line));
  expect(said({ images, ...rest })).toEqual([`${expected.replace('$', 'Thing/a')} field in prod`]);
  expect(images.map(({ likely }) => likely)).toEqual([true]);
});

test.each([
  ['a picture', 'spec: { image: assets/logo.png }'],
  ['an address', 'spec: { image: "https://example.com/logo:1" }'],
  ['a word', 'spec: { image: ubuntu }'],
  ['a boolean', 'spec: { image: true }'],
  ['a pattern', 'spec: { rules: [{ image: "!*:latest" }, { image: "*" }] }'],
  ['a template', 'spec: { image: "acme/web:<< inputs.tag >>" }'],
  ['a repository of something else', 'spec: { source: { repository: acme/web, tag: v1 } }'],
  ['an address in parts', 'spec: { image: { repository: "https://github.com/acme/web", tag: v1 } }'],
  ['what is not called an image', 'spec: { reimage: "acme/web:1", imagePullPolicy: "acme/web:1", url: "acme/web:1" }'],
  ['what was found out', 'status: { image: "acme/web:1" }'],
])('in a custom resource %s is none', (_what, line) => {
  expect(said(imagesOf(object('acme.example/v1/Thing', line)))).toEqual([]);
});

test.each([
  ['image.toolkit.fluxcd.io/v1/ImageRepository', 'spec: { image: "ghcr.io/acme/web:1" }'],
  ['v1/PodTemplate', `template: { spec: ${pod} }`],
  ['v1/ConfigMap', 'data: { image: "acme/web:1" }'],
  [
    'apiextensions.k8s.io/v1/CustomResourceDefinition',
    'spec: { versions: [{ schema: { properties: { image: { default: "acme/web:1" } } } }], image: "acme/web:1" }',
  ],
])('a %s runs none', (type, line) => {
  expect(said(imagesOf(object(type, line)))).toEqual([]);
});

test.each([
  [
    'a name without a version',
    'spec: { image: quay.io/argoproj/argocd, version: v3 }',
    'version quay.io/argoproj/argocd: Thing/a spec.image',
  ],
  ['parts without a version', 'spec: { image: { repository: acme/agent } }', 'version acme/agent: Thing/a spec.image'],
  ['a version without a name', 'spec: { image: { tag: v1 } }', 'name :v1: Thing/a spec.image'],
  [
    'a number that Go writes otherwise',
    'spec: { image: { repository: acme/agent, tag: 1.10 } }',
    'version acme/agent: Thing/a spec.image',
  ],
  [
    'a date that Go writes otherwise',
    'spec: { image: { repository: acme/agent, tag: 20261129 } }',
    'version acme/agent: Thing/a spec.image',
  ],
])('%s is an image that is not known', (_what, line, expected) => {
  expect(said(imagesOf(object('acme.example/v1/Thing', line)))).toEqual([`${expected} field in prod`]);
});

test('a text of a pod that is no reference is told', () => {
  const files = object(
    'v1/Pod',
    `spec: { containers: [{ name: web, image: "acme/web:\${TAG}" }, { name: b, image: "B A" }] }`,
  );
  expect(said(imagesOf(files))).toEqual([
    'invalid B A: Pod/a spec.containers[name=b].image pod in prod',
    `invalid acme/web:\${TAG}: Pod/a spec.containers[name=web].image pod in prod`,
  ]);
});

const release = (spec: readonly string[]) => ({
  ...cluster('prod'),
  'clusters/prod/release.yaml': [
    'apiVersion: helm.toolkit.fluxcd.io/v2',
    'kind: HelmRelease',
    'metadata: { name: shop, namespace: shop }',
    'spec:',
    '  chart: { spec: { chart: shop, sourceRef: { kind: HelmRepository, name: shop } } }',
    ...spec.map((line) => `  ${line}`),
    '',
  ].join('\n'),
});

test('of a release whose chart is not rendered, what its values name is likely, and the release is counted', () => {
  const files = {
    ...release([
      'valuesFrom: [{ kind: ConfigMap, name: defaults }]',
      'values: { web: { image: { tag: v2 } }, sidecarImage: "acme/side:1" }',
    ]),
    'clusters/prod/defaults.yaml': [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata: { name: defaults, namespace: shop }',
      'data: { values.yaml: "web: { image: { registry: ghcr.io/, repository: acme/web, tag: v1 } }" }',
    ].join('\n'),
  };
  const found = imagesOf(files);
  expect(said(found)).toEqual([
    'docker.io/acme/side:1: HelmRelease/shop spec.values.sidecarImage values in prod',
    'ghcr.io/acme/web:v2: HelmRelease/shop spec.values.web.image values in prod',
  ]);
  expect(found.images.map(({ likely }) => likely)).toEqual([true, true]);
  expect(found.clusters).toEqual([
    { name: 'prod', path: 'clusters/prod', problems: [], external: 0, releases: 1, generators: 0 },
  ]);
});

const chart = {
  'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'charts/shop/templates/web.yaml': [
    deployment('web').replace('acme/web:1.2.3', '{{ .Values.image.repository }}:{{ .Values.image.tag }}'),
    '---',
    deployment('random').replace('1.2.3', '{{ randAlphaNum 5 }}'),
    '{{- if not (lookup "v1" "Namespace" "" "extra") }}',
    '---',
    deployment('extra'),
    '{{- else }}',
    '---',
    deployment('other'),
    '{{- end }}',
  ].join('\n'),
  'charts/shop/templates/migrate.yaml': [
    'apiVersion: batch/v1',
    'kind: Job',
    'metadata: { name: migrate, annotations: { helm.sh/hook: pre-install } }',
    'spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: "acme/migrate:1" }] } } }',
  ].join('\n'),
};

test('of a release whose chart is rendered, its pods and hooks say what runs, not its values', () => {
  const made = release([
    'values: { image: { repository: ghcr.io/acme/shop, tag: "2.0" }, sidecarImage: "acme/side:1" }',
  ]);
  const files = {
    ...made,
    ...chart,
    'clusters/prod/release.yaml': made['clusters/prod/release.yaml'].replace(
      'chart: shop, sourceRef: { kind: HelmRepository, name: shop }',
      'chart: ./charts/shop, sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }',
    ),
  };
  const found = imagesOf(files);
  const at = 'spec.template.spec.containers';
  expect(said(found)).toEqual([
    `docker.io/acme/extra:1.2.3: Deployment/extra ${at}[name=extra].image uncertain in prod`,
    `docker.io/acme/migrate:1: Job/migrate ${at}[name=a].image pod in prod`,
    `ghcr.io/acme/shop:2.0: Deployment/web ${at}[name=web].image pod in prod`,
    `variable acme/random:(generated in the cluster): Deployment/random ${at}[name=random].image pod in prod`,
  ]);
  expect(found.images.map(({ likely }) => likely)).toEqual([true, undefined, undefined]);
  // What else it may bring is counted.
  expect(found.clusters.map(({ releases }) => releases)).toEqual([1]);

  const [path, about] = ['charts/shop/templates/migrate.yaml', 'charts/shop/Chart.yaml'] as const;
  const next = { [path]: chart[path].replace('migrate:1', 'migrate:2'), [about]: chart[about].replace('1.0', '1.1') };
  const review = reviewOf(files, { ...files, ...next });
  expect(review.images && short(review.images)).toEqual({
    ...{ gained: [], lost: [], unknown: [] },
    changed: ['docker.io/acme/migrate:1 → docker.io/acme/migrate:2 prod'],
  });
  expect(review.clusters.prod?.releases).toEqual({ rendered: 1, partly: 1, compared: 0, floating: 0 });
});

test('what a release brings into another cluster is not said to run in its own', () => {
  const files = release(['kubeConfig: { secretRef: { name: spoke } }', 'values: { image: "acme/web:1" }']);
  expect(said(imagesOf(files))).toEqual(['elsewhere acme/web:1: HelmRelease/shop spec.values.image values in prod']);
});

test('an image is named once, with every cluster and all that use it there', () => {
  const files = {
    ...cluster('dev'),
    ...cluster('prod'),
    'clusters/dev/apps.yaml': flux('apps', 'apps'),
    'clusters/prod/apps.yaml': flux('apps', 'apps'),
    'clusters/prod/own.yaml': deployment('own').replace('acme/own:1.2.3', 'docker.io/acme/web:1.2.3'),
    'apps/web.yaml': deployment('web'),
  };
  const at = 'spec.template.spec.containers';
  const web = { kind: 'Deployment', namespace: 'shop', name: 'web', field: `${at}[name=web].image`, from: 'pod' };
  const own = { ...web, name: 'own', field: `${at}[name=own].image` };
  const image = { image: 'docker.io/acme/web:1.2.3', repository: 'docker.io/acme/web', tag: '1.2.3' };
  expect(imagesOf(files).images).toEqual([
    {
      ...image,
      clusters: ['dev', 'prod'],
      users: [
        { ...web, clusters: ['dev', 'prod'] },
        { ...own, clusters: ['prod'] },
      ],
    },
  ]);
  expect(imagesOf(files, ['dev']).images).toEqual([
    { ...image, clusters: ['dev'], users: [{ ...web, clusters: ['dev'] }] },
  ]);
});

test('an image that is made of a secret is hidden, and one of variables of the cluster is told by them', () => {
  const files = {
    ...cluster('prod'),
    'clusters/prod/apps.yaml': flux('apps', 'apps', [
      'postBuild: { substituteFrom: [{ kind: Secret, name: elsewhere }, { kind: Secret, name: vars }] }',
    ]),
    'clusters/prod/vars.yaml': [
      'apiVersion: v1',
      'kind: Secret',
      'metadata: { name: vars, namespace: flux-system }',
      'stringData: { TAG: "4711-hush-hush" }',
    ].join('\n'),
    'apps/a.yaml': deployment('web').replace('acme/web:1.2.3', `acme/web:\${TAG}`),
    'apps/b.yaml': deployment('app').replace('acme/app:1.2.3', `acme/app:\${REGION}`),
  };
  const found = imagesOf(files);
  expect(said(found)).toEqual([
    `variable acme/app:\${REGION}: Deployment/app spec.template.spec.containers[name=app].image pod in prod`,
    'secret ***: Deployment/web spec.template.spec.containers[name=web].image pod in prod',
  ]);
  expect(JSON.stringify(found)).not.toContain('hush');
});

/** @returns what a change of some files of two clusters, which run the same, does to their images */
function changesOf(before: SmallFiles, after: SmallFiles): ImageChanges | undefined {
  const fleet = {
    ...cluster('dev'),
    ...cluster('prod'),
    'clusters/dev/apps.yaml': flux('apps', 'apps'),
    'clusters/prod/apps.yaml': flux('apps', 'apps'),
  };
  return reviewOf({ ...fleet, ...before }, { ...fleet, ...after }).images;
}

const short = ({ gained, lost, changed, unknown }: ImageChanges) => ({
  gained: gained.map(({ image, clusters }) => `${image} ${clusters.join(' ')}`),
  lost: lost.map(({ image, clusters }) => `${image} ${clusters.join(' ')}`),
  changed: changed.map(
    ({ before, after, clusters }) => `${before.join(' ')} → ${after.join(' ')} ${clusters.join(' ')}`,
  ),
  unknown: unknown.map(({ reason, side, clusters }) => `${reason} ${side} ${clusters.join(' ')}`),
});

test('a change gains, loses and changes images, each with the clusters', () => {
  const changes = changesOf(
    { 'apps/a.yaml': deployment('a'), 'apps/b.yaml': deployment('b') },
    {
      'apps/a.yaml': deployment('a').replace('1.2.3', '1.3.0'),
      'apps/c.yaml': deployment('c'),
      'clusters/prod/d.yaml': deployment('d'),
    },
  );
  expect(changes && short(changes)).toEqual({
    gained: ['docker.io/acme/c:1.2.3 dev prod', 'docker.io/acme/d:1.2.3 prod'],
    lost: ['docker.io/acme/b:1.2.3 dev prod'],
    changed: ['docker.io/acme/a:1.2.3 → docker.io/acme/a:1.3.0 dev prod'],
    unknown: [],
  });
  const at = 'spec.template.spec.containers[name=a].image';
  expect(changes?.changed).toEqual([
    {
      repository: 'docker.io/acme/a',
      before: ['docker.io/acme/a:1.2.3'],
      after: ['docker.io/acme/a:1.3.0'],
      clusters: ['dev', 'prod'],
      users: [{ kind: 'Deployment', namespace: 'shop', name: 'a', field: at, from: 'pod', clusters: ['dev', 'prod'] }],
    },
  ]);
});

test('of several versions of one image, those that stay are no part of a change', () => {
  const files = (one: string, other: string): SmallFiles => ({
    'apps/a.yaml': deployment('a').replace('acme/a:1.2.3', `acme/web:${one}`),
    'apps/b.yaml': deployment('b').replace('acme/b:1.2.3', `acme/web:${other}`),
  });
  const changed = (one: SmallFiles, other: SmallFiles) =>
    changesOf(one, other) ?? { gained: [], lost: [], changed: [], unknown: [] };
  const nothing = { gained: [], lost: [], changed: [], unknown: [] };
  expect(short(changed(files('1', '2'), files('2', '3')))).toEqual({
    ...nothing,
    changed: ['docker.io/acme/web:1 → docker.io/acme/web:3 dev prod'],
  });
  expect(short(changed(files('1', '2'), files('2', '2')))).toEqual({
    ...nothing,
    lost: ['docker.io/acme/web:1 dev prod'],
  });
  expect(short(changed(files('1', '1'), files('1', '2')))).toEqual({
    ...nothing,
    gained: ['docker.io/acme/web:2 dev prod'],
  });
});

test.each([
  [
    'another object that uses the same image',
    { 'apps/a.yaml': deployment('a') },
    { 'apps/b.yaml': deployment('b').replace('acme/b', 'acme/a') },
  ],
  [
    'another spelling of it',
    { 'apps/a.yaml': deployment('a') },
    { 'apps/a.yaml': deployment('a').replace('acme/a', 'docker.io/acme/a') },
  ],
  ['another field', { 'apps/a.yaml': deployment('a') }, { 'apps/a.yaml': deployment('a', ', args: [x]') }],
])('%s changes no image', (_what, before, after) => {
  expect(changesOf(before, after)).toBeUndefined();
});

test('an image that is not known is told where it comes, goes or differs, and not where it stays', () => {
  const thing = (name: string, image: string) =>
    `apiVersion: acme.example/v1\nkind: Thing\nmetadata: { name: ${name}, namespace: shop }\nspec: { image: { repository: ${image} } }\n`;
  const changes = changesOf(
    { 'apps/a.yaml': thing('a', 'acme/a'), 'apps/b.yaml': thing('b', 'acme/b'), 'apps/c.yaml': thing('c', 'acme/c') },
    { 'apps/a.yaml': thing('a', 'acme/a'), 'apps/b.yaml': thing('b', 'acme/x'), 'apps/d.yaml': thing('d', 'acme/d') },
  );
  const unknown = changes?.unknown.map(({ name, side, text, clusters }) => [name, side, text, clusters]);
  expect(unknown).toEqual([
    ['b', 'both', 'acme/x', ['dev', 'prod']],
    ['c', 'before', 'acme/c', ['dev', 'prod']],
    ['d', 'after', 'acme/d', ['dev', 'prod']],
  ]);
});

test('a new version that comes out of a Secret is not shown', () => {
  const secret = (tag: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: { name: vars, namespace: flux-system }\nstringData: { TAG: "${tag}" }\n`;
  const files = (tag: string): SmallFiles => ({
    ...cluster('prod'),
    'clusters/prod/vars.yaml': secret(tag),
    'clusters/prod/apps.yaml': flux('apps', 'apps', ['postBuild: { substituteFrom: [{ kind: Secret, name: vars }] }']),
    'apps/a.yaml': deployment('a').replace('1.2.3', `\${TAG}`),
  });
  const { images } = reviewOf(files('one-4711-hush'), files('two-4711-hush'));
  expect(images && short(images)).toEqual({ gained: [], lost: [], changed: [], unknown: ['secret both prod'] });
  expect(JSON.stringify(images)).not.toContain('hush');
});
