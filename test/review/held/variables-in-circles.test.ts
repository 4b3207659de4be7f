import { expect, test } from '@jest/globals';
import { flux, type SmallFiles } from '../small-fleet.ts';
import { said } from './said.ts';

const use = (name: string) => ['$', '{', name, '}'].join('');
const config = (name: string, data: string, namespace = 'shop') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata: { ${data} }\n`;
const vars = (name: string, data: string) => config(name, data, 'flux-system');
const from = (...names: readonly string[]) =>
  `postBuild: { substituteFrom: [${names.map((name) => `{ kind: ConfigMap, name: ${name} }`).join(', ')}] }`;
const root = (name: string, spec: string, files: SmallFiles): SmallFiles => ({
  [`clusters/prod/${name}.yaml`]: flux(name, name, ['prune: true', spec]),
  ...files,
});

/** The roots one and two take variables from each other. */
const mutual = (one: string, two: string, text: string): SmallFiles => ({
  ...root('one', from('two'), { 'one/v.yaml': vars('one', one), 'one/x.yaml': config('x', `a: "${text}"`) }),
  ...root('two', from('one'), { 'two/v.yaml': vars('two', two) }),
});
/** A Secret that is encrypted in the root that takes variables from it, without being decrypted there. */
const sopsOf = (name: string, value: string): SmallFiles =>
  root('apps', 'postBuild: { substituteFrom: [{ kind: Secret, name: vars }] }', {
    'apps/v.yaml':
      'apiVersion: v1\nkind: Secret\nmetadata: { name: vars, namespace: flux-system }\nstringData: { N: "1" }\nsops: { encrypted_regex: "^(data|stringData)$", mac: "x" }\n',
    'apps/x.yaml': config(name, `a: ${value}`),
  });

/** Sources of variables in which there are dollars, and nothing to be substituted in the end. */
const annotated: SmallFiles = {
  'apps/v.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: vars\n  namespace: flux-system\n  annotations: { note: "${use('N')} costs 5$" }\ndata: { N: "1" }\n`,
  'apps/w.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: script\n  namespace: flux-system\n  labels: { kustomize.toolkit.fluxcd.io/substitute: disabled }\ndata: { N: "${use('N')}" }\n`,
};

/** A root that takes variables from another one that it holds. */
const bringing = (value: string): SmallFiles =>
  root('apps', from('vars'), {
    'apps/child.yaml': flux('child', 'child'),
    'child/v.yaml': vars('vars', `N: "${value}"`),
  });

const MAY_STAY = 'may stay as it is: it holds variables whose values are not known here';

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'variables of a root that follow from others of its own are no circle',
    root('apps', from('vars'), {
      'apps/v.yaml': vars('vars', `N: "1", M: "${use('N')}-x"`),
      'apps/x.yaml': config('x', `a: "${use('M')}"`),
    }),
    root('apps', from('vars'), {
      'apps/v.yaml': vars('vars', `N: "1", M: "${use('N')}-x"`),
      'apps/x.yaml': config('x', `a: "is ${use('M')}"`),
    }),
    ['~ ConfigMap/x: updated (data.a: 1-x → is 1-x)'],
  ],
  [
    'two roots that take variables from each other settle, where no variable depends on itself',
    mutual(`A: "1", C: "${use('B')}"`, `B: "${use('A')}-b"`, use('B')),
    mutual(`A: "1", C: "${use('B')}"`, `B: "${use('A')}-b"`, `is ${use('B')}`),
    ['~ ConfigMap/x: updated (data.a: 1-b → is 1-b)'],
  ],
  [
    'over a longer way too',
    mutual(`A: "1", C: "${use('B')}"`, `B: "${use('A')}", D: "${use('C')}-d"`, use('D')),
    mutual(`A: "1", C: "${use('B')}"`, `B: "${use('A')}", D: "${use('C')}-d"`, `is ${use('D')}`),
    ['~ ConfigMap/x: updated (data.a: 1-d → is 1-d)'],
  ],
  [
    'a variable that depends on itself is not known',
    mutual(`A: "${use('B')}"`, `B: "${use('A')}"`, 'a'),
    mutual(`A: "${use('B')}"`, `B: "${use('A')}"`, 'b'),
    ['~ ConfigMap/x: updated (data.a: a → b)'],
  ],
  [
    'what uses such a one may stay as it is',
    mutual(`A: "${use('B')}"`, `B: "${use('A')}"`, 'a'),
    mutual(`A: "${use('B')}"`, `B: "${use('A')}"`, use('B')),
    [`~ ConfigMap/x: updated, ${MAY_STAY} (data.a: a → ${use('B')})`],
  ],
  [
    'and may be another where what depends on it is',
    mutual(`A: "${use('B')}"`, `B: "${use('A')}"`, use('B')),
    mutual(`A: "${use('B')}"`, `B: "${use('A')}${use('A')}"`, use('B')),
    [
      `~ ConfigMap/one: updated, ${MAY_STAY} (data.A: *** → ***)`,
      `~ ConfigMap/two: updated (data.B: ${use('A')} → ${use('A')}${use('A')})`,
      `~ ConfigMap/x: updated, ${MAY_STAY} (data.a: *** → ***)`,
    ],
  ],
  [
    'nor is one that takes itself in',
    root('apps', from('vars'), {
      'apps/v.yaml': vars('vars', `N: "x${use('N')}"`),
      'apps/x.yaml': config('x', 'a: b'),
    }),
    root('apps', from('vars'), {
      'apps/v.yaml': vars('vars', `N: "x${use('N')}"`),
      'apps/x.yaml': config('x', 'a: c'),
    }),
    ['~ ConfigMap/x: updated (data.a: b → c)'],
  ],
  [
    'a circle leaves other roots alone',
    {
      ...mutual(`A: "${use('B')}"`, `B: "${use('A')}"`, 'a'),
      ...root('apps', from('mine'), {
        'apps/v.yaml': vars('mine', `N: "1", M: "${use('N')}"`),
        'apps/y.yaml': config('y', `a: "${use('M')}"`),
      }),
    },
    {
      ...mutual(`A: "${use('B')}"`, `B: "${use('A')}"`, 'a'),
      ...root('apps', from('mine'), {
        'apps/v.yaml': vars('mine', `N: "1", M: "${use('N')}"`),
        'apps/y.yaml': config('y', `a: "is ${use('M')}"`),
      }),
    },
    ['~ ConfigMap/y: updated (data.a: 1 → is 1)'],
  ],
  [
    'a dollar in what SOPS notes of a Secret is none',
    sopsOf('x', 'a'),
    sopsOf('x', 'b'),
    ['~ ConfigMap/x: updated (data.a: a → b)'],
  ],
  [
    'nor is one in an annotation, or in what is not to be substituted',
    root('apps', from('vars', 'script'), { ...annotated, 'apps/x.yaml': config('x', `a: "${use('N')}"`) }),
    root('apps', from('vars', 'script'), { ...annotated, 'apps/x.yaml': config('x', `a: "is ${use('N')}"`) }),
    [`~ ConfigMap/x: updated (data.a: ${use('N')} → is ${use('N')})`],
  ],
  [
    'a root reads what a root applies that it brings in itself',
    { ...bringing('1'), 'apps/x.yaml': config('x', `a: "${use('N')}"`) },
    { ...bringing('1'), 'apps/x.yaml': config('x', `a: "is ${use('N')}"`) },
    ['~ ConfigMap/x: updated (data.a: 1 → is 1)'],
  ],
  [
    'at its next reconciliation, where that changes',
    { ...bringing('1'), 'apps/x.yaml': config('x', `a: "is ${use('N')}"`) },
    { ...bringing('2'), 'apps/x.yaml': config('x', `a: "is ${use('N')}"`) },
    [
      '~ ConfigMap/vars: updated (data.N: 1 → 2)',
      '~ ConfigMap/x: updated, at first `data.a` is `is 1`: `flux-system/apps` reads the variables that it applies itself as they were applied last, and the new ones at its next reconciliation (data.a: is 1 → is 2)',
    ],
  ],
  [
    'two roots that need each other’s variables never come, where neither was there before',
    { 'clusters/prod/z.yaml': flux('z', 'z'), 'z/z.yaml': config('z', 'a: b') },
    {
      ...{ 'clusters/prod/z.yaml': flux('z', 'z'), 'z/z.yaml': config('z', 'a: b') },
      ...mutual('A: "1"', 'B: "2"', use('B')),
    },
    [
      '+ Kustomization/one: created',
      '+ Kustomization/two: created',
      '? after: FluxKustomization flux-system/one: ConfigMap/flux-system/two (substituteFrom) is not in the cluster: only this FluxKustomization, or one that waits for it, would create it, so nothing of it is ever applied',
      '? after: FluxKustomization flux-system/two: ConfigMap/flux-system/one (substituteFrom) is not in the cluster: only this FluxKustomization, or one that waits for it, would create it, so nothing of it is ever applied',
    ],
  ],
])('%s', (_, before, after, expected) => {
  expect(said(before, after)).toEqual(expected);
});
