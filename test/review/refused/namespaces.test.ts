import { expect, test } from '@jest/globals';
import { cluster, root, saidOf } from './said-of.ts';

const config = (name: string, namespace = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${namespace} }\n`;
const IN_DEFAULT = ', namespace: default';
const STANDING = { 'apps/a.yaml': config('a', IN_DEFAULT), 'apps/b.yaml': config('b', IN_DEFAULT) };
const REFUSED =
  'no-namespace: ConfigMap `n` has no namespace, and nothing gives it one: the API server rejects it; nothing else in Kustomization flux-system/apps is applied (apps/n.yaml:1)';
const STOPS = 'not yet: `flux-system/apps` stops: ConfigMap `n` is rejected';
const STOPPED = 'Kustomization/apps';

test('an object that nothing gives a namespace stops its root: what others need is applied before, nothing is pruned', () => {
  const after = {
    'apps/a.yaml': `${config('a', IN_DEFAULT)}data: { a: b }\n`,
    'apps/n.yaml': config('n'),
    'apps/space.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: space }\n',
    'apps/class.yaml': 'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: c }\nhandler: c\n',
  };
  expect(saidOf(STANDING, after)).toMatchObject({
    effects: [
      'Namespace/space created; is not in the inventory of `flux-system/apps`, which stops later: Flux would not prune it',
      'ConfigMap/n rejected',
      'RuntimeClass/c created; is not in the inventory of `flux-system/apps`, which stops later: Flux would not prune it',
      `ConfigMap/a updated; ${STOPS}`,
      `ConfigMap/b pruned; ${STOPS}`,
      `${STOPPED} stopped: stops, with everything it applies: ConfigMap \`n\` is rejected`,
    ],
    errors: [REFUSED],
  });
});

test.each<[string, string, readonly string[]]>([
  ['as its controller is told', ',rbac.authorization.k8s.io/Role', ['Role/r created; is not in']],
  ['of a kind without a group too', 'Service', ['Service/s created; is not in']],
  ['of another group not', 'apps/Role', []],
  ['where it is told nothing, none', '', []],
])('kinds that have a stage of their own are applied before what stops the root: %s', (_, kinds, expected) => {
  const flags = kinds === '' ? '' : `, args: ["--custom-apply-stage-kinds=${kinds}"]`;
  const controller = `apiVersion: apps/v1
kind: Deployment
metadata: { name: kustomize-controller, namespace: flux-system }
spec:
  selector: { matchLabels: { app: k } }
  template:
    metadata: { labels: { app: k } }
    spec: { containers: [{ name: manager, image: "ghcr.io/fluxcd/kustomize-controller:v1.10.1"${flags} }] }
`;
  const before = { ...STANDING, 'clusters/prod/controller.yaml': controller };
  const { effects } = saidOf(before, {
    ...before,
    'apps/n.yaml': config('n'),
    'apps/r.yaml':
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: r, namespace: default }\nrules: []\n',
    'apps/s.yaml':
      'apiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: default }\nspec: { ports: [{ port: 80 }], selector: { a: b } }\n',
  });
  const first = effects.filter((each) => each.includes('Flux would not prune it'));
  expect(first.map((each) => each.slice(0, each.indexOf('the inventory') - 1))).toEqual(expected);
});

test('what depends on the root waits', () => {
  const waits = (files: typeof STANDING) =>
    cluster({
      ...files,
      'clusters/prod/web.yaml': root('web', '  dependsOn: [{ name: apps }]\n'),
      'web/w.yaml': config('w', IN_DEFAULT),
    });
  const { effects } = saidOf(STANDING, { ...STANDING, 'apps/n.yaml': config('n') }, (files) =>
    waits({ ...STANDING, ...files }),
  );
  expect(effects).toContain('Kustomization/web stopped: waits for `flux-system/apps`, which stops');
});

test('an object that had none before is counted, and what comes beside it does not happen yet', () => {
  const before = { ...STANDING, 'apps/n.yaml': config('n') };
  const { effects, errors } = saidOf(before, { ...before, 'apps/c.yaml': config('c', IN_DEFAULT) });
  expect({ effects, errors }).toEqual({ effects: [`ConfigMap/c created; ${STOPS}`], errors: [] });
});

test('a FluxKustomization without one stops the cluster, and brings nothing in', () => {
  const kustomization = root('web')
    .replace(', namespace: flux-system', '')
    .replace('name: flux-system', 'name: flux-system, namespace: flux-system');
  const { effects, errors } = saidOf(STANDING, {
    ...STANDING,
    'clusters/prod/web.yaml': kustomization,
    'web/w.yaml': config('w', IN_DEFAULT),
  });
  expect(effects).toEqual([
    'Kustomization/web rejected',
    'Kustomization/flux-system stopped: stops, with everything it applies: Kustomization `web` is rejected',
  ]);
  expect(errors).toHaveLength(1);
});

const VARIABLE = ['$', '{NS}'].join('');
const rendered = (spec: string) => {
  const files = { ...STANDING, 'apps/n.yaml': config('n', `, namespace: "${VARIABLE}"`) };
  return saidOf(STANDING, files, (each) => ({ ...cluster(each), 'clusters/prod/apps.yaml': root('apps', spec) }))
    .errors;
};

test.each([
  ['a variable that is empty', '  postBuild: { substitute: { NS: "" } }\n', ['no-namespace']],
  [
    'a variable that is a number',
    '  postBuild: { substitute: { NS: "17" } }\n',
    ['no-namespace', 'missing-namespace', 'schema-invalid'],
  ],
  ['a variable that is set', '  postBuild: { substitute: { NS: default } }\n', []],
  ['a Secret outside of the repository', '  postBuild: { substituteFrom: [{ kind: Secret, name: s }] }\n', []],
  ['the root', '  targetNamespace: default\n', []],
])('a namespace out of %s', (_, spec, rules) => {
  expect(rendered(spec).map((error) => error.replace(/:.*/, ''))).toEqual(rules);
});

test('with force, Flux deletes what it cannot make again', () => {
  const after = { ...STANDING, 'apps/a.yaml': `${config('a', IN_DEFAULT)}data: { "b c": d }\n` };
  const { effects } = saidOf(STANDING, after, (files) => ({
    ...cluster(files),
    'clusters/prod/apps.yaml': root('apps', '  force: true\n'),
  }));
  expect(effects[0]).toBe('ConfigMap/a rejected; Flux deletes the old one first, because force is on');
});

test('what a stopped root would bring in, or change, stays as it was', () => {
  const job = (image: string) =>
    `apiVersion: batch/v1\nkind: Job\nmetadata: { name: j, namespace: default }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: ${image} }] } } }\n`;
  const files = {
    'v1/c.yaml': config('c', IN_DEFAULT),
    'v2/c.yaml': `${config('c', IN_DEFAULT)}data: { a: b }\n`,
    ...STANDING,
  };
  const sides = ['v1', 'v2'].map((version) => ({
    ...files,
    'clusters/prod/web.yaml': root('web').replace('./web', `./${version}`),
    'clusters/prod/job.yaml': job(version),
    ...(version === 'v2' ? { 'clusters/prod/new.yaml': root('new'), 'new/n.yaml': config('n', IN_DEFAULT) } : {}),
  }));
  const { effects } = saidOf(sides[0] ?? {}, sides[1] ?? {});
  expect(effects).toEqual([
    'Kustomization/new created; not yet: `flux-system/flux-system` stops: Job `default/j` is rejected',
    'ConfigMap/n created; not yet: `flux-system/new` comes only with `flux-system/flux-system`, which stops',
    'Job/j rejected',
    'Kustomization/web updated; not yet: `flux-system/flux-system` stops: Job `default/j` is rejected',
    'Kustomization/flux-system stopped: stops, with everything it applies: Job `default/j` is rejected',
    'Kustomization/new stopped: comes only with `flux-system/flux-system`, which stops',
  ]);
});
