import { expect, test } from '@jest/globals';
import type { Review } from '../../src/review/contract/review.ts';
import { articleRepo, loadFleet } from '../fixtures/fleets/load-fleet.ts';
import type { Content } from '../tree/memory-tree.ts';
import { reviewOf } from './review-of.ts';

const article: Readonly<Record<string, Content>> = Object.fromEntries(
  [...loadFleet(articleRepo)].map(([path, content]) => [path, String(content)]),
);
const prodApps = 'clusters/prod/apps/kustomization.yaml';

/** What a change adds to prod's list of apps, and the one problem that must come of it. */
const entries: readonly (readonly [string, string, string])[] = [
  ['a path that does not exist', '../../../apps/nothing', 'not-found: "../../../apps/nothing" does not exist'],
  [
    'a path outside the repository',
    '../../../../etc',
    'outside-repository: "../../../../etc" is outside the repository',
  ],
  ['an absolute path', '/etc', 'outside-repository: "/etc" is outside the repository'],
  [
    'a directory without a kustomization',
    '../../../apps/podinfo',
    'no-kustomization: apps/podinfo has no kustomization file',
  ],
  [
    'itself',
    '.',
    'cycle: "." leads back to clusters/prod/apps, which contains clusters/prod/apps, already part of this build',
  ],
  [
    'what is above it',
    '..',
    'cycle: ".." leads back to clusters/prod, which contains clusters/prod/apps, already part of this build',
  ],
  [
    'a remote base',
    'https://github.com/org/repo//base?ref=v1',
    'remote-base: "https://github.com/org/repo//base?ref=v1" is a remote URL; remote files are not fetched',
  ],
  [
    'a remote base over ssh',
    'git@github.com:org/repo',
    'remote-base: "git@github.com:org/repo" is a remote URL; remote files are not fetched',
  ],
  [
    'a base that is there already',
    '../../../apps/podinfo/base',
    'duplicate-object: apps/v1 Deployment team-x/podinfo is already in this build, from apps/podinfo/base/deployment.yaml:1',
  ],
];

test.each(entries)(
  'prod refers to %s: prod is unresolved at that line, the others are unchanged',
  (_, entry, problem) => {
    const result = change({ [prodApps]: `${article[prodApps]}  - ${entry}\n` });
    expect(problems(result)).toEqual([`prod ${problem}`]);
    // What only we cannot fetch is not broken.
    expect(result.verdict).toBe(problem.startsWith('remote-base: ') ? 'neutral' : 'failure');
  },
);

const files: readonly (readonly [string, string, Content, string])[] = [
  [
    'no YAML',
    'apps/podinfo/base/service.yaml',
    'a: [\n',
    'invalid-yaml: this bracket is never closed; close it @apps/podinfo/base/service.yaml:1',
  ],
  [
    'a tab for indentation',
    prodApps,
    'a:\n\tb: 1\n',
    `invalid-yaml: this line is indented with a tab; use spaces @${prodApps}:2`,
  ],
  [
    'a list in place of a name',
    prodApps,
    'namePrefix: [a]\n',
    `invalid-kustomization: namePrefix must be a string @${prodApps}:1`,
  ],
  [
    'another kind',
    prodApps,
    'kind: Deployment\nresources: []\n',
    `invalid-kustomization: kind is "Deployment", but a kustomization file holds a Kustomization or a Component @${prodApps}:1`,
  ],
  [
    'an object without a name',
    'apps/podinfo/base/service.yaml',
    'apiVersion: v1\nkind: Service\n',
    'invalid-object: the Service has no metadata.name @apps/podinfo/base/service.yaml:1',
  ],
  [
    'a file that is no object',
    'apps/podinfo/base/service.yaml',
    'just text\n',
    'invalid-object: a resource must be an object @apps/podinfo/base/service.yaml:1',
  ],
  [
    'a key that stands twice',
    'apps/podinfo/base/service.yaml',
    'kind: A\nkind: B\n',
    'invalid-yaml: mapping key "kind" already defined at line 1; put a line --- between two objects, or keep one @apps/podinfo/base/service.yaml:2',
  ],
  [
    'nesting without end',
    'apps/podinfo/base/service.yaml',
    '['.repeat(100_000),
    'invalid-yaml: this is nested deeper than 200 levels; flatten it @apps/podinfo/base/service.yaml:1',
  ],
  [
    'a symbolic link',
    'apps/podinfo/base/service.yaml',
    { link: 'deployment.yaml' },
    'symlink: "service.yaml" is a symbolic link, which Flux excludes from its artifact @apps/podinfo/base/kustomization.yaml:5',
  ],
  ['a submodule', 'apps/podinfo/base', { submodule: 'c0ffee' }, 'submodule: '],
];

test.each(files)('%s: named with file and line, and nothing else is said of that root', (_, path, content, problem) => {
  const kept = Object.entries(article).filter(([each]) => !each.startsWith(`${path}/`));
  const result = change({ ...Object.fromEntries(kept), [path]: content }, {});
  const [code = '', rest = ''] = problem.split(': ', 2);
  const [message = '', place = ''] = rest.split(' @');
  const unresolved = result.clusters.prod?.unresolved ?? [];
  expect(unresolved).toHaveLength(1);
  expect(unresolved[0]).toMatchObject({ code, side: 'after', standing: false });
  expect(unresolved[0]?.message).toContain(message);
  if (place !== '') expect(`${unresolved[0]?.path}:${unresolved[0]?.line ?? ''}`.replace(/:$/, '')).toBe(place);
  expect(result.clusters.prod).toMatchObject({ gained: [], lost: [], changed: [], moved: [] });
  expect(result.verdict).toBe('failure');
});

test('a misspelt field in a root is dropped by Flux, and its objects with it: an error at its line', () => {
  const text = String(article[prodApps]).replace('resources:', 'ressources:');
  const result = change({ [prodApps]: text });
  expect(result.findings).toMatchObject([
    { rule: 'dropped-field', severity: 'error', cluster: 'prod', path: prodApps, fix: 'Did you mean `resources`?' },
  ]);
  expect(result.clusters.prod?.lost.map(({ kind, name }) => `${kind}/${name}`)).toContain('Deployment/podinfo');
  expect(result.verdict).toBe('failure');
});

test('a root whose kustomization is emptied loses all it held, as Flux takes it for a wish', () => {
  const result = change({ [prodApps]: '' });
  expect(result.clusters.prod?.unresolved).toEqual([]);
  expect(result.clusters.prod?.lost).toHaveLength(6);
});

test('an entrypoint that cannot be built is not known, with all it led to: nothing is called lost', () => {
  const entry = 'clusters/prod/kustomization.yaml';
  const result = change({ [entry]: `${article[entry]}patches:\n  - patch: "[{ op: add }]"\n` });
  expect(result.clusters.prod).toMatchObject({ status: 'failed', gained: [], lost: [], changed: [], moved: [] });
  expect(problems(result)).toEqual(['prod invalid-patch: the patch starts with [ but is not valid JSON']);
});

test('a problem that stands on both sides over the same files blocks nothing', () => {
  const broken = { ...article, [prodApps]: `${article[prodApps]}  - ../../../apps/nothing\n` };
  const result = change({ 'README.md': 'another text\n' }, broken);
  expect(result.clusters.prod?.unresolved).toMatchObject([{ side: 'both', standing: true }]);
  expect(result.verdict).toBe('neutral');
});

test('CRLF line ends and a byte order mark change nothing', () => {
  const path = 'apps/podinfo/base/deployment.yaml';
  const result = change({ [path]: `\uFEFF${String(article[path]).replaceAll('\n', '\r\n')}` });
  expect(result).toMatchObject({ verdict: 'success', findings: [] });
  expect(Object.values(result.clusters).flatMap((cluster) => cluster.changed)).toEqual([]);
});

test('a cluster whose directory is removed keeps what it runs, and the review says so', () => {
  const kept = Object.fromEntries(Object.entries(article).filter(([path]) => !path.startsWith('clusters/prod/')));
  const result = reviewOf(article, kept);
  expect(new Set(result.clusters.prod?.lost.map(({ effect }) => effect))).toEqual(new Set(['orphaned']));
  expect(result.findings).toMatchObject([{ rule: 'cluster-gone', severity: 'warning', cluster: 'prod' }]);
});

test('a repository without any cluster cannot be judged', () => {
  const result = reviewOf({ 'README.md': 'a' }, { 'README.md': 'b' });
  expect(result).toMatchObject({ clusters: {}, order: [], verdict: 'failure' });
});

function problems({ clusters }: Review): readonly string[] {
  return Object.entries(clusters).flatMap(([name, { unresolved }]) =>
    unresolved.map(({ code, message }) => `${name} ${code}: ${message}`),
  );
}

function change(changed: Readonly<Record<string, Content>>, base = article): Review {
  return Object.keys(base).length === 0 ? reviewOf(article, changed) : reviewOf(base, { ...base, ...changed });
}
