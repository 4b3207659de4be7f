import type { Json, JsonObject, Random } from '../../fuzz/random.ts';

/** A root whose FluxKustomization is to be written. */
export interface RootPlan {
  readonly name: string;
  readonly directory: string;
}

/** @returns a FluxKustomization for a directory, with fields that alter what is rendered now and then. */
export function fluxKustomization(random: Random, { name, directory }: RootPlan): JsonObject {
  const spec = random.record({
    targetNamespace: [0.25, () => random.pick(['web', 'shop', 'team-a'])],
    namePrefix: [0.12, () => 'pre-'],
    nameSuffix: [0.12, () => '-post'],
    commonMetadata: [0.15, () => commonMetadata(random)],
    images: [0.15, () => [image(random)]],
    patches: [0.25, () => random.some(1, 2, () => patch(random))],
    postBuild: [0.55, () => postBuild(random)],
    force: [0.05, () => true],
    components: [0.05, () => [random.pick(['../component', './component', 'missing'])]],
    ignoreMissingComponents: [0.04, () => true],
    suspend: [0.03, () => false],
    wait: [0.1, () => true],
    timeout: [0.1, () => '5m'],
  });
  return {
    apiVersion: `kustomize.toolkit.fluxcd.io/${random.chance(0.9) ? 'v1' : 'v1beta2'}`,
    kind: 'Kustomization',
    metadata: { name, namespace: 'flux-system' },
    spec: {
      interval: '10m',
      path: pathOf(random, directory),
      prune: random.chance(0.8),
      sourceRef: { kind: 'GitRepository', name: 'flux-system' },
      ...spec,
    },
  };
}

function pathOf(random: Random, directory: string): string {
  return random.pick([
    `./${directory}`,
    `./${directory}`,
    directory,
    `${directory}/`,
    `/${directory}`,
    `./x/../${directory}`,
  ]);
}

function commonMetadata(random: Random): Json {
  return random.record({
    labels: [0.8, () => ({ team: 'a', 'app.kubernetes.io/part-of': random.pick(['shop', '1']) })],
    annotations: [0.5, () => ({ note: random.pick(['true', 'a: b', '1.10']) })],
  });
}

function image(random: Random): Json {
  return {
    name: random.pick(['nginx', 'redis', 'acme/web']),
    ...random.record({
      newName: [0.5, () => 'registry.example/other'],
      newTag: [0.7, () => random.pick(['2.0', '1.10', 'latest'])],
      digest: [0.15, () => `sha256:${'a'.repeat(64)}`],
    }),
  };
}

function patch(random: Random): Json {
  const target = random.record({
    kind: [0.9, () => random.pick(['Deployment', 'ConfigMap', 'Service', '(Deployment|Service)'])],
    name: [0.2, () => random.pick(['web', '.*', 'db'])],
    labelSelector: [0.1, () => 'app=web'],
  });
  const operations = [
    '- op: add\n  path: /metadata/annotations\n  value: { patched: "yes" }\n',
    '- op: add\n  path: /metadata/labels/patched\n  value: "1"\n',
    '- op: remove\n  path: /metadata/labels\n',
  ];
  const merges = [
    'apiVersion: v1\nkind: Any\nmetadata:\n  name: any\n  annotations:\n    merged: "true"\n',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: any\nspec:\n  replicas: 7\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: any\ndata:\n  $patch: delete\n',
  ];
  return { patch: random.pick(random.chance(0.5) ? operations : merges), target };
}

function postBuild(random: Random): Json {
  const from = [
    { kind: 'ConfigMap', name: 'settings', ...(random.chance(0.3) ? { optional: true } : {}) },
    { kind: 'Secret', name: 'private' },
  ];
  return random.record({
    substitute: [0.7, () => inline(random)],
    substituteFrom: [0.5, () => from.filter(() => random.chance(0.7))],
  });
}

function inline(random: Random): Json {
  return random.record({
    CLUSTER: [0.8, () => 'prod'],
    REPLICAS: [0.4, () => random.pick(['2', '02', ''])],
    QUOTED: [0.4, () => random.pick(['"yes"', "'5'", 'a "b" c'])],
    CONFIG: [0.3, () => random.pick(['x: y', '[1, 2]', '- a', '# b', '~', 'null', 'a\nb'])],
  });
}
