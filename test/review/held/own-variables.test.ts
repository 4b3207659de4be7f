import { expect, test } from '@jest/globals';
import { reviewOf } from '../review-of.ts';
import { cluster, controller, flux, type SmallFiles } from '../small-fleet.ts';
import { linesOf, said } from './said.ts';

const use = (name: string) => ['$', '{', name, '}'].join('');
const config = (name: string, data: string, namespace = 'shop') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata: { ${data} }\n`;
const vars = (data: string) => config('vars', data, 'flux-system');
const from = (more = '') => `postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars${more} }] }`;
const optional = ', optional: true';
const x = { 'apps/x.yaml': config('x', `a: "v${use('N')}"`) };

/** The root apps takes variables. */
const apps = (spec: readonly string[], files: SmallFiles): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', ...spec]),
  ...files,
});
const WHY =
  '`flux-system/apps` reads the variables that it applies itself as they were applied last, and the new ones at its next reconciliation';
const DEADLOCK =
  '? after: FluxKustomization flux-system/apps: ConfigMap/flux-system/vars (substituteFrom) is not in the cluster: only this FluxKustomization, or one that waits for it, would create it, so nothing of it is ever applied';

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'a root reads its own variables as they were applied last, then the new ones',
    apps([from()], { ...x, 'apps/v.yaml': vars('N: "1"') }),
    apps([from()], { ...x, 'apps/v.yaml': vars('N: "2"') }),
    [
      '~ ConfigMap/vars: updated (data.N: 1 → 2)',
      `~ ConfigMap/x: updated, at first \`data.a\` is \`v1\`: ${WHY} (data.a: v1 → v2)`,
    ],
  ],
  [
    'also what is new in it',
    apps([from()], { ...x, 'apps/v.yaml': vars('N: "1"') }),
    apps([from()], { ...x, 'apps/v.yaml': vars('N: "2"'), 'apps/y.yaml': config('y', `b: "w${use('N')}"`) }),
    [
      `+ ConfigMap/y: created, at first \`data.b\` is \`w1\`: ${WHY}`,
      '~ ConfigMap/vars: updated (data.N: 1 → 2)',
      `~ ConfigMap/x: updated, at first \`data.a\` is \`v1\`: ${WHY} (data.a: v1 → v2)`,
    ],
  ],
  [
    'what does not take them is as it will be',
    apps([from()], { 'apps/y.yaml': config('y', 'b: "1"'), 'apps/v.yaml': vars('N: "1"') }),
    apps([from()], { 'apps/y.yaml': config('y', 'b: "2"'), 'apps/v.yaml': vars('N: "2"') }),
    ['~ ConfigMap/vars: updated (data.N: 1 → 2)', '~ ConfigMap/y: updated (data.b: 1 → 2)'],
  ],
  [
    'required variables that only their own reader would apply are never there',
    apps([], { 'apps/x.yaml': config('x', 'a: v1') }),
    apps([from()], { ...x, 'apps/v.yaml': vars('N: "1"') }),
    [
      DEADLOCK,
      '~ Kustomization/apps: updated (spec.postBuild: undefined → {"substituteFrom":[{"kind":"ConfigMap","name":"vars"}]})',
    ],
  ],
  [
    'nor are those of a root that depends on their reader',
    apps([], { 'apps/x.yaml': config('x', 'a: v1') }),
    apps([from()], {
      ...x,
      'clusters/prod/late.yaml': flux('late', 'late', ['prune: true', 'dependsOn: [{ name: apps }]']),
      'late/v.yaml': vars('N: "1"'),
    }),
    [
      '! Kustomization/late waits for `flux-system/apps`, which cannot be built',
      '+ ConfigMap/vars: created, not yet: `flux-system/late` waits for `flux-system/apps`, which cannot be built',
      '+ Kustomization/late: created',
      DEADLOCK,
      '~ Kustomization/apps: updated (spec.postBuild: undefined → {"substituteFrom":[{"kind":"ConfigMap","name":"vars"}]})',
    ],
  ],
  [
    'those of another root come',
    apps([], { 'apps/x.yaml': config('x', 'a: v1') }),
    apps([from()], {
      ...x,
      'clusters/prod/early.yaml': flux('early', 'early'),
      'early/v.yaml': vars('N: "1"'),
    }),
    [
      '+ ConfigMap/vars: created',
      '+ Kustomization/early: created',
      '~ Kustomization/apps: updated (spec.postBuild: undefined → {"substituteFrom":[{"kind":"ConfigMap","name":"vars"}]})',
    ],
  ],
  [
    'those that the cluster has from another root are read at first',
    {
      ...apps([from()], { ...x, 'clusters/prod/early.yaml': flux('early', 'early', ['prune: false']) }),
      'early/v.yaml': vars('N: "1"'),
      'early/y.yaml': config('y', 'b: c'),
    },
    {
      ...apps([from()], { ...x, 'clusters/prod/early.yaml': flux('early', 'early', ['prune: false']) }),
      'apps/v.yaml': vars('N: "2"'),
      'early/y.yaml': config('y', 'b: c'),
    },
    [
      '~ ConfigMap/vars: updated, safe (data.N: 1 → 2)',
      `~ ConfigMap/x: updated, at first \`data.a\` is \`v1\`: ${WHY} (data.a: v1 → v2)`,
    ],
  ],
  [
    'optional ones are unset first',
    apps([], { 'apps/x.yaml': config('x', 'a: v0') }),
    apps([from(optional)], {
      'apps/x.yaml': config('x', `a: "v${use('N:=0')}"`),
      'apps/v.yaml': vars('N: "1"'),
      'clusters/prod/apps.yaml': flux('apps', 'apps', [
        'prune: true',
        'postBuild: { substituteStrategy: Always, substituteFrom: [{ kind: ConfigMap, name: vars, optional: true }] }',
      ]),
    }),
    [
      '+ ConfigMap/vars: created',
      `~ ConfigMap/x: updated, at first \`data.a\` is \`v0\`: ${WHY} (data.a: v0 → v1)`,
      '~ Kustomization/apps: updated (spec.postBuild: undefined → {"substituteStrategy":"Always","substituteFrom":[{"kind":"ConfigMap","name":"vars","optional":true}]})',
    ],
  ],
])('%s', (_, before, after, expected) => {
  expect(said(before, after)).toEqual(expected);
});

test('in strict mode, a variable that comes with its first use is never set', () => {
  const strict = apps([from()], { ...x, 'apps/v.yaml': vars('N: "1"'), 'clusters/prod/c.yaml': controller('v1.9.0') });
  const after = { ...strict, 'apps/v.yaml': vars('N: "1", M: m2'), 'apps/y.yaml': config('y', `b: "${use('M')}"`) };
  const [problem = ''] = said(strict, after);
  expect(problem).toMatch(/^\? after: .*ConfigMap shop\/y.*so nothing of it is ever applied\)$/);
});

test('a new cluster has applied no variables yet', () => {
  const after = { ...cluster('prod'), ...apps([from()], { ...x, 'apps/v.yaml': vars('N: "1"') }) };
  const lines = linesOf(reviewOf({ 'README.md': '' }, after));
  expect(lines).toContain(DEADLOCK);
  expect(lines.join('\n')).not.toContain('ConfigMap/x');
});

test('where the base side of a root is not known, what it reads at first is not either, and nothing is claimed', () => {
  const before = apps([from()], { ...x, 'apps/v.yaml': vars('N: "1"'), 'apps/b.yaml': 'x: y\n' });
  const after = apps([from()], { ...x, 'apps/v.yaml': vars('N: "1"') });
  expect(said(before, after)).toEqual(['? before: the object has no kind']);
});
