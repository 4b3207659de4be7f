import type { Json, Random } from './random.ts';

export type Object_ = { readonly [key: string]: Json };

export const NAMES = ['app', 'web', 'db', 'cache', 'api'] as const;
export const CONFIG_NAMES = ['settings', 'env-config', 'app'] as const;
export const SECRET_NAMES = ['creds', 'tls', 'app'] as const;
export const NAMESPACES = ['prod', 'default', 'tools'] as const;
const IMAGES = [
  'nginx',
  'nginx:1.2',
  'reg.io:5000/team/app:v1',
  'redis@sha256:abc123',
  'team/app',
  'nginx:1.2@sha256:0f0f',
] as const;
const VALUES: readonly Json[] = [
  '1',
  'yes',
  'on',
  'plain',
  '$(NAME)-x',
  '$(NAME)',
  'a: b',
  '',
  '012',
  '1e3',
  'multi\nline',
  'ümlaut',
  '$$(NAME)',
  '0x1f',
  'null',
  '~',
  '{"k": {"a": "b"}}',
  'a,b,c',
  'https://host:80/path',
];

/** Makes an object of a random kind, which refers to others by the names that they may have. */
export function randomObject(random: Random): Object_ {
  const make = random.pick(MAKERS);
  return make(random);
}

export const MAKERS: readonly ((random: Random) => Object_)[] = [
  (r) => workload(r, 'Deployment'),
  (r) => workload(r, 'Deployment'),
  (r) => workload(r, 'StatefulSet'),
  (r) => workload(r, 'DaemonSet'),
  cronJob,
  (r) => ({ apiVersion: 'v1', kind: 'Pod', metadata: metadata(r), spec: podSpec(r) }),
  (r) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(r),
    spec: { selector: labels(r), ports: [{ port: 80, targetPort: r.pick([8080, 'http']) }] },
  }),
  (r) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...metadata(r), name: r.pick(CONFIG_NAMES) },
    data: data(r),
  }),
  (r) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { ...metadata(r), name: r.pick(SECRET_NAMES) },
    type: 'Opaque',
    stringData: data(r),
  }),
  ingress,
  (r) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { ...metadata(r), name: r.pick(['app', 'default', 'robot']) },
    ...r.record({ imagePullSecrets: [0.3, () => [{ name: r.pick(SECRET_NAMES) }]] }),
  }),
  role,
  binding,
  (r) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: r.pick(NAMESPACES) } }),
  (r) => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(r),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: r.pick(['Deployment', 'StatefulSet']), name: r.pick(NAMES) },
      maxReplicas: 3,
    },
  }),
  (r) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(r),
    spec: { selector: { matchLabels: labels(r) }, maxUnavailable: r.pick([1, '50%']) },
  }),
  (r) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(r),
    spec: {
      podSelector: { matchLabels: labels(r) },
      ingress: [{ from: [{ podSelector: { matchLabels: labels(r) } }] }],
    },
  }),
  (r) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(r),
    spec: {
      ...r.record({ storageClassName: [0.5, () => 'fast'], volumeName: [0.3, () => 'disk'] }),
      accessModes: ['ReadWriteOnce'],
    },
  }),
  (r) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'x',
    parameters: { secretRef: r.pick(SECRET_NAMES) },
  }),
  (r) => ({
    apiVersion: r.pick(['example.org/v1', 'example.org/v1beta1']),
    kind: 'Thing',
    metadata: metadata(r),
    spec: {
      ref: { name: r.pick(NAMES) },
      template: { image: r.pick(IMAGES) },
      containers: [container(r)],
      list: ['a', r.pick(VALUES)],
      size: r.pick([1, 2.5, true, null, '3']),
    },
  }),
  (r) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.org' },
    spec: {
      group: 'example.org',
      conversion: { webhook: { clientConfig: { service: { name: r.pick(NAMES), namespace: 'x' } } } },
    },
  }),
  (r) => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'hook' },
    webhooks: [{ name: 'a.b.c', clientConfig: { service: { name: r.pick(NAMES), namespace: r.pick(NAMESPACES) } } }],
  }),
];

export function metadata(random: Random): Object_ {
  return {
    name: random.pick(NAMES),
    ...random.record({
      namespace: [0.25, () => random.pick(NAMESPACES)],
      labels: [0.4, () => labels(random)],
      annotations: [0.25, () => annotations(random)],
    }),
  };
}

export function labels(random: Random): Object_ {
  return {
    app: random.pick(NAMES),
    ...random.record({
      tier: [0.3, () => random.pick(['front', 'back'])],
      'app.kubernetes.io/part-of': [0.1, () => 'suite'],
    }),
  };
}

export function annotations(random: Random): Object_ {
  return random.record({
    note: [0.6, () => random.pick(VALUES)],
    'example.org/owner': [0.4, () => random.pick(['team-a', '$(NAME)'])],
    'config.kubernetes.io/local-config': [0.1, () => random.pick(['true', 'false'])],
    'nginx.ingress.kubernetes.io/auth-secret': [0.1, () => random.pick(SECRET_NAMES)],
  });
}

export function data(random: Random): Object_ {
  return {
    key: random.pick(VALUES.filter((each) => each !== null)),
    ...random.record({ url: [0.4, () => 'https://host.example:80/path'], 'app.json': [0.2, () => '{"name":"x"}'] }),
  };
}

export function container(random: Random, name: string = random.pick(['main', 'side'])): Object_ {
  return {
    name,
    image: random.pick(IMAGES),
    ...random.record({
      args: [0.4, () => random.some(1, 3, () => random.pick(['--a=$(NAME)', '$(NAME)', '--v', 'x']))],
      env: [0.5, () => [env(random, 'A'), ...(random.chance(0.5) ? [env(random, 'B')] : [])]],
      envFrom: [
        0.3,
        () => [
          random.chance(0.5)
            ? { configMapRef: { name: random.pick(CONFIG_NAMES) } }
            : { secretRef: { name: random.pick(SECRET_NAMES) } },
        ],
      ],
      ports: [0.3, () => [{ containerPort: random.pick([80, 8080]), name: 'http' }]],
      volumeMounts: [0.3, () => [{ name: 'vol', mountPath: random.pick(['/data', '/$(NAME)']) }]],
      resources: [0.2, () => ({ limits: { cpu: random.pick(['1', '500m', 2]) } })],
    }),
  };
}

function env(random: Random, name: string): Object_ {
  if (random.chance(0.4)) return { name, value: String(random.pick(['1', 'plain', '$(NAME)', 'a-$(NAME)-$(OTHER)'])) };
  const ref = { name: random.pick(random.chance(0.5) ? CONFIG_NAMES : SECRET_NAMES), key: 'key' };
  return { name, valueFrom: random.chance(0.5) ? { configMapKeyRef: ref } : { secretKeyRef: ref } };
}

export function podSpec(random: Random): Object_ {
  return {
    containers: random.chance(0.3) ? [container(random, 'main'), container(random, 'side')] : [container(random)],
    ...random.record({
      initContainers: [0.2, () => [container(random, 'init')]],
      serviceAccountName: [0.3, () => random.pick(['app', 'default', 'robot'])],
      imagePullSecrets: [0.2, () => [{ name: random.pick(SECRET_NAMES) }]],
      volumes: [0.4, () => [volume(random)]],
      affinity: [
        0.1,
        () => ({
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: labels(random) } }],
          },
        }),
      ],
    }),
  };
}

function volume(random: Random): Object_ {
  return random.pick<Object_>([
    { name: 'vol', configMap: { name: random.pick(CONFIG_NAMES) } },
    { name: 'vol', secret: { secretName: random.pick(SECRET_NAMES) } },
    { name: 'vol', emptyDir: {} },
    { name: 'vol', persistentVolumeClaim: { claimName: random.pick(NAMES) } },
    { name: 'vol', projected: { sources: [{ configMap: { name: random.pick(CONFIG_NAMES) } }] } },
  ]);
}

function workload(random: Random, kind: string): Object_ {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: metadata(random),
    spec: {
      ...random.record({
        replicas: [0.5, () => random.int(0, 5)],
        serviceName: [kind === 'StatefulSet' ? 0.7 : 0, () => random.pick(NAMES)],
      }),
      selector: { matchLabels: labels(random) },
      template: {
        metadata: { labels: labels(random), ...random.record({ annotations: [0.2, () => annotations(random)] }) },
        spec: podSpec(random),
      },
      ...random.record({
        volumeClaimTemplates: [
          kind === 'StatefulSet' ? 0.4 : 0,
          () => [{ metadata: { name: 'vol' }, spec: { storageClassName: 'fast' } }],
        ],
      }),
    },
  };
}

function cronJob(random: Random): Object_ {
  return {
    apiVersion: random.pick(['batch/v1', 'batch/v1beta1']),
    kind: 'CronJob',
    metadata: metadata(random),
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template: { spec: podSpec(random) } } } },
  };
}

function ingress(random: Random): Object_ {
  const backend = random.chance(0.6)
    ? { service: { name: random.pick(NAMES), port: { number: 80 } } }
    : { serviceName: random.pick(NAMES), servicePort: 80 };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(random),
    spec: {
      rules: [{ host: random.pick(['a.example', '$(NAME).example']), http: { paths: [{ path: '/', backend }] } }],
      ...random.record({
        tls: [0.4, () => [{ hosts: ['a.example'], secretName: random.pick(SECRET_NAMES) }]],
        ingressClassName: [0.2, () => 'nginx'],
      }),
    },
  };
}

function role(random: Random): Object_ {
  const kind = random.pick(['Role', 'ClusterRole']);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: { ...metadata(random), name: 'reader' },
    rules: [
      {
        apiGroups: [''],
        resources: ['configmaps'],
        verbs: ['get'],
        ...random.record({ resourceNames: [0.5, () => [random.pick(CONFIG_NAMES), random.pick(SECRET_NAMES)]] }),
      },
    ],
  };
}

function binding(random: Random): Object_ {
  const kind = random.pick(['RoleBinding', 'ClusterRoleBinding']);
  const subjects = random.some(1, 2, () => ({
    kind: random.pick(['ServiceAccount', 'ServiceAccount', 'User']),
    name: random.pick(['app', 'default', 'robot']),
    ...random.record({ namespace: [0.5, () => random.pick(NAMESPACES)] }),
  }));
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    metadata: metadata(random),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: random.pick(['Role', 'ClusterRole']), name: 'reader' },
    subjects,
  };
}
