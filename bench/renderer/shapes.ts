/** What a root of some size holds, by path; its kustomization is in `root`. */
export type ShapeFiles = ReadonlyMap<string, string>;

/** A kind of root whose cost may grow in its own way. bench/shape.md tells what each is there to find. */
export interface Shape {
  readonly name: string;
  /** @param count how many objects of the kind that is multiplied */
  readonly files: (count: number) => ShapeFiles;
}

/** So many objects stand in a file, as people keep an app's objects together. */
const OBJECTS_A_FILE = 20;

const plain: Shape = {
  name: 'plain',
  files: (count) =>
    rootOf(
      objectFiles(count, (index) => deployment(index)),
      'namespace: shop',
    ),
};

const references: Shape = {
  name: 'references',
  files: (count) =>
    rootOf(
      objectFiles(count, (index) => deployment(index, `config-${index}`)),
      'namePrefix: shop-',
      'configMapGenerator:',
      ...numbers(count).map((index) => `  - {name: config-${index}, literals: [size=${index}]}`),
    ),
};

const configMaps: Shape = {
  name: 'ConfigMaps with references',
  files: (count) =>
    rootOf(
      objectFiles(count, (index) => `${configMap(index)}---\n${deployment(index, `config-${index}`)}`),
      'nameSuffix: -v2',
    ),
};

const replacements: Shape = {
  name: 'replacements',
  files: (count) =>
    rootOf(
      objectFiles(count, (index) => deployment(index)),
      'replacements:',
      ...numbers(count / 10).map(
        (index) =>
          `  - {source: {kind: Deployment, name: app-${index}, fieldPath: metadata.name}, targets: [{select: {kind: Deployment, name: app-${index + count / 10}}, fieldPaths: [spec.template.spec.containers.0.name]}]}`,
      ),
    ),
};

const patchesByName: Shape = {
  name: 'patches by name',
  files: (count) =>
    rootOf(
      objectFiles(count, (index) => deployment(index)),
      'patches:',
      ...numbers(count / 10).map(
        (index) =>
          `  - patch: '{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "app-${index * 10}"}, "spec": {"replicas": 5}}'`,
      ),
    ),
};

const patchesBySelector: Shape = {
  name: 'patches by selector',
  files: (count) =>
    rootOf(
      objectFiles(count, (index) => deployment(index)),
      'patches:',
      '  - target: {kind: Deployment, name: app-.*}',
      `    patch: '[{"op": "replace", "path": "/spec/replicas", "value": 3}]'`,
      '  - target: {kind: Deployment, labelSelector: "tier in (t1,t3)"}',
      `    patch: '{"kind": "Deployment", "metadata": {"name": "any"}, "spec": {"paused": true}}'`,
    ),
};

const overlays: Shape = {
  name: 'overlays in chains of 3',
  files: (count) => {
    const chains = numbers(count / 3);
    const files = chains.flatMap((index): [string, string][] => [
      [`base-${index}/deployment.yaml`, deployment(index)],
      [`base-${index}/kustomization.yaml`, 'resources: [deployment.yaml]\n'],
      [`middle-${index}/kustomization.yaml`, `resources: [../base-${index}]\nnameSuffix: -m\n`],
      [`top-${index}/kustomization.yaml`, `resources: [../middle-${index}]\ncommonAnnotations: {chain: "${index}"}\n`],
    ]);
    const resources = chains.map((index) => `  - ../top-${index}\n`).join('');
    return new Map([...files, ['root/kustomization.yaml', `resources:\n${resources}`]]);
  },
};

/** Every shape whose growth is measured. */
export const SHAPES: readonly Shape[] = [
  plain,
  references,
  configMaps,
  replacements,
  patchesByName,
  patchesBySelector,
  overlays,
];

/** The shape that is also given to the real kustomize. */
export const COMPARED = references;

function rootOf(objects: ShapeFiles, ...fields: readonly string[]): ShapeFiles {
  const resources = [...objects.keys()].map((path) => `  - ${path.replace('root/', '')}\n`).join('');
  return new Map([...objects, ['root/kustomization.yaml', `resources:\n${resources}${fields.join('\n')}\n`]]);
}

function objectFiles(count: number, object: (index: number) => string): ShapeFiles {
  return new Map(
    numbers(count / OBJECTS_A_FILE).map((file) => {
      const first = file * OBJECTS_A_FILE;
      const documents = numbers(Math.min(OBJECTS_A_FILE, count - first)).map((index) => object(first + index));
      return [`root/objects-${file}.yaml`, documents.join('---\n')];
    }),
  );
}

function deployment(index: number, config?: string): string {
  const envFrom = config === undefined ? '' : `\n          envFrom: [{configMapRef: {name: ${config}}}]`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
  labels: {app: app-${index}, tier: t${index % 10}}
spec:
  replicas: 2
  selector:
    matchLabels: {app: app-${index}}
  template:
    metadata:
      labels: {app: app-${index}}
    spec:
      containers:
        - name: main
          image: registry.example/app-${index}:1.${index % 50}.0${envFrom}
          ports: [{containerPort: 8080, name: http}]
          resources: {limits: {cpu: 500m, memory: 128Mi}}
`;
}

function configMap(index: number): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config-${index}\ndata:\n  size: "${index}"\n`;
}

function numbers(count: number): number[] {
  return Array.from({ length: Math.ceil(count) }, (_, index) => index);
}
