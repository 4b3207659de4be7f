import { expect, test } from '@jest/globals';
import { violationsOf } from './violations-of.ts';

const deployment = (spec: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec:
      containers:
        - name: app
          image: app:1
${spec}`;

test('an object that Kubernetes takes has no violations', () => {
  expect(
    violationsOf(
      deployment(`          imagePullPolicy: Always
          ports: [{ containerPort: 80 }, { containerPort: 80, protocol: UDP }]
          livenessProbe: { httpGet: { path: /, port: http } }
          env: [{ name: EMPTY, value: null }, { name: TEXT, value: "1" }]
          resources: { limits: { cpu: 0.5, memory: 1Gi }, requests: { cpu: 100m, memory: 1e3 } }
          command: []
  strategy: { type: "", rollingUpdate: { maxSurge: 25%, maxUnavailable: 1 } }
  replicas: 3
status: { anything: goes }
`),
    ),
  ).toEqual([]);
});

test('a field that a kind of Kubernetes does not have is dropped by Flux, and the nearest one is named', () => {
  expect(violationsOf(deployment('  replica: 3\n'))).toEqual([
    '12 spec.replica is not a field; dropped (Did you mean "replicas"?)',
  ]);
});

test('what Flux does not write anew goes to the server, which refuses unknown fields', () => {
  expect(
    violationsOf(`apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: reader, label: {} }
rules:
  - apiGroup: [""]
    resources: [pods]
    verbs: [get]
`),
  ).toEqual([
    '3 metadata.label is not a field; rejected (Did you mean "labels"?)',
    '5 rules[0].apiGroup is not a field; rejected (Did you mean "apiGroups"?)',
  ]);
});

test('values of another type are found where they stand, and told without being shown', () => {
  expect(
    violationsOf(
      deployment(`          env: [{ name: A, value: true }, { name: B, value: 1.5 }]
          ports: { containerPort: 80 }
          args: text
          tty: "yes"
  replicas: "3"
  revisionHistoryLimit: 2.5
  minReadySeconds: 3000000000
  paused: [true]
`),
    ),
  ).toEqual([
    '12 spec.template.spec.containers[name=app].env[name=A].value must be text, but is a boolean; rejected (Put it in quotes.)',
    '12 spec.template.spec.containers[name=app].env[name=B].value must be text, but is a number; rejected (Put it in quotes.)',
    '13 spec.template.spec.containers[name=app].ports must be a list, but is a mapping; rejected',
    '14 spec.template.spec.containers[name=app].args must be a list, but is text; rejected (Write it as an item: "- …".)',
    '15 spec.template.spec.containers[name=app].tty must be true or false, but is text; rejected',
    '16 spec.replicas must be a whole number of 32 bits, but is text; rejected (Write it without quotes.)',
    '17 spec.revisionHistoryLimit must be a whole number of 32 bits; rejected',
    '18 spec.minReadySeconds must be a whole number of 32 bits; rejected',
    '19 spec.paused must be true or false, but is a list; rejected',
  ]);
});

test('quantities, percentages, ports, times and base64 have their own forms', () => {
  expect(
    violationsOf(
      deployment(`          resources: { limits: { cpu: 1 core, memory: 512MiB } }
          livenessProbe: { tcpSocket: { port: 70000 } }
          readinessProbe: { httpGet: { port: Http_Port } }
  strategy: { rollingUpdate: { maxSurge: a quarter, maxUnavailable: 1.5 } }
`),
    ),
  ).toEqual([
    '12 spec.template.spec.containers[name=app].resources.limits.cpu must be a quantity such as 500m or 2Gi; rejected',
    '12 spec.template.spec.containers[name=app].resources.limits.memory must be a quantity such as 500m or 2Gi; rejected',
    "13 spec.template.spec.containers[name=app].livenessProbe.tcpSocket.port must be a port's number or name; rejected",
    "14 spec.template.spec.containers[name=app].readinessProbe.httpGet.port must be a port's number or name; rejected",
    '15 spec.strategy.rollingUpdate.maxSurge must be a whole number or a percentage such as "25%"; rejected',
    '15 spec.strategy.rollingUpdate.maxUnavailable must be a whole number or a percentage such as "25%"; rejected',
  ]);
  expect(
    violationsOf('apiVersion: v1\nkind: Secret\nmetadata: { name: s }\ndata:\n  good: Z29vZA==\n  bad: not base64\n'),
  ).toEqual(['6 data.bad must be base64; rejected']);
});

test('what is required and not there is missing; null is as good as not there', () => {
  expect(
    violationsOf(`apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  selector: null
  template:
    spec:
      containers:
        - image: app:1
`),
  ).toEqual([
    '9 spec.template.spec.containers[0].name is required; rejected (Add it.)',
    '5 spec.selector is required; rejected (Add it.)',
  ]);
});

test('closed sets of values', () => {
  expect(violationsOf(deployment('          imagePullPolicy: Allways\n  strategy: { type: BlueGreen }\n'))).toEqual([
    '12 spec.template.spec.containers[name=app].imagePullPolicy must be one of Always, IfNotPresent, Never; rejected (Did you mean "Always"?)',
    '13 spec.strategy.type must be one of Recreate, RollingUpdate; rejected',
  ]);
});

test('items of a list that is a map stand once for each key', () => {
  expect(
    violationsOf(
      deployment(`          env: [{ name: A, value: "1" }, { name: A, value: "2" }]
          ports: [{ containerPort: 80 }, { containerPort: 80 }, { containerPort: 80, protocol: UDP }]
          args: [-v, -v]
`),
    ),
  ).toEqual([
    '12 spec.template.spec.containers[name=app].env[1] has the same name as an item before it; rejected (Keep one of them.)',
    '13 spec.template.spec.containers[name=app].ports[1] has the same containerPort and protocol as an item before it; rejected (Keep one of them.)',
  ]);
});

test('what SOPS has encrypted is not known, and its own field is gone before Flux applies', () => {
  expect(
    violationsOf(
      'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\ndata: { key: "ENC[AES256_GCM,data:x]" }\nsops: { mac: x }\n',
    ),
  ).toEqual([]);
});

test('a kind that no version of a known group has is told with the nearest one', () => {
  expect(violationsOf('apiVersion: apps/v1\nkind: Deploymnet\n')).toEqual([
    '{"is":"no-kind","near":"Deployment","isCustom":false}',
  ]);
  expect(violationsOf('apiVersion: apps/v2\nkind: Deployment\n')).toEqual([
    '{"is":"not-served","served":["apps/v1"],"isCustom":false}',
  ]);
  expect(violationsOf('apiVersion: example.com/v1\nkind: Thing\n')).toEqual(['{"is":"unknown"}']);
});

test('an API version is served up to the release that removed it', () => {
  const budget = 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nspec: { minAvailable: [] }\n';
  expect(violationsOf(budget, 24)).toEqual([
    '3 spec.minAvailable must be a whole number or text, but is a list; rejected',
  ]);
  const removed = ['{"is":"removed","removed":{"release":25,"replacement":"policy/v1"}}'];
  expect(violationsOf(budget, 25)).toEqual(removed);
  expect(violationsOf(budget)).toEqual(removed);
});

test('a label that is no text is none for the server to refuse: Flux has dropped all labels by then', () => {
  const labels = (text: string) =>
    violationsOf(`apiVersion: v1\nkind: Namespace\nmetadata:\n  name: n\n  labels: ${text}\n  annotations: { a: 1 }\n`);
  const annotation = '6 metadata.annotations.a must be text, but is a number; rejected (Put it in quotes.)';
  expect(labels('{ a: "1", b: 1, c: null, d: }')).toEqual([annotation]);
  expect(labels('[a]')).toEqual([annotation]);
  expect(labels('{}')).toEqual([annotation]);
});
