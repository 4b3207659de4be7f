import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { refusalsOf } from '../../src/kubernetes/admission/refusals-of.ts';
import { pathText } from '../../src/review/diff/field-changes.ts';
import { Mapping } from '../../src/yaml/node/node.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';

/** @returns the fields for which the API server refuses an object */
function refused(text: string, isTemplate = false): readonly string[] {
  const [object] = parseYaml(new Source(text)).documents;
  if (!(object instanceof Mapping)) throw new Error(text);
  return refusalsOf(object, { isNamespaced: false, isTemplate }).map(({ path }) => pathText(path));
}

const named = (apiVersion: string, kind: string, name: string) =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${JSON.stringify(name)}}}`;

test.each([
  ['v1', 'ConfigMap', 'a.b-c.9', 'my_config', 'Config', '-a', 'a..b', 'x'.repeat(254)],
  ['v1', 'Namespace', 'team-a', 'team.a', 'Team', 'a-', 'x'.repeat(64)],
  ['v1', 'Service', 'web-1', 'a.b', 'Web', 'web_1'],
  ['apps/v1', 'DaemonSet', 'a.b', 'A', 'a/b', 'a b'],
  ['rbac.authorization.k8s.io/v1', 'Role', 'system:My_Role', '..', 'a/b', 'a%b'],
  ['kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'apps', 'My_Apps', 'apps!'],
])('names of %s %s', (apiVersion, kind, good, ...bad) => {
  expect(refused(named(apiVersion, kind, good))).toEqual([]);
  expect(bad.filter((name) => refused(named(apiVersion, kind, name))[0] !== 'metadata.name')).toEqual([]);
});

test('names of kinds that are not known, and of templates, may be anything', () => {
  expect(refused(named('user.openshift.io/v1', 'User', 'A B'))).toEqual([]);
  expect(refused(named('v1', 'ConfigMap', ['$', '{NAME}'].join('')), true)).toEqual([]);
});

const config = (rest: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: a${rest}}`;
const pod = (spec: string, more = '') =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${spec}}}${more}}}`;
const container = (rest: string) => pod(`containers: [{name: c, image: i, ${rest}}]`);
const IN_CONTAINER = 'spec.template.spec.containers[name=c].';
const workload = (kind: string, selector: string, labels: string) =>
  `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: a}, spec: {selector: ${selector}, template: {metadata: {labels: ${labels}}, spec: {containers: [{name: c, image: i}]}}}}`;
const LABELS = 'spec.template.metadata.labels';
const service = (spec: string) => `{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {${spec}}}`;
const ingress = (rule: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules: [${rule}]}}`;
const path = (text: string, type: string, backend = 'service: {name: s, port: {number: 80}}') =>
  ingress(`{http: {paths: [{path: "${text}", pathType: ${type}, backend: {${backend}}}]}}`);
const IN_PATH = 'spec.rules[0].http.paths[0].';
const secret = (type: string, rest: string) =>
  `{apiVersion: v1, kind: Secret, metadata: {name: a}, type: ${type}, ${rest}}`;
const cron = (spec: string, restart = 'restartPolicy: Never, ') =>
  `{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {${spec}, jobTemplate: {spec: {template: {spec: {${restart}containers: [{name: c, image: i}]}}}}}}`;
const scale = (spec: string) =>
  `{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}, spec: {${spec}}}`;
const budget = (spec: string) =>
  `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: a}, spec: {${spec}}}`;
const policy = (port: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {egress: [{ports: [${port}]}]}}`;
const role = (rule: string) =>
  `{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: a}, rules: [${rule}]}`;
const binding = (kind: string, subject: string) =>
  `{apiVersion: rbac.authorization.k8s.io/v1, kind: ${kind}, metadata: {name: a}, subjects: [${subject}]}`;
const claim = (spec: string) => `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, spec: {${spec}}}`;

test.each<[string, string, readonly string[]]>([
  ['a label with a slash', config(', labels: {a: b/c}}'), ['metadata.labels.a']],
  ['a label with a plus', config(', labels: {v: "1.2+3"}}'), ['metadata.labels.v']],
  ['a label of 64 characters', config(`, labels: {v: ${'x'.repeat(64)}}}`), ['metadata.labels.v']],
  ['the name of a label', config(', labels: {"a/b/c": d}}'), ['metadata.labels["a/b/c"]']],
  ['labels, of which one is no text and all are dropped', config(', labels: {a: b/c, d: 1}}'), []],
  ['the name of an annotation', config(', annotations: {"a b": d}}'), ['metadata.annotations["a b"]']],
  ['annotations of more than 256 KiB', config(`, annotations: {a: ${'x'.repeat(262_144)}}}`), ['metadata.annotations']],
  ['a key with a space', config('}, data: {"a b": c}'), ['data["a b"]']],
  ['a key in both parts', config('}, data: {a: b}, binaryData: {a: Yg==}'), ['data.a']],
  [
    'a ConfigMap of more than 1 MiB',
    config(`}, data: {a: ${'x'.repeat(600_000)}, b: ${'y'.repeat(500_000)}}`),
    ['data'],
  ],
  ['one of 1 MiB', config(`}, data: {a: ${'x'.repeat(1_048_576)}}`), []],
  ['a Secret for TLS without its key', secret('kubernetes.io/tls', 'data: {tls.crt: YQ==}'), ['data']],
  ['one with both', secret('kubernetes.io/tls', 'data: {tls.crt: YQ==}, stringData: {tls.key: a}'), []],
  ['a Secret for a registry', secret('kubernetes.io/dockerconfigjson', 'data: {config.json: YQ==}'), ['data']],
  ['a Secret with a password alone', secret('kubernetes.io/basic-auth', 'stringData: {password: a}'), []],
  ['a Secret of more than 1 MiB', secret('Opaque', `data: {a: ${'QUFB'.repeat(350_000)}}`), ['data']],
  ['a selector of another label', workload('Deployment', '{matchLabels: {a: b, c: d}}', '{a: b}'), [LABELS]],
  ['one of another value', workload('StatefulSet', '{matchLabels: {a: b}}', '{a: c}'), [LABELS]],
  [
    'an expression',
    workload('DaemonSet', '{matchExpressions: [{key: a, operator: In, values: [b]}]}', '{a: c}'),
    [LABELS],
  ],
  [
    'one that is met',
    workload('ReplicaSet', '{matchExpressions: [{key: a, operator: NotIn, values: [b]}]}', '{a: c}'),
    [],
  ],
  ['an empty selector', workload('Deployment', '{}', '{a: c}'), ['spec.selector']],
  ['more labels than the selector has', workload('Deployment', '{matchLabels: {a: b}}', '{a: b, c: d}'), []],
  ['an encrypted label', workload('Deployment', '{matchLabels: {a: b}}', '{a: "ENC[x]"}'), []],
  [
    'requests over limits',
    container('resources: {requests: {cpu: 2}, limits: {cpu: 1500m}}'),
    [`${IN_CONTAINER}resources.requests.cpu`],
  ],
  [
    'memory over its limit',
    container('resources: {requests: {memory: 1Gi}, limits: {memory: 1G}}'),
    [`${IN_CONTAINER}resources.requests.memory`],
  ],
  ['the same in other units', container('resources: {requests: {cpu: 1000m, memory: 1Gi}, limits: {cpu: 1}}'), []],
  [
    'a mount of no volume',
    container('volumeMounts: [{name: v, mountPath: /a}]'),
    [`${IN_CONTAINER}volumeMounts[0].name`],
  ],
  [
    'two mounts in one place',
    pod(
      'volumes: [{name: v}], containers: [{name: c, image: i, volumeMounts: [{name: v, mountPath: /a}, {name: v, mountPath: /a}]}]',
    ),
    [`${IN_CONTAINER}volumeMounts[1].mountPath`],
  ],
  [
    'the name of a container',
    pod('containers: [{name: A_b, image: i}]'),
    ['spec.template.spec.containers[name=A_b].name'],
  ],
  [
    'one that an init container has',
    pod('initContainers: [{name: c, image: i}], containers: [{name: c, image: i}]'),
    [`${IN_CONTAINER}name`],
  ],
  [
    'the name of a port',
    container('ports: [{containerPort: 80, name: metrics-and-health}]'),
    [`${IN_CONTAINER}ports[0].name`],
  ],
  ['a port beyond the last', container('ports: [{containerPort: 65536}]'), [`${IN_CONTAINER}ports[0].containerPort`]],
  [
    'a variable with two values',
    container('env: [{name: A, value: b, valueFrom: {secretKeyRef: {name: s, key: k}}}]'),
    [`${IN_CONTAINER}env[name=A].valueFrom`],
  ],
  [
    'one whose value is empty',
    container('env: [{name: A, value: "", valueFrom: {secretKeyRef: {name: s, key: k}}}]'),
    [],
  ],
  ['a probe that does nothing', container('livenessProbe: {periodSeconds: 5}'), [`${IN_CONTAINER}livenessProbe`]],
  [
    'a probe that does two things',
    container('readinessProbe: {exec: {command: [a]}, httpGet: {port: 1}}'),
    [`${IN_CONTAINER}readinessProbe`],
  ],
  [
    'a Deployment that ends',
    pod('restartPolicy: Never, containers: [{name: c, image: i}]'),
    ['spec.template.spec.restartPolicy'],
  ],
  [
    'a rolling update that is none',
    pod('containers: [{name: c, image: i}]', ', strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}'),
    ['spec.strategy.rollingUpdate'],
  ],
  [
    'one that cannot move',
    pod('containers: [{name: c, image: i}]', ', strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: "0%"}}'),
    ['spec.strategy.rollingUpdate.maxUnavailable'],
  ],
  [
    'a CronJob whose pods never end',
    cron('schedule: "@daily"', ''),
    ['spec.jobTemplate.spec.template.spec.restartPolicy'],
  ],
  ['a time zone', cron('schedule: "@daily", timeZone: Europe/Berln'), ['spec.timeZone']],
  ['one that there is', cron('schedule: "@daily", timeZone: Etc/GMT+3'), []],
  ['ports without names', service('ports: [{port: 80}, {port: 81, name: b}]'), ['spec.ports[0].name']],
  ['one port without a name', service('ports: [{port: 80}]'), []],
  ['two ports of one name', service('ports: [{port: 80, name: a}, {port: 81, name: a}]'), ['spec.ports[1].name']],
  [
    'one port twice',
    service('ports: [{port: 80, name: a}, {port: 80, name: b, protocol: TCP}]'),
    ['spec.ports[1].port'],
  ],
  ['one port by two protocols', service('ports: [{port: 53, name: a}, {port: 53, name: b, protocol: UDP}]'), []],
  ['no port', service('selector: {a: b}'), ['spec.ports']],
  ['no port where there is no address', service('clusterIP: None'), []],
  ['a name elsewhere that is none', service('type: ExternalName, externalName: "https://a.b"'), ['spec.externalName']],
  [
    'a load balancer without an address',
    service('type: LoadBalancer, clusterIP: None, ports: [{port: 80}]'),
    ['spec.clusterIP'],
  ],
  ['a path without its slash', path('foo', 'Prefix'), [`${IN_PATH}path`]],
  ['an empty one', path('', 'Exact'), [`${IN_PATH}path`]],
  ['an empty one that the controller reads', path('', 'ImplementationSpecific'), []],
  ['a pattern that the controller reads', path('/a(/|$)(.*)', 'ImplementationSpecific'), []],
  ['two slashes', path('/a//b', 'Prefix'), [`${IN_PATH}path`]],
  [
    'a port by name and number',
    path('/', 'Prefix', 'service: {name: s, port: {number: 80, name: a}}'),
    [`${IN_PATH}backend.service.port`],
  ],
  ['a host with capitals', ingress('{host: X_y}'), ['spec.rules[0].host']],
  ['a host that is an address', ingress('{host: 10.0.0.1}'), ['spec.rules[0].host']],
  ['any host of a domain', ingress('{host: "*.example.com"}'), []],
  ['bounds that cross', scale('minReplicas: 5, maxReplicas: 3'), ['spec.maxReplicas']],
  ['no replicas at most', scale('maxReplicas: 0'), ['spec.maxReplicas']],
  ['bounds that meet', scale('minReplicas: 3, maxReplicas: 3'), []],
  ['two bounds of a budget', budget('minAvailable: 1, maxUnavailable: 1'), ['spec.maxUnavailable']],
  ['one of them null', budget('minAvailable: 1, maxUnavailable: null'), []],
  ['a range that ends before it begins', policy('{port: 90, endPort: 80}'), ['spec.egress[0].ports[0].endPort']],
  ['a range from a name', policy('{port: http, endPort: 80}'), ['spec.egress[0].ports[0].endPort']],
  ['a rule without verbs', role('{apiGroups: [""], resources: [pods]}'), ['rules[0].verbs']],
  ['a rule without groups', role('{resources: [pods], verbs: [get]}'), ['rules[0].apiGroups']],
  [
    'a service account of no namespace',
    binding('ClusterRoleBinding', '{kind: ServiceAccount, name: a}'),
    ['subjects[0].namespace'],
  ],
  ['one in a namespace already', binding('RoleBinding', '{kind: ServiceAccount, name: a}'), []],
  ['a claim without a size', claim('accessModes: [ReadWriteOnce]'), ['spec.resources.requests.storage']],
  ['a claim without a mode', claim('resources: {requests: {storage: 1Gi}}'), ['spec.accessModes']],
])('refused: %s', (_, text, fields) => {
  expect(refused(text)).toEqual(fields);
});

test.each(['* * * * *', '*/5 0-6,20 1 jan-MAR mon', '0 0 ? * 6', '@every 1h30m', '  5 4 * * SUN ', '1-59/2 * * * *'])(
  'a schedule: %s',
  (schedule) => {
    expect(refused(cron(`schedule: "${schedule}"`))).toEqual([]);
  },
);

test.each([
  'every day',
  '* * * *',
  '60 * * * *',
  '* * * * 7',
  '*/0 * * * *',
  '@sometimes',
  '5-1 * * * *',
  '* * 0 * *',
  '@every day',
])('no schedule: %s', (schedule) => {
  expect(refused(cron(`schedule: "${schedule}"`))).toEqual(['spec.schedule']);
});

test('of a file in which no object is taken, each is refused', () => {
  const objects = readFileSync('test/fixtures/refused/values.yaml', 'utf8').split(/^---$/m);
  expect(objects.map((object) => refused(object).length > 0)).toEqual(objects.map(() => true));
});
