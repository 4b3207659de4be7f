import { expect, test } from '@jest/globals';
import { helmControllerOf } from '../../../src/helm/release/helm-controller.ts';
import { textAt } from '../../../src/yaml/node/node-at.ts';
import { releaseOf, shown, type TestRelease } from './release.ts';

interface Case extends TestRelease {
  readonly name: string;
  readonly out: string;
}

const of = (major: number, minor: number, patch: number) => helmControllerOf({ major, minor, patch });

const HOOK_TWICE = {
  'templates/hook.yaml': `kind: ServiceAccount
apiVersion: v1
metadata: {name: runs, annotations: {"helm.sh/hook": pre-install}}
`,
  'templates/own.yaml': `kind: ServiceAccount
apiVersion: v1
metadata: {name: runs}
`,
};

const cases: readonly Case[] = [
  {
    name: 'comments go, keys are sorted, empty annotations are taken away and values keep their types',
    files: {
      'templates/a.yaml': `# nothing but a comment
---
kind: ConfigMap # told
apiVersion: v1
metadata:
  name: a
  annotations: {}
data:
  b: "yes"
  a: "1"
---
kind: ConfigMap
apiVersion: v1
metadata:
  name: b
  annotations: # none
`,
    },
    out: `# app/templates/a.yaml
apiVersion: v1
data:
  a: "1"
  b: "yes"
kind: ConfigMap
metadata:
  name: a
# app/templates/a.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: b
`,
  },
  {
    name: 'a List becomes its items, and those of another list lose their template',
    files: {
      'templates/a.yaml': `kind: List
apiVersion: v1
items:
- {kind: ConfigMap, apiVersion: v1, metadata: {name: a}}
- {kind: ConfigMap, apiVersion: v1, metadata: {name: b}}
`,
      'templates/b.yaml': `kind: ConfigMapList
apiVersion: v1
items:
- {kind: ConfigMap, apiVersion: v1, metadata: {name: c}}
`,
    },
    out: `# app/templates/a.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
# app/templates/a.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: b
# generated-by-postrender-2.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: c
`,
  },
  {
    name: 'common metadata is added to hooks too, and the labels of the origin win',
    files: {
      'templates/a.yaml': `kind: ConfigMap
apiVersion: v1
metadata: {name: a, labels: {team: one, app: a}}
---
kind: Job
apiVersion: batch/v1
metadata: {name: b, annotations: {"helm.sh/hook": post-install}}
spec: {template: {metadata: {labels: {x: "y"}}}}
`,
    },
    spec: '{commonMetadata: {labels: {team: two, helm.toolkit.fluxcd.io/name: other}, annotations: {note: "1"}}}',
    out: `# app/templates/a.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  annotations:
    note: "1"
  labels:
    app: a
    team: two
  name: a
# app/templates/a.yaml at post-install
apiVersion: batch/v1
kind: Job
metadata:
  annotations:
    helm.sh/hook: post-install
    note: "1"
  labels:
    team: two
  name: b
spec:
  template:
    metadata:
      labels:
        x: "y"
`,
  },
  {
    name: 'kustomize patches, renames images and deletes, one renderer behind the other, and sorts nothing',
    files: {
      'templates/a.yaml': `kind: Deployment
apiVersion: apps/v1
metadata: {name: b}
spec: {template: {spec: {containers: [{name: main, image: "nginx:1"}]}}}
---
kind: Deployment
apiVersion: apps/v1
metadata: {name: a}
spec: {template: {spec: {containers: [{name: main, image: "redis:1"}]}}}
---
kind: Namespace
apiVersion: v1
metadata: {name: gone}
`,
    },
    spec: `
  postRenderers:
  - kustomize:
      images: [{name: nginx, newName: mirror/nginx, newTag: "2"}]
      patches:
      - target: {kind: Namespace}
        patch: '{$patch: delete, apiVersion: v1, kind: Namespace, metadata: {name: any}}'
  - kustomize:
      patches:
      - target: {kind: Deployment, name: b}
        patch: '[{"op": "add", "path": "/spec/replicas", "value": 3}]'
      - patch: '{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {paused: true}}'`,
    out: `# app/templates/a.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: b
spec:
  replicas: 3
  template:
    spec:
      containers:
      - image: mirror/nginx:2
        name: main
# app/templates/a.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: a
spec:
  paused: true
  template:
    spec:
      containers:
      - image: redis:1
        name: main
`,
  },
  {
    name: 'a patch may make a hook of an object',
    files: { 'templates/a.yaml': 'kind: Job\napiVersion: batch/v1\nmetadata: {name: a}\n' },
    spec: `
  postRenderers:
  - kustomize:
      patches:
      - patch: '{apiVersion: batch/v1, kind: Job, metadata: {name: a, annotations: {helm.sh/hook: pre-upgrade}}}'`,
    out: `# app/templates/a.yaml at pre-upgrade
apiVersion: batch/v1
kind: Job
metadata:
  annotations:
    helm.sh/hook: pre-upgrade
  name: a
`,
  },
  {
    name: 'one object twice is one too many where hooks go with all else',
    files: HOOK_TWICE,
    out: '# problem: error while running post render on files: may not add resource with an already registered id: ServiceAccount.v1.[noGrp]/runs.[noNs]\n',
  },
  {
    name: 'it may be a hook and an object where they go apart',
    files: HOOK_TWICE,
    spec: '{postRenderStrategy: separate, commonMetadata: {labels: {team: two}}}',
    out: `# app/templates/own.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  labels:
    team: two
  name: runs
# app/templates/hook.yaml at pre-install
apiVersion: v1
kind: ServiceAccount
metadata:
  annotations:
    helm.sh/hook: pre-install
  labels:
    team: two
  name: runs
`,
  },
  {
    name: 'hooks stay as they were written where only the others go',
    files: HOOK_TWICE,
    spec: '{postRenderStrategy: nohooks, commonMetadata: {labels: {team: two}}}',
    out: `# app/templates/own.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  labels:
    team: two
  name: runs
# app/templates/hook.yaml at pre-install
kind: ServiceAccount
apiVersion: v1
metadata: {name: runs, annotations: {"helm.sh/hook": pre-install}}
`,
  },
  {
    name: 'a controller without strategies goes its own way',
    files: HOOK_TWICE,
    spec: '{postRenderStrategy: combined}',
    controller: of(1, 5, 5),
    out: `# app/templates/own.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: runs
# app/templates/hook.yaml at pre-install
kind: ServiceAccount
apiVersion: v1
metadata: {name: runs, annotations: {"helm.sh/hook": pre-install}}
`,
  },
  {
    name: 'Helm 3 has the release rendered in its order of installation',
    files: {
      'templates/a.yaml': `kind: Deployment
apiVersion: apps/v1
metadata: {name: a}
---
kind: Namespace
apiVersion: v1
metadata: {name: b}
`,
      'templates/hook.yaml': HOOK_TWICE['templates/hook.yaml'],
    },
    controller: of(1, 4, 5),
    out: `# app/templates/a.yaml
apiVersion: v1
kind: Namespace
metadata:
  name: b
# app/templates/a.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: a
# app/templates/hook.yaml at pre-install
kind: ServiceAccount
apiVersion: v1
metadata: {name: runs, annotations: {"helm.sh/hook": pre-install}}
`,
  },
  {
    name: 'what has no kind cannot be rendered',
    files: {
      'templates/a.yaml': 'apiVersion: v1\nmetadata: {name: a, namespace: n, labels: {y: "2", x: "1"}}\n',
    },
    out: '# problem: error while running post render on files: missing kind in object {{v1 } {{a n} map[x:1 y:2] map[postrenderer.helm.sh/postrender-filename:app/templates/a.yaml]}}\n',
  },
  {
    name: 'nor can what has no name',
    files: { 'templates/a.yaml': 'apiVersion: v1\nkind: Pod\n' },
    out: '# problem: error while running post render on files: missing metadata.name in object {{v1 Pod} {{ } map[] map[postrenderer.helm.sh/postrender-filename:app/templates/a.yaml]}}\n',
  },
  {
    name: 'nor can a text',
    files: { 'templates/a.txt': 'just words\n' },
    out: '# problem: error merging manifests: parsing app/templates/a.txt: wrong node kind: expected MappingNode but got ScalarNode: node contents:\njust words\n',
  },
  {
    name: 'a patch that finds nothing fails the release',
    files: { 'templates/a.yaml': 'kind: Job\napiVersion: batch/v1\nmetadata: {name: a}\n' },
    spec: `
  postRenderers:
  - kustomize: {patches: [{patch: '{apiVersion: v1, kind: Pod, metadata: {name: none}}'}]}`,
    out: '# problem: error while running post render on files: the patch of v1 Pod none cannot be applied: no such object in this build\n',
  },
];

test.each(cases)('$name', ({ name: _, out, ...release }) => {
  expect(shown(releaseOf(release))).toBe(out);
});

test('every object and hook has the labels of its HelmRelease', () => {
  const files = {
    'templates/a.yaml': `kind: ConfigMap
apiVersion: v1
metadata: {name: a, labels: {}}
---
kind: ConfigMap
apiVersion: v1
metadata: {name: b, annotations: {"helm.sh/hook": test}}
`,
  };
  const { manifests, hooks } = releaseOf({ files });
  const labels = '  labels:\n    helm.toolkit.fluxcd.io/name: rel\n    helm.toolkit.fluxcd.io/namespace: apps\n';
  expect(manifests.map(({ content }) => content().includes(labels))).toEqual([true]);
  expect(hooks.map(({ content }) => content().includes(labels))).toEqual([true]);
});

test.each(['.inf', '"\\u0080"', '"\\ud800"', '{a: .nan}'])('what cannot be printed is a problem: %s', (value) => {
  const text = `kind: ConfigMap\napiVersion: v1\nmetadata: {name: a, annotations: {b: ${value}}}\ndata: ${value}\n`;
  for (const files of [{ 'templates/a.yaml': text }, { 'templates/b.txt': value }]) {
    for (const spec of ['{}', '{postRenderers: [{kustomize: {}}]}', '{postRenderStrategy: nohooks}']) {
      const { problems, manifests } = releaseOf({ files, spec });
      expect([problems.length, manifests]).toEqual([1, []]);
    }
  }
});

const note = (name: string, spec: string) => `apiVersion: v1
kind: Note
metadata: {name: ${name}}
spec:
${spec}`;

const LAST = '  text: |\n    hello\n';

test.each([
  [0, ['hello', 'hello', 'hello\n']],
  [1, ['hello\n', 'hello\n', 'hello\n']],
])('with 1.6.%i a block that ends a document, in the template or once its keys are sorted, is', (patch, texts) => {
  const documents = [note('a', LAST), note('b', `${LAST}  order: 1\n`), note('c', LAST)];
  const { manifests } = releaseOf({
    files: { 'templates/a.yaml': documents.join('---\n') },
    controller: of(1, 6, patch),
  });
  expect(manifests.map(({ node }) => textAt(node, 'spec', 'text'))).toEqual(texts);
});
