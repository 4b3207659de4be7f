import { expect, test } from '@jest/globals';
import { flux, type SmallFiles } from '../small-fleet.ts';
import { said } from './said.ts';

const config = (value: string, name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { LEVEL: ${value} }\n`;
const broken = 'x: y\n';

/** A root of one ConfigMap. */
const root = (name: string, value: string, ...spec: string[]): SmallFiles => ({
  [`clusters/prod/${name}.yaml`]: flux(name, name, ['prune: true', ...spec]),
  [`${name}/c.yaml`]: value === broken ? broken : config(value, name),
});
const after = (name: string, more = '') => `dependsOn: [{ name: ${name}${more} }]`;
const checks = (name: string, more = '') =>
  `healthChecks: [{ apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: ${name}, namespace: flux-system${more} }]`;
const CHANGED = '(data.LEVEL: a → b)';
const BROKEN = '? after: the object has no kind';

test.each<[string, SmallFiles, SmallFiles, readonly string[]]>([
  [
    'what depends on nothing that exists is never reconciled, also where that stands',
    { ...root('z', 'a', after('nowhere')) },
    { ...root('z', 'b', after('nowhere')) },
    [
      `~ ConfigMap/z: updated, not yet: \`flux-system/z\` waits for \`flux-system/nowhere\`, which does not exist ${CHANGED}`,
    ],
  ],
  [
    'a name of another namespace is another root',
    { ...root('infra', 'a'), ...root('z', 'a', after('infra')) },
    { ...root('infra', 'a'), ...root('z', 'b', after('infra', ', namespace: other')) },
    [
      '! Kustomization/z waits for `other/infra`, which does not exist',
      `~ ConfigMap/z: updated, not yet: \`flux-system/z\` waits for \`other/infra\`, which does not exist ${CHANGED}`,
      '~ Kustomization/z: updated (spec.dependsOn[name=infra].namespace: undefined → other)',
    ],
  ],
  [
    'and what depends on such a one',
    { ...root('y', 'a', after('nowhere')), ...root('z', 'a', after('y')) },
    { ...root('y', 'a', after('nowhere')), ...root('z', 'b', after('y')) },
    [`~ ConfigMap/z: updated, not yet: \`flux-system/z\` waits for \`flux-system/y\`, which is waiting too ${CHANGED}`],
  ],
  [
    'the sync of the cluster exists',
    { ...root('z', 'a', after('flux-system')) },
    { ...root('z', 'b', after('flux-system')) },
    [`~ ConfigMap/z: updated ${CHANGED}`],
  ],
  [
    'where another root is not known, it may hold what is missing',
    { ...root('y', broken), ...root('z', 'a', after('nowhere')) },
    { ...root('y', broken), ...root('z', 'b', after('nowhere')) },
    ['? both: the object has no kind', `~ ConfigMap/z: updated ${CHANGED}`],
  ],
  [
    'a health check on a root that fails delays what depends on the one that checks',
    { ...root('infra', 'a'), ...root('apps', 'a', checks('infra')), ...root('z', 'a', after('apps')) },
    { ...root('infra', broken), ...root('apps', 'b', checks('infra')), ...root('z', 'b', after('apps')) },
    [
      '! Kustomization/z waits for `flux-system/apps`, which is not ready: `flux-system/infra` cannot be built',
      BROKEN,
      `~ ConfigMap/apps: updated ${CHANGED}`,
      `~ ConfigMap/z: updated, not yet: \`flux-system/z\` waits for \`flux-system/apps\`, which is not ready: \`flux-system/infra\` cannot be built ${CHANGED}`,
    ],
  ],
  [
    'over any depth',
    {
      ...{ ...root('infra', 'a'), ...root('x', 'a', checks('infra')), ...root('y', 'a', checks('x')) },
      ...root('z', 'a', after('y')),
    },
    {
      ...{ ...root('infra', broken), ...root('x', 'a', checks('infra')), ...root('y', 'a', checks('x')) },
      ...root('z', 'b', after('y')),
    },
    [
      '! Kustomization/z waits for `flux-system/y`, which is not ready: `flux-system/x` is not ready: `flux-system/infra` cannot be built',
      BROKEN,
      `~ ConfigMap/z: updated, not yet: \`flux-system/z\` waits for \`flux-system/y\`, which is not ready: \`flux-system/x\` is not ready: \`flux-system/infra\` cannot be built ${CHANGED}`,
    ],
  ],
  [
    'a health check on what does not exist fails',
    { ...root('apps', 'a', checks('nowhere')), ...root('z', 'a', after('apps')) },
    { ...root('apps', 'b', checks('nowhere')), ...root('z', 'b', after('apps')) },
    [
      `~ ConfigMap/apps: updated ${CHANGED}`,
      `~ ConfigMap/z: updated, not yet: \`flux-system/z\` waits for \`flux-system/apps\`, which is not ready: \`flux-system/nowhere\` does not exist ${CHANGED}`,
    ],
  ],
  [
    'with wait, health checks do not count, and what the root applies does',
    {
      ...{
        ...root('infra', 'a'),
        ...root('apps', 'a', 'wait: true', checks('infra')),
        ...root('z', 'a', after('apps')),
      },
      'apps/d.yaml': flux('d', 'd'),
      'd/c.yaml': config('a', 'd'),
    },
    {
      ...{ ...root('infra', broken), ...root('apps', 'a', 'wait: true', checks('infra')) },
      ...{ ...root('z', 'b', after('apps')), 'apps/d.yaml': flux('d', 'd'), 'd/c.yaml': broken },
    },
    [
      '! Kustomization/z waits for `flux-system/apps`, which is not ready: `flux-system/d` cannot be built',
      BROKEN,
      BROKEN,
      `~ ConfigMap/z: updated, not yet: \`flux-system/z\` waits for \`flux-system/apps\`, which is not ready: \`flux-system/d\` cannot be built ${CHANGED}`,
    ],
  ],
  [
    'a root waits for itself no more than for others that are well',
    { ...root('apps', 'a', checks('apps')), ...root('z', 'a', after('apps')) },
    { ...root('apps', 'b', checks('apps')), ...root('z', 'b', after('apps')) },
    [`~ ConfigMap/apps: updated ${CHANGED}`, `~ ConfigMap/z: updated ${CHANGED}`],
  ],
  [
    'an expression asks of a root that fails no less than that it is ready',
    { ...root('infra', 'a'), ...root('z', 'a', after('infra', ', readyExpr: "dep.status.ready"')) },
    { ...root('infra', broken), ...root('z', 'b', after('infra', ', readyExpr: "dep.status.ready"')) },
    [
      '! Kustomization/z waits for `flux-system/infra`, which cannot be built',
      BROKEN,
      `~ ConfigMap/z: updated, not yet: \`flux-system/z\` waits for \`flux-system/infra\`, which cannot be built ${CHANGED}`,
    ],
  ],
  [
    'a suspended root stays ready: what takes another source goes on, what takes the same waits for the revision',
    {
      ...{
        ...root('infra', 'a', 'suspend: true'),
        ...root('z', 'a', after('infra')),
        ...root('y', 'a', after('infra')),
      },
      'clusters/prod/y.yaml': flux('y', 'y', ['prune: true', after('infra')]).replace(
        'name: flux-system }\n',
        'name: other }\n',
      ),
      'clusters/prod/other.yaml':
        'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: other, namespace: flux-system }\nspec: { url: "https://github.com/acme/fleet", ref: { branch: main } }\n',
    },
    {
      ...{
        ...root('infra', 'a', 'suspend: true'),
        ...root('z', 'b', after('infra')),
        ...root('y', 'b', after('infra')),
      },
      'clusters/prod/y.yaml': flux('y', 'y', ['prune: true', after('infra')]).replace(
        'name: flux-system }\n',
        'name: other }\n',
      ),
      'clusters/prod/other.yaml':
        'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: other, namespace: flux-system }\nspec: { url: "https://github.com/acme/fleet", ref: { branch: main } }\n',
    },
    [
      `~ ConfigMap/y: updated ${CHANGED}`,
      `~ ConfigMap/z: updated, not yet: \`flux-system/z\` waits for \`flux-system/infra\`, which is suspended ${CHANGED}`,
    ],
  ],
])('%s', (_, before, changed, expected) => {
  expect(said(before, changed)).toEqual(expected);
});
