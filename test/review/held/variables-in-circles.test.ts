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
const CIRCLE = (name: string) =>
  `? both: FluxKustomization flux-system/${name}: takes variables from an object whose own variables depend on this root`;

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
    [CIRCLE('one'), CIRCLE('two')],
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
    [CIRCLE('apps')],
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
    [CIRCLE('one'), CIRCLE('two'), '~ ConfigMap/y: updated (data.a: 1 → is 1)'],
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
