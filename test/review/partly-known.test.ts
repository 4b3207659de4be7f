import { expect, test } from '@jest/globals';
import { alerts } from '../../src/report/model/alerts/alerts.ts';
import { headline } from '../../src/report/model/headline/headline.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { configOf } from '../policy/weaken/config-of.ts';
import { type Layout, reviewOf } from './review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from './small-fleet.ts';

const remote = (ref: string) => `https://example.org/base?ref=${ref}`;
const elsewhere = (ref: string) => `remote-base: "${remote(ref)}" is a remote URL; remote files are not fetched`;
const vars = (line: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: vars, namespace: flux-system }\ndata:\n  ${line}\n`;
const list = (...entries: readonly string[]) => `resources:\n${entries.map((each) => `  - ${each}\n`).join('')}`;

/** A cluster whose root `apps` holds a Deployment beside something that cannot be rendered. */
const fleet: SmallFiles = {
  ...cluster('prod'),
  'clusters/prod/apps.yaml': flux('apps', 'apps'),
  'clusters/prod/other.yaml': flux('other', 'other'),
  'apps/kustomization.yaml': list('web.yaml', 'missing.yaml', 'more', '../shared'),
  'apps/web.yaml': deployment('web'),
  'apps/more/kustomization.yaml': list('more.yaml'),
  'apps/more/more.yaml': deployment('more'),
  'shared/all.yaml': deployment('all'),
  'other/api.yaml': deployment('api'),
};

const absent = 'not-found: "missing.yaml" does not exist';

interface Case {
  readonly before?: SmallFiles;
  readonly after: Layout;
  /** Files that the change takes away. */
  readonly without?: readonly string[];
  readonly unresolved: readonly string[];
  readonly headline: string;
  readonly verdict: Review['verdict'];
}

/** `=` stands on both sides, `+` is new, `-` stood before alone; behind it what is hidden and differs. */
const cases: Readonly<Record<string, Case>> = {
  'what stands over the same inputs hides nothing of a change elsewhere': {
    after: { 'other/api.yaml': deployment('api', ', tty: true') },
    unresolved: [`= ${absent}`],
    headline: 'other: prod changes 1 object',
    verdict: 'success',
  },
  'a change of what the root has read before it fails is not known': {
    after: { 'apps/web.yaml': deployment('web', ', tty: true') },
    unresolved: [`= ${absent} [apps/web.yaml]`],
    headline: 'prod partly known',
    verdict: 'neutral',
  },
  'nor is one of what it would read behind that': {
    after: { 'apps/more/more.yaml': deployment('more', ', tty: true') },
    unresolved: [`= ${absent} [apps/more/more.yaml]`],
    headline: 'prod partly known',
    verdict: 'neutral',
  },
  'nor is a new manifest in a directory without a kustomization that it would read': {
    after: { 'shared/new.yaml': deployment('new') },
    unresolved: [`= ${absent} [shared/new.yaml]`],
    headline: 'prod partly known',
    verdict: 'neutral',
  },
  'a file beside, that nothing refers to, is none of it': {
    after: { 'apps/more/README.md': 'words\n', 'apps/unlisted.yaml': deployment('unlisted') },
    unresolved: [`= ${absent}`],
    headline: 'prod unchanged',
    verdict: 'neutral',
  },
  'what else changes is told beside it': {
    after: { 'apps/web.yaml': deployment('web', ', tty: true'), 'other/api.yaml': deployment('api', ', tty: true') },
    unresolved: [`= ${absent} [apps/web.yaml]`],
    headline: 'other: prod changes 1 object, partly known',
    verdict: 'neutral',
  },
  'the spec of the FluxKustomization is an input too': {
    after: { 'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', 'targetNamespace: shop']) },
    unresolved: [`= ${absent} [clusters/prod/apps.yaml]`],
    headline: 'apps: prod changes 1 object, partly known',
    verdict: 'neutral',
  },
  'a shifted line is no new problem': {
    before: {
      'apps/web.yaml': `${deployment('web')}---\n${deployment('web')}`,
      'apps/kustomization.yaml': list('web.yaml'),
    },
    after: { 'apps/web.yaml': `# about it\n${deployment('web')}---\n${deployment('web')}` },
    unresolved: [
      '= duplicate-object: apps/v1 Deployment shop/web is already in this build, from apps/web.yaml:2 [apps/web.yaml]',
    ],
    headline: 'prod partly known',
    verdict: 'neutral',
  },
  'nor is the same one in a file that has moved': {
    before: { 'apps/kustomization.yaml': list('missing.yaml') },
    after: { 'apps/kustomization.yml': list('missing.yaml') },
    without: ['apps/kustomization.yaml'],
    unresolved: [`= ${absent} [apps/kustomization.yaml, apps/kustomization.yml]`],
    headline: 'prod partly known',
    verdict: 'neutral',
  },
  'another missing file is one': {
    after: { 'apps/kustomization.yaml': list('web.yaml', 'lost.yaml') },
    unresolved: ['+ not-found: "lost.yaml" does not exist'],
    headline: 'prod cannot be rendered',
    verdict: 'failure',
  },
  'an entrypoint that fails hides all that the cluster holds, by whatever FluxKustomization': {
    before: { 'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'missing.yaml', 'other.yaml') },
    after: { 'other/api.yaml': deployment('api', ', tty: true') },
    unresolved: [`= ${absent} [other/api.yaml]`],
    headline: 'not judged: 1 changed manifest · prod partly known',
    verdict: 'failure',
  },
  'also one whose path holds a variable': {
    before: {
      'clusters/prod/kustomization.yaml': list('flux-system/gotk-sync.yaml', 'missing.yaml', 'some.yaml'),
      'clusters/prod/some.yaml': flux('some', `stages/\${STAGE}/apps`),
      'stages/prod/apps/job.yaml': deployment('job'),
    },
    after: { 'stages/prod/apps/job.yaml': deployment('job', ', tty: true') },
    unresolved: [`= ${absent} [stages/prod/apps/job.yaml]`],
    headline: 'not judged: 1 changed manifest · prod partly known',
    verdict: 'failure',
  },
  'a kustomization that is no YAML hides whatever stands beside it': {
    before: { 'apps/kustomization.yaml': 'resources: [\n' },
    after: { 'apps/web.yaml': deployment('web', ', tty: true') },
    unresolved: ['= invalid-yaml: this bracket is never closed; close it [apps]'],
    headline: 'prod partly known',
    verdict: 'neutral',
  },
  'the variables of a root that they fail are inputs too': {
    before: {
      'clusters/prod/vars.yaml': vars('REPLICAS: "1"'),
      'clusters/prod/apps.yaml': flux('apps', 'apps', [
        'prune: true',
        'postBuild: { substitute: { "not-a-name": x }, substituteFrom: [{ kind: ConfigMap, name: vars }] }',
      ]),
      'apps/kustomization.yaml': list('web.yaml'),
    },
    after: { 'clusters/prod/vars.yaml': vars('REPLICAS: "2"') },
    unresolved: [
      '= missing-variables: FluxKustomization flux-system/apps: "not-a-name" is not a valid variable name: use letters, digits and "_", and do not start with a digit [clusters/prod/vars.yaml]',
    ],
    headline: 'vars: prod changes 1 object, partly known',
    verdict: 'neutral',
  },
  'a root that is repaired says what is there now': {
    after: { 'apps/kustomization.yaml': list('web.yaml', 'more') },
    unresolved: [`- ${absent} {Deployment shop/more, Deployment shop/web}`],
    headline: 'prod renders again (unknown before)',
    verdict: 'neutral',
  },
  'with what it brings in by other FluxKustomizations': {
    before: {
      'clusters/prod/apps.yaml': flux('apps', 'sets'),
      'sets/kustomization.yaml': list('missing.yaml', 'more.yaml'),
      'sets/more.yaml': flux('more', 'apps/more'),
    },
    after: { 'sets/kustomization.yaml': list('more.yaml') },
    unresolved: [`- ${absent} {Kustomization flux-system/more, Deployment shop/more}`],
    headline: 'prod renders again (unknown before)',
    verdict: 'neutral',
  },
  'a remote base that is gone takes with it what is not known': {
    before: { 'apps/kustomization.yaml': list(remote('v1'), remote('v2')) },
    after: { 'apps/kustomization.yaml': list(remote('v2')) },
    unresolved: [`= ${elsewhere('v2')}`, `- ${elsewhere('v1')} gone`],
    headline: 'prod partly known',
    verdict: 'neutral',
  },
  'one that is copied may be what was there': {
    before: { 'apps/kustomization.yaml': list(remote('v1'), 'web.yaml') },
    after: { 'apps/kustomization.yaml': list('web.yaml', 'more') },
    unresolved: [`- ${elsewhere('v1')} {Deployment shop/more}`],
    headline: 'apps: prod gains 1 object, partly known',
    verdict: 'neutral',
  },
  'another version of a remote base is no new problem, and not known': {
    before: { 'apps/kustomization.yaml': list(remote('v1'), 'web.yaml') },
    after: { 'apps/kustomization.yaml': list(remote('v2'), 'web.yaml') },
    unresolved: [`= ${elsewhere('v2')} [apps/kustomization.yaml]`],
    headline: 'prod partly known',
    verdict: 'neutral',
  },
  'a second remote base breaks nothing, and is not known': {
    before: { 'apps/kustomization.yaml': list(remote('v1'), 'web.yaml') },
    after: { 'apps/kustomization.yaml': list(remote('v2'), 'web.yaml', 'git@example.org:acme/base') },
    unresolved: [
      `= ${elsewhere('v2')} [apps/kustomization.yaml]`,
      '+ remote-base: "git@example.org:acme/base" is a remote URL; remote files are not fetched',
    ],
    headline: 'prod partly known',
    verdict: 'neutral',
  },
  'what a repaired root brings in and cannot be rendered was no better before': {
    before: {
      'clusters/prod/apps.yaml': flux('apps', 'sets'),
      'sets/kustomization.yaml': list('missing.yaml', 'more.yaml'),
      'sets/more.yaml': flux('more', 'broken'),
      'broken/kustomization.yaml': list('nowhere.yaml'),
    },
    after: { 'sets/kustomization.yaml': list('more.yaml') },
    unresolved: [`- ${absent} {Kustomization flux-system/more}`, '= not-found: "nowhere.yaml" does not exist'],
    headline: 'prod renders again (unknown before)',
    verdict: 'neutral',
  },
  'unless the merge touches it': {
    before: {
      'clusters/prod/apps.yaml': flux('apps', 'sets'),
      'sets/kustomization.yaml': list('missing.yaml', 'more.yaml'),
      'sets/more.yaml': flux('more', 'apps/more'),
    },
    after: { 'sets/kustomization.yaml': list('more.yaml'), 'apps/more/kustomization.yaml': list('nowhere.yaml') },
    unresolved: [`- ${absent} {Kustomization flux-system/more}`, '+ not-found: "nowhere.yaml" does not exist'],
    headline: 'prod cannot be rendered',
    verdict: 'failure',
  },
  'a root that could not be rendered and is gone takes with it what is not known': {
    after: {},
    without: ['clusters/prod/apps.yaml'],
    unresolved: [`- ${absent} gone`],
    headline: 'apps: prod loses 1 object, partly known',
    verdict: 'neutral',
  },
};

test.each(Object.entries(cases))('%s', (_, { before = {}, after, without = [], ...expected }) => {
  const was = { ...fleet, ...before };
  const is = Object.fromEntries(Object.entries({ ...was, ...after }).filter(([path]) => !without.includes(path)));
  const result = reviewOf(was, is);
  expect({ ...said(result), headline: headline(result), verdict: result.verdict }).toEqual(expected);
});

test('a protected cluster asks for an approval of what is not known, also of what is repaired or gone', () => {
  const config = configOf('clusters: [{ name: prod, path: clusters/prod, protected: true }]');
  const verdictOf = (after: Layout) => reviewOf(fleet, { ...fleet, ...after }, { config }).verdict;
  expect(verdictOf({ 'README.md': 'words\n' })).toBe('neutral');
  expect(verdictOf({ 'apps/web.yaml': deployment('web', ', tty: true') })).toBe('action_required');
  expect(verdictOf({ 'apps/kustomization.yaml': list('web.yaml', 'more') })).toBe('action_required');
});

test('the effect covers what is hidden: another change of it is another effect, one elsewhere is not', () => {
  const tty = { 'apps/web.yaml': deployment('web', ', tty: true') };
  const digest = (before: SmallFiles, after: Layout) =>
    reviewOf({ ...fleet, ...before }, { ...fleet, ...before, ...after }).clusters.prod?.digest;
  const approved = digest({}, tty);
  expect(digest({ 'README.md': 'the base has moved\n', 'other/api.yaml': deployment('b') }, tty)).toBe(approved);
  expect(digest({}, { 'apps/web.yaml': deployment('web', ', tty: false') })).not.toBe(approved);
  expect(digest({}, { ...tty, 'apps/more/more.yaml': deployment('b') })).not.toBe(approved);
  expect(digest({ 'apps/more/more.yaml': deployment('b') }, tty)).not.toBe(approved);
  const repaired = (image: string) =>
    digest({}, { 'apps/kustomization.yaml': list('web.yaml'), 'apps/web.yaml': deployment(image) });
  expect(repaired('web')).not.toBe(repaired('evil'));
});

test('many remote bases that one file changes are one thing to know', () => {
  const many = (ref: string) => list(...['a', 'b', 'c'].map((name) => `https://example.org/${name}?ref=${ref}`));
  const review = reviewOf(
    { ...fleet, 'apps/kustomization.yaml': many('v1') },
    { ...fleet, 'apps/kustomization.yaml': many('v2') },
  );
  expect(alerts(review).map(({ title, messages }) => [title, ...messages])).toEqual([
    [
      'partly known',
      'what `apps/kustomization.yaml` changes in what `flux-system/apps` fetches from elsewhere is not known: "https://example.org/a?ref=v2" is a remote URL; remote files are not fetched (and 2 more problems)',
    ],
  ]);
});

/** What only we cannot render, the cluster can: it may be ready for what depends on it. */
test.each<[string, SmallFiles]>([
  ['a remote base', { 'infra/kustomization.yaml': list(remote('v1')) }],
  [
    "kustomize's own notes in a patch",
    {
      'infra/kustomization.yaml': `${list('api.yaml')}patches: [{ path: patch.yaml }]\n`,
      'infra/api.yaml': deployment('infra'),
      'infra/patch.yaml': deployment('infra').replace(
        'namespace: shop }',
        'namespace: shop, annotations: { internal.config.kubernetes.io/prefixes: a } }',
      ),
    },
  ],
  [
    'a directory that another source brings',
    {
      'clusters/prod/flux-system/gotk-sync.yaml': String(
        cluster('prod')['clusters/prod/flux-system/gotk-sync.yaml'],
      ).replace(
        'ref: { branch: main }',
        'ref: { branch: main }, include: [{ repository: { name: lib }, toPath: infra }]',
      ),
    },
  ],
])('%s stops nothing that depends on it, and keeps back nothing below it', (_, infra) => {
  const before: SmallFiles = {
    ...cluster('prod'),
    'clusters/prod/infra.yaml': flux('infra', 'infra'),
    'clusters/prod/apps.yaml': flux('apps', 'apps', ['prune: true', 'dependsOn: [{ name: infra }]']),
    'apps/web.yaml': deployment('web'),
    ...infra,
  };
  const { prod } = reviewOf(before, { ...before, 'apps/web.yaml': deployment('web', ', tty: true') }).clusters;
  expect(prod?.unresolved).toMatchObject([{ standing: true }]);
  expect(prod?.changed).toMatchObject([{ name: 'web', effect: 'rolled' }]);
  expect(prod?.changed[0]).not.toHaveProperty('stoppedBy');
  expect(prod?.affected).toEqual([]);
});

function said({ clusters }: Review): { readonly unresolved: readonly string[] } {
  const unresolved = clusters.prod?.unresolved ?? [];
  return {
    unresolved: unresolved.map(({ code, message, side, standing, changed, now, gone }) => {
      const sign = standing ? '=' : side === 'before' ? '-' : '+';
      const titles = now?.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`);
      const more = [changed && `[${changed.join(', ')}]`, titles && `{${titles.join(', ')}}`, gone && 'gone'];
      return [`${sign} ${code}: ${message}`, ...more.filter((each) => each !== undefined)].join(' ');
    }),
  };
}
