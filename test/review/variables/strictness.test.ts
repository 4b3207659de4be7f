import { describe, expect, test } from '@jest/globals';
import { reviewOf } from '../review-of.ts';
import { cluster, controller, flux, type SmallFiles } from '../small-fleet.ts';

const use = (name: string) => ['$', '{', name, '}'].join('');
const root = (data: string): SmallFiles => ({
  'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', 'postBuild: { substitute: { A: "1" } }']),
  'apps/x.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, namespace: shop }\ndata: { ${data} }\n`,
});
const UNSET = root(`a: "${use('A')}", b: "${use('B')}"`);
const SET = root(`a: "${use('A')}", b: "2"`);
const run = (release: string, name = 'prod', args: readonly string[] = []): SmallFiles => ({
  [`clusters/${name}/c.yaml`]: controller(release, args),
});
const GATE = ['--feature-gates=StrictPostBuildSubstitutions=true'];
const other = (name: string, release: string): SmallFiles => ({ ...cluster(name), ...run(release, name) });

const outcome = (before: SmallFiles, after: SmallFiles) => {
  const { clusters, verdict, findings } = reviewOf({ ...cluster('prod'), ...before }, { ...cluster('prod'), ...after });
  const { unresolved = [], changed = [] } = clusters.prod ?? {};
  return {
    verdict,
    rules: findings.map(({ rule }) => rule).filter((rule) => rule.includes('variable') || rule.includes('strict')),
    unresolved: unresolved.map(({ message, side }) => `${side}: ${message}`),
    changed: changed.map(({ name }) => name),
  };
};

const FAILS =
  'after: substituting variables in v1 ConfigMap shop/x: data.b: the variable "B" is not set and has no default';

describe('a variable that nothing sets', () => {
  test.each<[string, SmallFiles, boolean]>([
    ['is fatal where the version says so', run('v1.9.0'), true],
    ['is fatal where a gate says so', run('v1.8.3', 'prod', GATE), true],
    ['is fatal where a gate says so, of whatever version', run('latest', 'prod', GATE), true],
    ['is fatal where another cluster has such a version', other('test', 'v1.9.2'), true],
    [
      'is fatal where all others are strict, if not alike',
      { ...other('test', 'v1.9.2'), ...other('dev', 'v1.10.1') },
      true,
    ],
    ['is not where one of the others is not', { ...other('test', 'v1.9.2'), ...other('dev', 'v1.8.3') }, false],
    ['is not where the version is older', run('v1.8.3'), false],
    ['is not where nothing tells', {}, false],
  ])('%s', (_, fleet, isFatal) => {
    const { verdict, unresolved, rules } = outcome({ ...SET, ...fleet }, { ...UNSET, ...fleet });
    expect({ verdict, unresolved, rules }).toEqual(
      isFatal
        ? { verdict: 'failure', unresolved: [FAILS], rules: [] }
        : { verdict: 'success', unresolved: [], rules: ['missing-variable'] },
    );
  });

  test('that is in use already says that the controller is not strict, whatever other clusters run', () => {
    const [before, after] = ['1', '2'].map((c) => ({
      ...root(`b: "${use('B')}", c: "${c}"`),
      ...other('test', 'v1.9.2'),
    }));
    expect(outcome(before ?? {}, after ?? {})).toEqual({
      verdict: 'success',
      unresolved: [],
      rules: ['unknown-strictness'],
      changed: ['x'],
    });
  });
});

describe('what makes it fatal is named', () => {
  test.each<[string, SmallFiles, SmallFiles, string]>([
    [
      'a newer controller',
      run('v1.8.3'),
      run('v1.10.1'),
      'this change takes kustomize-controller from 1.8.3 to 1.10.1 (clusters/prod/c.yaml:1), which fails on it',
    ],
    [
      'a controller of which nothing told',
      {},
      run('v1.9.0'),
      'this change takes kustomize-controller from a release that is not known to 1.9.0 (clusters/prod/c.yaml:1), which fails on it',
    ],
    [
      'a gate',
      run('v1.8.3'),
      run('v1.8.3', 'prod', GATE),
      'this change switches StrictPostBuildSubstitutions on (clusters/prod/c.yaml:1), which makes kustomize-controller fail on it',
    ],
  ])('%s', (_, before, after, why) => {
    const { unresolved, verdict } = outcome({ ...UNSET, ...before }, { ...UNSET, ...after });
    expect(unresolved).toEqual([`${FAILS}; ${why}`]);
    expect(verdict).toBe('failure');
  });

  test('a template that no controller can read is none of its doing', () => {
    const broken = root(`b: "${use('A+x')}"`);
    const { unresolved } = outcome({ ...SET, ...run('v1.8.3') }, { ...broken, ...run('v1.10.1') });
    expect(unresolved.join()).not.toContain('this change takes');
  });
});
