import { CONFIG_NAMES, container, labels, NAMES, NAMESPACES, type Object_, SECRET_NAMES } from './objects.ts';
import type { Json, Random } from './random.ts';

/** An object that a kustomization can reach, as far as patches and replacements name it. */
export interface Known {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly object: Object_;
}

export function knownOf(object: Object_): Known {
  const meta = object.metadata;
  const fields: Readonly<Record<string, unknown>> = typeof meta === 'object' && meta !== null ? { ...meta } : {};
  const namespace = fields.namespace;
  return {
    apiVersion: String(object.apiVersion),
    kind: String(object.kind),
    name: String(fields.name),
    namespace: typeof namespace === 'string' ? namespace : undefined,
    object,
  };
}

/** What a kustomization asks for beside its resources, and the files that it needs for that. */
export interface Asked {
  readonly fields: { readonly [key: string]: Json };
  readonly files: ReadonlyMap<string, Json>;
}

/** Makes the fields of a kustomization, for objects that it can reach. */
export function randomFields(random: Random, known: readonly Known[], isRoot: boolean): Asked {
  const files = new Map<string, Json>();
  const target = (): Known | undefined => (known.length === 0 ? undefined : random.pick(known));
  const withTarget = (make: (each: Known) => Json): Json | undefined => {
    const each = target();
    return each && make(each);
  };
  const fields = random.record({
    namespace: [0.25, () => random.pick(NAMESPACES)],
    namePrefix: [0.25, () => random.pick(['p-', 'dev-', 'x.'])],
    nameSuffix: [0.2, () => random.pick(['-s', '-v2'])],
    labels: [0.25, () => random.some(1, 2, () => labelEntry(random))],
    commonLabels: [0.15, () => labels(random)],
    commonAnnotations: [0.2, () => ({ note: random.pick(['1', 'on', 'text']), 'example.org/x': 'a' })],
    images: [0.25, () => random.some(1, 2, () => imageEntry(random))],
    replicas: [0.12, () => replicaEntries(random, known)],
    patches: [
      0.4,
      () => random.some(1, 2, () => patchEntry(random, target(), files)).filter((each) => each !== undefined),
    ],
    patchesStrategicMerge: [0.12, () => withTarget((each) => [mergeFile(random, each, files)])],
    patchesJson6902: [
      0.12,
      () =>
        withTarget((each) => [
          { target: { ...gvkOf(each), name: each.name }, patch: JSON.stringify(operations(random, each)) },
        ]),
    ],
    configMapGenerator: [
      0.3,
      () => random.some(1, 2, (index) => generator(random, CONFIG_NAMES, index, files, known, 'ConfigMap')),
    ],
    secretGenerator: [0.2, () => [generator(random, SECRET_NAMES, 0, files, known, 'Secret')]],
    generatorOptions: [
      0.12,
      () =>
        random.record({
          labels: [0.5, () => ({ gen: 'yes' })],
          annotations: [0.4, () => ({ a: '1' })],
          disableNameSuffixHash: [0.4, () => true],
          immutable: [0.2, () => true],
        }),
    ],
    replacements: [0.3, () => withTarget((from) => withTarget((to) => [replacement(random, from, to, files)]) ?? [])],
    vars: [0.15, () => withTarget((each) => [variable(random, each, 'NAME')])],
    configurations: [0.1, () => [configuration(random, files)]],
    crds: [0.05, () => [crds(files)]],
    transformers: [0.2, () => random.some(1, 2, (index) => transformer(random, target(), files, index))],
    generators: [0.1, () => [pluginGenerator(random, files)]],
    validators: [0.04, () => ['apiVersion: builtin\nkind: LabelTransformer\nmetadata:\n  name: v\nlabels: {}\n']],
    buildMetadata: [
      isRoot ? 0.15 : 0.05,
      () =>
        random.pick([
          ['originAnnotations'],
          ['transformerAnnotations'],
          ['originAnnotations', 'transformerAnnotations'],
        ]),
    ],
    sortOptions: [
      isRoot ? 0.15 : 0.03,
      () =>
        random.pick<Json>([
          { order: 'fifo' },
          { order: 'legacy' },
          { order: 'legacy', legacySortOptions: { orderFirst: ['Service', 'Deployment'], orderLast: ['ConfigMap'] } },
        ]),
    ],
  });
  return { fields, files };
}

function labelEntry(random: Random): Json {
  return {
    pairs: { ...labels(random), ...random.record({ num: [0.2, () => '1'] }) },
    ...random.record({
      includeSelectors: [0.3, () => true],
      includeTemplates: [0.3, () => true],
      fields: [0.2, () => [{ path: 'spec/selector', kind: 'Thing', create: random.chance(0.5) }]],
    }),
  };
}

function imageEntry(random: Random): Json {
  return {
    name: random.pick(['nginx', 'team/app', 'redis', 'reg.io:5000/team/app', 'absent']),
    ...random.record({
      newName: [0.4, () => random.pick(['mirror/nginx', 'other'])],
      newTag: [0.4, () => random.pick(['2.0', '1', 'latest'])],
      digest: [0.15, () => 'sha256:ffff'],
      tagSuffix: [0.1, () => '-alpine'],
    }),
  };
}

function replicaEntries(random: Random, known: readonly Known[]): Json {
  const able = known.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
  return able.length === 0 ? [] : [{ name: random.pick(able).name, count: random.int(0, 9) }];
}

function gvkOf({ apiVersion, kind }: Known): { readonly [key: string]: Json } {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return { ...(group ? { group } : {}), version: version ?? '', kind };
}

function patchEntry(random: Random, each: Known | undefined, files: Map<string, Json>): Json | undefined {
  if (each === undefined) return undefined;
  const isJson = random.chance(0.4);
  const body = isJson ? operations(random, each) : mergeBody(random, each);
  const selector = random.pick<Json>([
    { kind: each.kind },
    { kind: each.kind, name: each.name },
    { name: `${each.name.slice(0, 2)}.*` },
    { labelSelector: 'app' },
    { ...gvkOf(each), annotationSelector: 'note' },
    { kind: 'Deploy.*|Service' },
  ]);
  const options = random.record({ allowNameChange: [0.3, () => true], allowKindChange: [0.1, () => true] });
  const where = random.chance(0.3)
    ? { path: keep(files, 'patch', body) }
    : { patch: isJson ? JSON.stringify(body) : JSON.stringify(body, undefined, 1) };
  const isTargeted = isJson || random.chance(0.4);
  return {
    ...where,
    ...(isTargeted ? { target: selector } : {}),
    ...(Object.keys(options).length > 0 && random.chance(0.3) ? { options } : {}),
  };
}

function mergeFile(random: Random, each: Known, files: Map<string, Json>): Json {
  const body = mergeBody(random, each);
  return random.chance(0.3) ? JSON.stringify(body) : keep(files, 'merge', body);
}

function mergeBody(random: Random, { apiVersion, kind, name, namespace, object }: Known): Object_ {
  const spec = random.pick<{ readonly [key: string]: Json }>([
    { spec: { template: { spec: { containers: [container(random)] } } } },
    { spec: { template: { spec: { containers: [{ name: 'main', $patch: 'delete' }, container(random, 'side')] } } } },
    {
      spec: {
        template: {
          metadata: { labels: { patched: 'yes' } },
          spec: { $patch: 'replace', containers: [container(random)] },
        },
      },
    },
    { spec: { replicas: random.pick([2, null]) } },
    { spec: { ports: [{ port: 80, name: 'web' }, { port: 81 }] } },
    { data: { key: random.pick(['new', null]), extra: 'x' } },
    { spec: { size: random.pick([4, 'x']), list: ['b'], ref: { name: random.pick(NAMES) } } },
    { $patch: 'delete' },
    {},
  ]);
  const fits = 'data' in spec === (kind === 'ConfigMap') || !('data' in spec) || object.data !== undefined;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...random.record({
        labels: [0.3, () => ({ patched: 'yes' })],
        annotations: [0.3, () => ({ note: random.pick<Json>(['p', null]) })],
      }),
    },
    ...(fits ? spec : {}),
  };
}

function operations(random: Random, { object }: Known): Json {
  const spec = object.spec;
  const options: Json[] = [
    [{ op: 'add', path: '/metadata/labels', value: { app: 'patched' } }],
    [{ op: 'add', path: '/metadata/annotations', value: { note: 'json', 'a/b': '1' } }],
    [{ op: 'replace', path: '/metadata/name', value: random.pick(['renamed', 'app2']) }],
    [
      { op: 'test', path: '/kind', value: String(object.kind) },
      { op: 'add', path: '/metadata/labels', value: { tested: 'yes' } },
    ],
    [{ op: 'copy', from: '/metadata/name', path: '/copied' }],
  ];
  if (typeof spec === 'object' && spec !== null && !Array.isArray(spec)) {
    options.push([
      { op: 'add', path: '/spec/extra', value: random.pick<Json>([1, 1.5, 'x', true, null, ['a'], { b: 'c' }]) },
    ]);
    if ('replicas' in spec)
      options.push([{ op: 'replace', path: '/spec/replicas', value: 7 }], [{ op: 'remove', path: '/spec/replicas' }]);
    if ('template' in spec && object.kind !== 'Thing')
      options.push(
        [{ op: 'add', path: '/spec/template/spec/containers/0/env', value: [{ name: 'X', value: '1' }] }],
        [{ op: 'add', path: '/spec/template/spec/containers/-', value: { name: 'more', image: 'nginx' } }],
      );
  }
  return random.pick(options);
}

function generator(
  random: Random,
  names: readonly string[],
  index: number,
  files: Map<string, Json>,
  known: readonly Known[],
  kind: string,
): Json {
  const same = known.filter((each) => each.kind === kind);
  const merges = same.length > 0 && random.chance(0.25);
  const name = merges
    ? random.pick(same).name
    : `${random.pick(names)}${random.chance(0.88) ? `-gen${index}${random.int(0, 99)}` : ''}`;
  return {
    name,
    ...random.record({
      namespace: [0.15, () => random.pick(NAMESPACES)],
      literals: [0.8, () => [`a=${random.pick(['1', 'x y', '"q"', "'s'", 'a=b'])}`, 'b=$(NAME)']],
      files: [
        0.3,
        () => [
          random.chance(0.5)
            ? text(files, 'app.txt', 'one\ntwo\n')
            : `key.txt=${text(files, 'other.txt', 'x: 1  \ny\n')}`,
        ],
      ],
      envs: [0.2, () => [text(files, 'a.env', '# comment\nE1=1\nE2= two\n\nE3=a=b\n')]],
      type: [kind === 'Secret' ? 0.3 : 0, () => 'kubernetes.io/basic-auth'],
      options: [
        0.3,
        () =>
          random.record({
            labels: [0.5, () => ({ own: 'on' })],
            annotations: [0.3, () => ({ note: 'g' })],
            disableNameSuffixHash: [0.3, () => random.chance(0.7)],
            immutable: [0.2, () => true],
          }),
      ],
      behavior: [merges ? 0.95 : 0.08, () => (merges ? random.pick(['merge', 'replace']) : 'create')],
    }),
  };
}

function replacement(random: Random, from: Known, to: Known, files: Map<string, Json>): Json {
  const paths = [
    'metadata.name',
    'metadata.namespace',
    'metadata.labels.app',
    'metadata.annotations.[example.org/owner]',
    'spec.template.spec.containers.[name=main].image',
    'spec.template.spec.containers.0.image',
    'spec.template.spec.containers.*.image',
    'spec.replicas',
    'data.key',
    'spec.ref.name',
    'spec.size',
    'spec.list.0',
    'spec.template.spec.containers.[name=main].env.[name=A].value',
    'spec.template.spec',
    'spec.rules.0.host',
  ];
  const create = random.chance(0.6);
  const found = paths.filter((path) => create || has(to.object, path));
  const sources = paths.filter((path) => !path.includes('*') && has(from.object, path));
  const taken = random.pick(sources.length > 0 ? sources : ['metadata.name']);
  const whole = 'spec.template.spec';
  const name = 'metadata.name';
  const fitted = (path: string): string =>
    taken === whole || path === whole
      ? taken === whole
        ? whole
        : name
      : path === name && taken !== name
        ? 'metadata.labels.app'
        : path;
  const made = {
    source: {
      ...(random.chance(0.3) ? gvkOf(from) : { kind: from.kind }),
      name: from.name,
      fieldPath: taken,
      ...random.record({
        options: [0.15, () => ({ delimiter: random.pick(['/', ':', '-']), index: random.int(0, 1) })],
      }),
    },
    targets: [
      {
        select: random.pick<Json>([{ kind: to.kind }, { kind: to.kind, name: to.name }, { name: to.name }, gvkOf(to)]),
        fieldPaths: random.some(1, 2, () => fitted(random.pick(found.length > 0 ? found : ['metadata.name']))),
        ...random.record({
          reject: [
            0.15,
            () => [random.pick<Json>([{ name: 'web' }, { kind: 'Service' }, { labelSelector: 'tier=front' }])],
          ],
          options: [
            1,
            () => ({
              ...(create ? { create: true } : {}),
              ...random.record({
                delimiter: [0.2, () => random.pick(['/', '.', '-'])],
                index: [0.2, () => random.int(-1, 3)],
              }),
            }),
          ],
        }),
      },
    ],
  };
  return random.chance(0.15) ? { path: keep(files, 'replacement', random.chance(0.5) ? [made] : made) } : made;
}

function has(object: Json, path: string): boolean {
  let node: Json | undefined = object;
  for (const part of path.split(/\.(?![^[]*\])/)) {
    if (typeof node !== 'object' || node === null) return false;
    if (part === '*' || part.startsWith('[name') || part === '0') {
      if (!Array.isArray(node) || node.length === 0) return false;
      const named: Json | undefined = part.startsWith('[name')
        ? node.find((each) => each.name === part.slice(6, -1))
        : node[0];
      node = named;
    } else node = new Map(Object.entries(node)).get(part.replace(/^\[|\]$/g, ''));
    if (node === undefined) return false;
  }
  return true;
}

function variable(random: Random, each: Known, name: string): Json {
  const { apiVersion, kind } = each;
  const path = random.pick([
    'metadata.name',
    'spec.replicas',
    'metadata.labels.app',
    'spec.template.spec.containers[0].image',
    'data.key',
  ]);
  return {
    name,
    objref: { apiVersion, kind, name: each.name },
    ...(random.chance(0.6) && has(each.object, path.replace('[0]', '.0')) ? { fieldref: { fieldPath: path } } : {}),
  };
}

function configuration(random: Random, files: Map<string, Json>): Json {
  return keep(
    files,
    'config',
    random.record({
      nameReference: [
        0.5,
        () => [
          {
            kind: random.pick(['Deployment', 'Service', 'ConfigMap']),
            ...random.record({ version: [0.3, () => 'v1'] }),
            fieldSpecs: [{ path: 'spec/ref/name', kind: 'Thing' }],
          },
        ],
      ],
      commonLabels: [0.3, () => [{ path: 'spec/labels', kind: 'Thing', create: true }]],
      commonAnnotations: [0.3, () => [{ path: 'spec/annotations', kind: 'Thing', create: random.chance(0.5) }]],
      images: [0.3, () => [{ path: 'spec/template/image', kind: 'Thing' }]],
      replicas: [0.3, () => [{ path: 'spec/size', kind: 'Thing', create: true }]],
      namePrefix: [0.3, () => [{ path: 'spec/ref/name', kind: 'Thing' }]],
      namespace: [0.3, () => [{ path: 'spec/namespace', kind: 'Thing', create: true }]],
      varReference: [0.3, () => [{ path: 'data', kind: 'ConfigMap' }]],
      labels: [0.2, () => [{ path: 'spec/own', kind: 'Thing', create: true }]],
    }),
  );
}

function crds(files: Map<string, Json>): Json {
  const string = { type: 'string' };
  return keep(files, 'crd', {
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

function transformer(random: Random, each: Known | undefined, files: Map<string, Json>, index: number): Json {
  const fieldSpecs = [{ path: 'metadata/name' }];
  const bodies: readonly { readonly [key: string]: Json }[] = [
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
    {
      kind: 'ValueAddTransformer',
      value: 'added',
      targets: [
        {
          selector: { kind: 'Deployment|Thing' },
          fieldPath: random.pick([
            'metadata/annotations/va',
            'spec/path',
            'metadata/namespace',
            'spec/template/metadata/annotations/x~y',
          ]),
          ...random.record({ filePathPosition: [0.4, () => random.int(0, 2)] }),
        },
      ],
    },
    { kind: 'HashTransformer' },
    ...(each === undefined
      ? []
      : [
          { kind: 'PatchTransformer', patch: JSON.stringify(operations(random, each)), target: { kind: each.kind } },
          { kind: 'PatchStrategicMergeTransformer', patches: JSON.stringify(mergeBody(random, each)) },
          {
            kind: 'PatchJson6902Transformer',
            target: { kind: each.kind, name: each.name },
            jsonOp: JSON.stringify(operations(random, each)),
          },
          {
            kind: 'ReplicaCountTransformer',
            replica: { name: each.name, count: 3 },
            fieldSpecs: [{ path: 'spec/replicas', kind: each.kind, create: true }],
          },
          { kind: 'ReplacementTransformer', replacements: [replacement(random, each, each, files)] },
        ]),
  ];
  const namespace = random.chance(0.5) ? { namespace: random.pick(NAMESPACES) } : {};
  const body = { apiVersion: 'builtin', metadata: { name: `t${index}`, ...namespace }, ...random.pick(bodies) };
  return random.chance(0.5) ? JSON.stringify(body) : keep(files, 'transformer', body);
}

function pluginGenerator(random: Random, files: Map<string, Json>): Json {
  const bodies: readonly { readonly [key: string]: Json }[] = [
    { kind: 'ConfigMapGenerator', ...random.record({ name: [0.5, () => 'plugged'] }), literals: ['a=b'] },
    { kind: 'SecretGenerator', literals: ['a=b'], options: { disableNameSuffixHash: true } },
    {
      kind: 'IAMPolicyGenerator',
      cloud: 'gke',
      kubernetesService: { name: 'iam' },
      serviceAccount: { name: 'sa', projectId: 'p' },
    },
  ];
  const body = { apiVersion: 'builtin', metadata: { name: 'gen' }, ...random.pick(bodies) };
  return random.chance(0.5) ? JSON.stringify(body) : keep(files, 'generator', body);
}

/** Keeps a value as a YAML file beside the kustomization. @returns its name */
function keep(files: Map<string, Json>, stem: string, body: Json): string {
  const name = `${stem}-${files.size}.yaml`;
  files.set(name, body);
  return name;
}

/** Keeps a text file. A text stands as it is; any other value becomes YAML. */
function text(files: Map<string, Json>, name: string, content: string): string {
  files.set(name, content);
  return name;
}
