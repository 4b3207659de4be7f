import { expect, test } from '@jest/globals';
import { alerts } from '../../src/report/model/alerts/alerts.ts';
import type { Review } from '../../src/review/contract/review.ts';
import { configOf } from '../policy/weaken/config-of.ts';
import { reviewOf } from './review-of.ts';
import { cluster, deployment, flux, type SmallFiles } from './small-fleet.ts';

const BASE = 'https://github.com/acme/bases//web?ref=v1';
const CRDS = 'https://example.org/crds.yaml';
const FIELD = 'spec.template.spec.containers[name=web].image';

const AT: SmallFiles = {
  ...cluster('prod'),
  'clusters/prod/apps.yaml': flux('apps', 'apps'),
  'apps/kustomization.yaml': `resources: [web.yaml, "${BASE}"]\n`,
  'apps/web.yaml': deployment('web'),
};

const next = (text: string | undefined) => (text ?? '').replace('1.2.3', '1.2.4');

function changeOf(change: SmallFiles, start: SmallFiles = {}) {
  const before = { ...AT, ...start };
  const review = reviewOf(before, { ...before, ...change });
  const { prod } = review.clusters;
  if (prod === undefined) throw new Error('there is no cluster prod');
  return {
    status: prod.status,
    changed: prod.changed.map(({ kind, name, fields }) => [`${kind}/${name}`, ...fields.map(({ path }) => path)]),
    gained: prod.gained.map(({ kind, name }) => `${kind}/${name}`),
    lost: prod.lost.map(({ kind, name }) => `${kind}/${name}`),
    unresolved: prod.unresolved.map(({ code, path, line, root, side, standing, partial }) =>
      [code, `${path}:${line}`, root, side, standing ? 'standing' : 'new', partial ? 'partial' : 'whole'].join(' '),
    ),
  };
}

const STANDING = 'remote-base apps/kustomization.yaml:1 flux-system/apps both standing partial';

test('of a root with a remote base its own objects are compared', () => {
  expect(changeOf({ 'apps/web.yaml': next(AT['apps/web.yaml']) })).toEqual({
    status: 'rendered',
    changed: [['Deployment/web', FIELD]],
    gained: [],
    lost: [],
    unresolved: [STANDING],
  });
});

test.each<[string, SmallFiles, SmallFiles]>([
  [
    'a remote base of a base',
    {
      'apps/kustomization.yaml': 'resources: [base]\n',
      'apps/base/kustomization.yaml': `resources: [../web.yaml, "${BASE}"]\n`,
    },
    {},
  ],
  ['a manifest that is fetched alone', { 'apps/kustomization.yaml': `resources: [web.yaml, "${CRDS}"]\n` }, {}],
  ['a remote component', { 'apps/kustomization.yaml': `resources: [web.yaml]\ncomponents: ["${BASE}"]\n` }, {}],
  ['a remote patch', { 'apps/kustomization.yaml': `resources: [web.yaml]\npatches: [{ path: "${CRDS}" }]\n` }, {}],
])('%s hides nothing of its root', (_, start, more) => {
  const { changed, unresolved } = changeOf({ 'apps/web.yaml': next(AT['apps/web.yaml']), ...more }, start);
  expect(changed).toEqual([['Deployment/web', FIELD]]);
  expect(unresolved).toHaveLength(1);
  expect(unresolved[0]).toMatch(/ standing partial$/);
});

test('the FluxKustomizations in what is known are followed', () => {
  const start = {
    'apps/kustomization.yaml': `resources: [more.yaml, "${BASE}"]\n`,
    'apps/more.yaml': flux('more', 'more'),
    'more/web.yaml': deployment('web'),
  };
  const { changed, unresolved } = changeOf({ 'more/web.yaml': next(deployment('web')) }, start);
  expect({ changed, unresolved }).toEqual({ changed: [['Deployment/web', FIELD]], unresolved: [STANDING] });
});

test('what depends on a root with a gap waits for nothing that is not there', () => {
  const start = {
    'clusters/prod/more.yaml': flux('more', 'more', ['prune: true', 'dependsOn: [{ name: apps }]']),
    'more/web.yaml': deployment('later'),
  };
  const review = reviewOf({ ...AT, ...start }, { ...AT, ...start, 'more/web.yaml': next(deployment('later')) });
  const [changed] = review.clusters.prod?.changed ?? [];
  expect(changed?.name).toBe('later');
  expect(changed?.stoppedBy).toBeUndefined();
});

const CLAIM =
  'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data, namespace: shop }\nspec: { resources: { requests: { storage: 1Gi } } }\n';
const LOCAL = { 'apps/kustomization.yaml': 'resources: [web.yaml, data.yaml]\n', 'apps/data.yaml': CLAIM };
const entries = (text: string) => ({ 'apps/kustomization.yaml': `resources: [web.yaml, ${text}]\n` });

function loss(before: SmallFiles, after: SmallFiles) {
  const { clusters, findings } = reviewOf({ ...AT, ...before }, { ...AT, ...after });
  const { lost = [], gained = [] } = clusters.prod ?? {};
  return {
    lost: lost.map(({ kind, uncertain = 'certain' }) => `${kind}: ${uncertain}`),
    gained: gained.map(({ kind, uncertain = 'certain' }) => `${kind}: ${uncertain}`),
    findings: findings
      .filter(({ rule }) => rule === 'volume-claim-lost')
      .map(({ severity, message }) => `${severity}: ${message}`),
  };
}

const STAYS = {
  lost: ['PersistentVolumeClaim: may stay, by what `apps/kustomization.yaml:1` refers to now'],
  gained: [],
  findings: ['warning: Flux may delete PersistentVolumeClaim `shop/data`, and the data on it'],
};
const GOES = {
  lost: ['PersistentVolumeClaim: certain'],
  gained: [],
  findings: ['error: Flux deletes PersistentVolumeClaim `shop/data`, and the data on it'],
};

test.each<[string, SmallFiles, SmallFiles, object]>([
  ['comes in its place', LOCAL, entries(`"${BASE}"`), STAYS],
  ['is another one now', { ...LOCAL, ...entries(`data.yaml, "${BASE}"`) }, entries(`"${BASE}2"`), STAYS],
  [
    'comes as a component',
    LOCAL,
    { 'apps/kustomization.yaml': `resources: [web.yaml]\ncomponents: ["${BASE}"]\n` },
    { ...STAYS, lost: ['PersistentVolumeClaim: may stay, by what `apps/kustomization.yaml:2` refers to now'] },
  ],
  ['stays as it is', { ...LOCAL, ...entries(`data.yaml, "${BASE}"`) }, entries(`"${BASE}"`), GOES],
  [
    'goes with it',
    { ...LOCAL, ...entries(`data.yaml, "${BASE}"`) },
    { 'apps/kustomization.yaml': 'resources: [web.yaml]\n' },
    GOES,
  ],
  [
    'comes in another root',
    { ...LOCAL, 'clusters/prod/more.yaml': flux('more', 'more'), 'more/other.yaml': deployment('other') },
    {
      'apps/kustomization.yaml': 'resources: [web.yaml]\n',
      'clusters/prod/more.yaml': flux('more', 'more'),
      'more/other.yaml': deployment('other'),
      'more/kustomization.yaml': `resources: [other.yaml, "${BASE}"]\n`,
    },
    GOES,
  ],
])('an object goes and a remote base %s', (_, before, after, expected) => {
  expect(loss(before, after)).toEqual(expected);
});

test.each<[string, SmallFiles, string]>([
  ['goes', LOCAL, 'may be there already, by what `apps/kustomization.yaml:1` referred to'],
  [
    'is another one now',
    { ...LOCAL, ...entries(`data.yaml, "${BASE}2"`) },
    'may be there already, by what `apps/kustomization.yaml:1` referred to',
  ],
  ['stays as it is', { ...LOCAL, ...entries(`data.yaml, "${BASE}"`) }, 'certain'],
])('an object comes and a remote base %s', (_, after, expected) => {
  expect(loss(entries(`"${BASE}"`), after).gained).toEqual([`PersistentVolumeClaim: ${expected}`]);
});

const PROTECTED = configOf('clusters: [{ name: prod, path: clusters/prod, protected: true }]');

test.each<[string, SmallFiles, SmallFiles, Review['verdict'], Review['verdict'], string]>([
  [
    'a new remote base',
    { 'apps/kustomization.yaml': 'resources: [web.yaml]\n' },
    {},
    'neutral',
    'action_required',
    `warning partly known: what \`flux-system/apps\` fetches from elsewhere is not known: "${BASE}" is a remote URL; remote files are not fetched`,
  ],
  [
    'another version of one',
    {},
    entries(`"${BASE}2"`),
    'neutral',
    'action_required',
    `warning partly known: what \`apps/kustomization.yaml\` changes in what \`flux-system/apps\` fetches from elsewhere is not known: "${BASE}2" is a remote URL; remote files are not fetched`,
  ],
  [
    'a patch of what may be in one',
    {},
    {
      'apps/kustomization.yaml': `resources: [web.yaml, "${BASE}"]\npatches: [{ path: api.yaml }]\n`,
      'apps/api.yaml': deployment('api'),
    },
    'neutral',
    'action_required',
    'warning partly known: the patch of apps/v1 Deployment shop/api cannot be applied: no such object in this build, unless what is not fetched here has it',
  ],
  [
    'a copy of one',
    {},
    { 'apps/kustomization.yaml': 'resources: [web.yaml, api.yaml]\n', 'apps/api.yaml': deployment('api') },
    'neutral',
    'action_required',
    `notice partly known: what \`flux-system/apps\` fetched from elsewhere before is not known: "${BASE}" is a remote URL; remote files are not fetched; 1 object (Deployment \`shop/api\`) is there now`,
  ],
])('of %s only what is known is told, and the check says so', (_, before, after, open, guarded, alert) => {
  const [from, to] = [
    { ...AT, ...before },
    { ...AT, ...after },
  ];
  const review = reviewOf(from, to);
  expect(reviewOf(from, to, { config: PROTECTED }).verdict).toBe(guarded);
  const told = alerts(review).filter(({ title }) => title !== undefined);
  expect(told.map(({ level, title, messages }) => `${level} ${title}: ${messages.join('; ')}`)).toContain(alert);
  expect(review.verdict).toBe(open);
});

test('who accepts a new remote base has accepted this one, and what is done to it', () => {
  const before = { ...AT, 'apps/kustomization.yaml': 'resources: [web.yaml]\n' };
  const digest = (text: string) => reviewOf(before, { ...before, ...entries(text) }).clusters.prod?.digest;
  const digests = [`"${BASE}"`, `"${BASE}2"`, `"${BASE}"]\nnamespace: shop\nconfigurations: [`].map(digest);
  expect(new Set(digests).size).toBe(3);
  expect(digest(`"${BASE}"`)).toBe(digests[0]);
});
