import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/read-config.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { Source } from '../../src/yaml/node/source.ts';
import { type Layout, reviewOf } from './review-of.ts';

const configOf = (text: string) => {
  const result = readConfig(new Source(text));
  if (result.kind === 'invalid') throw new Error(JSON.stringify(result.problems));
  return result.config;
};
const config = configOf('clusters: [{ name: dev, path: [clusters/dev, infra/dev], protected: true }]\n');

const flux = (name: string, path: string, more = '') => `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  path: ./${path}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${more}`;
const source = `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { url: https://git.example/fleet, ref: { branch: main } }
`;
const settings = (name: string, value: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: default }
data: { value: "${value}" }
`;

/** One cluster that two FluxKustomizations were bootstrapped into: the first is in the repository, the second is not. */
const fleet: Layout = {
  'clusters/dev/flux-system/gotk-sync.yaml': `${source}---${flux('flux-system', 'clusters/dev')}`,
  'clusters/dev/apps.yaml': flux('apps', 'apps'),
  'infra/dev/base.yaml': flux('base', 'base'),
  'infra/dev/settings.yaml': settings('infra', '1'),
  'apps/settings.yaml': settings('apps', '1'),
  'base/settings.yaml': settings('base', '1'),
};

const brief = ({ clusters: { dev }, findings }: Review) => ({
  status: dev?.status,
  roots: dev?.roots,
  objects: dev?.objects,
  changes: [
    ...(dev?.gained ?? []).map(({ kind, name }) => `+ ${kind} ${name}`),
    ...(dev?.lost ?? []).map(({ kind, name, effect }) => `- ${kind} ${name} ${effect}`),
    ...(dev?.changed ?? []).map(({ kind, name }) => `~ ${kind} ${name}`),
    ...(dev?.moved ?? []).map(({ kind, name, handover }) => `> ${kind} ${name} ${handover}`),
  ],
  unresolved: dev?.unresolved.map(({ message }) => message),
  findings: findings.map(({ rule, message }) => `${rule}: ${message}`),
});

test('a cluster starts from each of its paths, and takes from this repository what any of them leads to', () => {
  const after = {
    ...fleet,
    'infra/dev/settings.yaml': settings('infra', '2'),
    'apps/settings.yaml': settings('apps', '2'),
    'base/settings.yaml': settings('base', '2'),
  };
  const review = reviewOf(fleet, after, { config });
  expect(brief(review)).toEqual({
    status: 'rendered',
    roots: 4,
    objects: { before: 7, after: 7 },
    changes: ['~ ConfigMap apps', '~ ConfigMap base', '~ ConfigMap infra'],
    unresolved: [],
    findings: [],
  });
  expect(review.clusters.dev).toMatchObject({ path: 'clusters/dev', paths: ['clusters/dev', 'infra/dev'] });
  expect(review.clusters.dev?.changed.map(({ chain }) => chain.map(({ path }) => path))).toEqual([
    ['clusters/dev/apps.yaml', 'apps/settings.yaml'],
    ['infra/dev/base.yaml', 'base/settings.yaml'],
    ['infra/dev/settings.yaml'],
  ]);
  expect(review.verdict).toBe('action_required');
});

test('the paths of a cluster give each other their sources and variables, in either order', () => {
  const taking = (value: string): Layout => ({
    ...fleet,
    'infra/dev/vars.yaml': settings('vars', value).replace('default', 'flux-system'),
    'infra/dev/source.yaml': source.replace('name: flux-system', 'name: fleet'),
    'clusters/dev/apps.yaml': flux(
      'apps',
      'apps',
      '  postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }] }\n',
    ).replace('name: flux-system }\n', 'name: fleet }\n'),
    'apps/settings.yaml': settings('apps', ['$', '{value}'].join('')),
  });
  const reversed = configOf('clusters: [{ name: dev, path: [infra/dev, clusters/dev], protected: true }]\n');
  for (const each of [config, reversed]) {
    expect(brief(reviewOf(taking('1'), taking('2'), { config: each }))).toMatchObject({
      status: 'rendered',
      changes: ['~ ConfigMap vars', '~ ConfigMap apps'],
      unresolved: [],
    });
  }
});

test('a path that another one leads to by a FluxKustomization is one root, as that says', () => {
  const linked = { ...fleet, 'clusters/dev/infra.yaml': flux('infra', 'infra/dev') };
  const reversed = configOf('clusters: [{ name: dev, path: [infra/dev, clusters/dev] }]\n');
  for (const each of [config, reversed]) {
    const after = { ...linked, 'infra/dev/settings.yaml': settings('infra', '2') };
    expect(brief(reviewOf(linked, after, { config: each }))).toEqual({
      status: 'rendered',
      roots: 4,
      objects: { before: 8, after: 8 },
      changes: ['~ ConfigMap infra'],
      unresolved: [],
      findings: [],
    });
  }
});

test('paths that lead to each other are not lost between them', () => {
  const circle = {
    'clusters/dev/infra.yaml': flux('infra', 'infra/dev'),
    'clusters/dev/settings.yaml': settings('top', '1'),
    'infra/dev/apps.yaml': flux('apps', 'clusters/dev'),
    'infra/dev/settings.yaml': settings('infra', '1'),
  };
  const after = {
    ...circle,
    'clusters/dev/settings.yaml': settings('top', '2'),
    'infra/dev/settings.yaml': settings('infra', '2'),
  };
  expect(brief(reviewOf(circle, after, { config })).changes).toEqual(
    expect.arrayContaining(['~ ConfigMap top', '~ ConfigMap infra']),
  );
});

describe('where a path goes', () => {
  const without = (...prefixes: readonly string[]) =>
    Object.fromEntries(Object.entries(fleet).filter(([path]) => !prefixes.some((prefix) => path.startsWith(prefix))));

  test('one of several: what it brought stays without being managed, and the rest is compared', () => {
    const after = { ...without('infra/dev'), 'apps/settings.yaml': settings('apps', '2') };
    expect(brief(reviewOf(fleet, after, { config }))).toMatchObject({
      status: 'rendered',
      changes: ['- ConfigMap infra orphaned', '- Kustomization base orphaned', '~ ConfigMap apps'],
      unresolved: [],
      findings: [
        'cluster-gone: infra/dev is deleted: dev keeps what it runs from there, but its Flux fails from then on',
      ],
    });
  });

  test('the first of them: as any other', () => {
    const after = { ...without('clusters/dev'), 'infra/dev/settings.yaml': settings('infra', '2') };
    const { changes, findings } = brief(reviewOf(fleet, after, { config }));
    expect(changes).toContain('~ ConfigMap infra');
    expect(changes.filter((each) => each.endsWith('pruned'))).toEqual([]);
    expect(findings).toContain(
      'cluster-gone: clusters/dev is deleted: dev keeps what it runs from there, but its Flux fails from then on',
    );
  });

  test('all of them: the cluster is gone', () => {
    const { findings, changes } = brief(reviewOf(fleet, without('clusters/dev', 'infra/dev'), { config }));
    expect(changes.every((each) => each.endsWith('orphaned'))).toBe(true);
    expect(findings).toEqual([
      'cluster-gone: clusters/dev and infra/dev are deleted: dev keeps what it runs, but its Flux fails from then on',
    ]);
  });

  test('a path that comes is gained', () => {
    expect(brief(reviewOf(without('infra/dev'), fleet, { config })).changes).toEqual([
      '+ ConfigMap infra',
      '+ Kustomization base',
      '+ ConfigMap base',
    ]);
  });
});

test('an object that goes from one path to the other changes its owner', () => {
  const { 'infra/dev/settings.yaml': moved = '', ...rest } = fleet;
  const review = reviewOf(fleet, { ...rest, 'clusters/dev/settings.yaml': moved }, { config });
  expect(brief(review).changes).toEqual(['> ConfigMap infra race']);
});

test('a broken path leaves the rest of its cluster known', () => {
  const after = {
    ...fleet,
    'infra/dev/settings.yaml': 'kind: [',
    'apps/settings.yaml': settings('apps', '2'),
  };
  const { status, changes } = brief(reviewOf(fleet, after, { config }));
  expect(status).toBe('unresolved');
  expect(changes).toEqual(['~ ConfigMap apps']);
});

test('a sync object that names another path is told of the path that it is in', () => {
  const after = {
    ...fleet,
    'clusters/other/settings.yaml': settings('other', '1'),
    'infra/dev/flux-system/gotk-sync.yaml': flux('flux-system', 'clusters/other'),
  };
  expect(brief(reviewOf(fleet, after, { config })).findings.join('\n')).toContain(
    'entrypoint-elsewhere: dev would become clusters/other: its sync object no longer names infra/dev',
  );
});

test('a merge reaches a cluster by any of its paths that follows the branch', () => {
  const other = source.replace('branch: main', 'branch: stable').replace('name: flux-system', 'name: infra');
  const sync = flux('infra', 'infra/dev').replace('name: flux-system }\n', 'name: infra }\n');
  const before = { ...fleet, 'infra/dev/gotk-sync.yaml': `${other}---${sync}` };
  const after = { ...before, 'apps/settings.yaml': settings('apps', '2') };
  const reversed = configOf('clusters: [{ name: dev, path: [infra/dev, clusters/dev] }]\n');
  for (const each of [config, reversed])
    expect(brief(reviewOf(before, after, { config: each, baseBranch: 'main' }))).toMatchObject({
      status: 'rendered',
      changes: ['~ ConfigMap apps'],
    });
});
