import type { Random } from './random.ts';

/** YAML being written: a text is a scalar as written, an array a list, a Map a mapping. */
export type Yaml = string | readonly Yaml[] | ReadonlyMap<string, Yaml>;

const SCALARS = [
  'a',
  'b',
  '1',
  '2',
  '"1"',
  "'2'",
  'true',
  '"true"',
  'yes',
  '1.10',
  '0755',
  '"a b"',
  '2024-01-01',
  "''",
];
const NULLS = ['null', '~', ''];
const BLOCKS = ['|\n@one\n@two', '>-\n@one\n@two', '|-\n@7', '>\n@folded\n@\n@text\n@ more'];
const DIRECTIVES = ['delete', 'replace', 'merge'];

type Shape = (random: Random, isPatch: boolean) => Yaml;

const scalar: Shape = (random, isPatch) => {
  if (random.chance(isPatch ? 0.12 : 0.06)) return random.pick(NULLS);
  return random.chance(0.08) ? random.pick(BLOCKS) : random.pick(SCALARS);
};
const one =
  (...texts: readonly string[]): Shape =>
  (random) =>
    random.pick(texts);

function wild(random: Random, isPatch: boolean): Yaml {
  return random.pick([scalar, list(scalar), map({ x: scalar, y: scalar }), list(map({ name: one('a'), z: scalar }))])(
    random,
    isPatch,
  );
}

function map(fields: Readonly<Record<string, Shape>>, chance = 0.5, always: readonly string[] = []): Shape {
  return (random, isPatch) => {
    const result = new Map<string, Yaml>();
    if (isPatch && random.chance(0.06)) result.set('$patch', random.chance(0.04) ? 'wrong' : random.pick(DIRECTIVES));
    for (const [name, shape] of Object.entries(fields)) {
      if (!always.includes(name) && !random.chance(chance)) continue;
      if (always.includes(name) && random.chance(0.02)) continue;
      result.set(
        name,
        random.chance(0.012)
          ? wild(random, isPatch)
          : random.chance(0.02)
            ? random.pick(NULLS)
            : shape(random, isPatch),
      );
    }
    if (isPatch && random.chance(0.02)) result.set('$retainKeys', ['a']);
    return result;
  };
}

function list(item: Shape, most = 4): Shape {
  return (random, isPatch) => {
    const result: Yaml[] = [];
    for (let count = random.below(most + 1); count > 0; count--) {
      result.push(random.chance(0.01) ? wild(random, isPatch) : item(random, isPatch));
    }
    if (isPatch && random.chance(0.06)) result.push(new Map([['$patch', random.pick(DIRECTIVES)]]));
    return result;
  };
}

const keyValue = map({ k1: scalar, k2: scalar, 'k.3/x': scalar });
const named = map(
  { name: one('a', 'b', 'c', '1', '"1"'), value: scalar, valueFrom: map({ fieldRef: keyValue }) },
  0.4,
  ['name'],
);
const port = map(
  { containerPort: one('80', '81', '"80"'), protocol: one('TCP', 'UDP'), name: scalar, hostPort: scalar },
  0.4,
  ['containerPort'],
);
const container = map(
  {
    name: one('a', 'b', 'c'),
    image: scalar,
    args: list(scalar),
    env: list(named),
    envFrom: list(keyValue),
    ports: list(port, 5),
    resources: map({ limits: keyValue, requests: keyValue }),
    volumeMounts: list(map({ name: one('v'), mountPath: one('/a', '/b'), readOnly: scalar }, 0.6, ['mountPath'])),
  },
  0.35,
  ['name'],
);
const podSpec = map({
  containers: list(container),
  initContainers: list(container, 2),
  hostAliases: list(map({ ip: one('1.1.1.1', '2.2.2.2'), hostnames: list(scalar) }, 0.7, ['ip'])),
  imagePullSecrets: list(map({ name: one('a', 'b') }, 1)),
  tolerations: list(keyValue),
  topologySpreadConstraints: list(
    map({ topologyKey: one('a', 'b'), whenUnsatisfiable: one('c', 'd'), maxSkew: scalar }, 0.7),
  ),
  volumes: list(
    map({ name: one('v', 'w'), emptyDir: map({}), configMap: map({ name: scalar, items: list(keyValue) }) }),
  ),
  nodeSelector: keyValue,
});
const template = map({ metadata: map({ labels: keyValue, finalizers: list(scalar) }), spec: podSpec }, 0.8);
const embedded: Shape = (random, isPatch) =>
  new Map<string, Yaml>([
    ['apiVersion', 'v1'],
    ['kind', random.pick(['Pod', 'Pod', 'Unknown'])],
    ['spec', podSpec(random, isPatch)],
  ]);

/** Each kind's apiVersion, and the fields beside its metadata. */
const KINDS: Readonly<Record<string, readonly [string, Readonly<Record<string, Shape>>]>> = {
  Deployment: [
    'apps/v1',
    { spec: map({ replicas: scalar, template, strategy: map({ type: scalar, rollingUpdate: keyValue }) }, 0.8) },
  ],
  Pod: ['v1', { spec: podSpec }],
  CronJob: [
    'batch/v1',
    { spec: map({ schedule: scalar, jobTemplate: map({ spec: map({ template }, 0.9) }, 0.9) }, 0.9) },
  ],
  Service: [
    'v1',
    {
      spec: map(
        {
          type: scalar,
          ports: list(
            map({ port: one('80', '81'), protocol: one('TCP', 'UDP'), name: scalar, targetPort: scalar }, 0.5),
          ),
          selector: keyValue,
        },
        0.8,
      ),
    },
  ],
  ConfigMap: ['v1', { data: keyValue, binaryData: keyValue, immutable: scalar }],
  ServiceAccount: ['v1', { secrets: list(named), imagePullSecrets: list(named) }],
  Foo: [
    'example.com/v1',
    {
      spec: map(
        {
          list: list(named),
          template,
          object: embedded,
          objects: list(embedded),
          map: keyValue,
          deep: map({ map: keyValue, wild }),
        },
        0.6,
      ),
    },
  ],
  MutatingWebhookConfiguration: [
    'admissionregistration.k8s.io/v1',
    {
      webhooks: list(map({ name: one('a', 'b'), rules: list(keyValue), matchConditions: list(named) }, 0.7, ['name'])),
    },
  ],
};

/** @returns a random object of a random kind, and a random patch of it. */
export function randomCase(random: Random, name: string): { readonly target: string; readonly patch: string } {
  const kind = random.pick(Object.keys(KINDS));
  return { target: write(object(random, kind, name, false)), patch: write(object(random, kind, name, true)) };
}

/** @returns a random object of a random kind, partly in flow style, and random patches of it. */
export function randomCaseInFlow(
  random: Random,
  name: string,
): { readonly target: string; readonly patches: readonly string[] } {
  const kind = random.pick(Object.keys(KINDS));
  const patches = Array.from({ length: 1 + random.below(2) }, () =>
    write(object(random, kind, name, true), '', random),
  );
  return { target: write(object(random, kind, name, false), '', random), patches };
}

function object(random: Random, kind: string, name: string, isPatch: boolean): Yaml {
  const [apiVersion, fields] = KINDS[kind] ?? ['v1', {}];
  const metadata = new Map<string, Yaml>([['name', name]]);
  const words = list(one('a', 'b', 'c', '"d"'));
  if (random.chance(0.3)) metadata.set('labels', keyValue(random, isPatch));
  if (random.chance(0.3)) metadata.set('finalizers', words(random, isPatch));
  if (random.chance(0.2))
    metadata.set('ownerReferences', list(map({ uid: one('a', 'b'), name: scalar }, 0.8))(random, isPatch));
  const result = new Map<string, Yaml>([
    ['apiVersion', apiVersion],
    ['kind', kind],
    ['metadata', metadata],
  ]);
  if (isPatch && random.chance(0.01)) result.set('$patch', random.pick(DIRECTIVES));
  for (const [field, shape] of Object.entries(fields))
    if (random.chance(0.85)) result.set(field, shape(random, isPatch));
  return result;
}

/** @param inFlow chooses what is written in flow style; nothing is, without it */
function write(yaml: Yaml, indent = '', inFlow?: Random): string {
  if (indent !== '' && inFlow?.chance(0.15)) return ` ${writeFlow(yaml)}\n`;
  if (typeof yaml === 'string') return ` ${yaml.replaceAll('@', `${indent}  `)}\n`;
  if (yaml instanceof Map) {
    if (yaml.size === 0) return ' {}\n';
    const fields = [...yaml].map(([key, value]) => `${indent}${key}:${write(value, `${indent}  `, inFlow)}`).join('');
    return indent === '' ? fields : `\n${fields}`;
  }
  if (!Array.isArray(yaml)) return '';
  if (yaml.length === 0) return ' []\n';
  return `\n${yaml.map((item) => `${indent}-${write(item, `${indent}  `, inFlow)}`).join('')}`;
}

function writeFlow(yaml: Yaml, isItem = false): string {
  if (typeof yaml === 'string') return yaml.includes('@') ? '"block"' : yaml === '' && isItem ? '~' : yaml;
  if (yaml instanceof Map) return `{${[...yaml].map(([key, value]) => `${key}: ${writeFlow(value)}`).join(', ')}}`;
  return Array.isArray(yaml) ? `[${yaml.map((item) => writeFlow(item, true)).join(', ')}]` : '';
}
